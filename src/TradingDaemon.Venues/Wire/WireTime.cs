using System.Globalization;

namespace TradingDaemon.Venues.Wire;

/// <summary>A moment (UTC) as a venue said it: to the nanosecond, and with as many digits as it gave.</summary>
/// <param name="Nanoseconds">Since 1970-01-01, UTC.</param>
/// <param name="Digits">Digits of the second's fraction that were given; 0 to 9.</param>
internal readonly record struct WireTime(long Nanoseconds, int Digits)
{
    private const long NanosecondsOfSecond = 1_000_000_000;
    private const int NanosecondsOfTick = 100;
    private const int DigitsMax = 9;

    // The year 2262, where 64 bits of nanoseconds end.
    private const long SecondsMax = long.MaxValue / NanosecondsOfSecond;

    /// <summary>The moment, to a tenth of a microsecond.</summary>
    public DateTimeOffset Moment => DateTimeOffset.UnixEpoch.AddTicks(Nanoseconds / NanosecondsOfTick);

    /// <summary>Whole seconds with a fraction, e.g. <c>1705260547.4728658</c>; null when missing.</summary>
    public static WireTime? OfSeconds(WireValue value) => OfUnit(value, 0);

    /// <summary>Milliseconds; null when missing.</summary>
    public static WireTime? OfMilliseconds(WireValue value) => OfUnit(value, 3);

    /// <summary>Microseconds; null when missing.</summary>
    public static WireTime? OfMicroseconds(WireValue value) => OfUnit(value, 6);

    /// <summary>Nanoseconds; null when missing.</summary>
    public static WireTime? OfNanoseconds(WireValue value) => OfUnit(value, DigitsMax);

    /// <summary>RFC 3339 with any offset; null when missing. Throws <see cref="WireFormatException"/> for anything else.</summary>
    public static WireTime? OfText(WireValue value) => value.IsMissing || value.Raw.IsEmpty ? null : Parse(value.Raw);

    /// <summary>RFC 3339 in UTC with the venue's own digits.</summary>
    public override string ToString()
    {
        var (seconds, fraction) = Math.DivRem(Nanoseconds, NanosecondsOfSecond);
        var whole = DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return Digits == 0 ? $"{whole}Z" : $"{whole}.{fraction.ToString("D9", CultureInfo.InvariantCulture)[..Digits]}Z";
    }

    private static WireTime? OfUnit(WireValue value, int unitDigits)
    {
        if (value.Raw is not { IsEmpty: false } raw) return null;
        var number = WireNumber.Parse(raw);
        var point = raw.IndexOf((byte)'.');
        var digits = Math.Min(DigitsMax, unitDigits + (point < 0 ? 0 : raw.Length - point - 1));
        return number is > 0m and < 9_000_000_000_000_000_000m && number * Scale(unitDigits) is > 0m and <= long.MaxValue and var nanoseconds
            ? new WireTime((long)nanoseconds, digits) : throw new WireFormatException($"{WireValue.Shown(raw)} is no time");
    }

    private static decimal Scale(int unitDigits) => unitDigits switch { 0 => NanosecondsOfSecond, 3 => 1_000_000m, 6 => 1_000m, _ => 1m };

    // 2026-08-12T19:28:08.631028Z: the date and time by the library, the fraction by hand, for the library keeps seven digits.
    private static WireTime Parse(ReadOnlySpan<byte> text)
    {
        const int SecondsEnd = 19;
        var rest = text.Length > SecondsEnd ? text[SecondsEnd..] : default;
        var digits = 0;
        long fraction = 0;
        if (rest is [(byte)'.', ..])
        {
            for (rest = rest[1..]; digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9'; digits++)
                if (digits < DigitsMax) fraction = (fraction * 10) + (rest[digits] - '0');
            rest = rest[digits..];
        }

        for (var i = digits; i < DigitsMax; i++) fraction *= 10;
        if (rest.IsEmpty || !Offset(rest, out var offset) || !Seconds(text[..SecondsEnd], out var whole)) throw new WireFormatException($"{WireValue.Shown(text)} is no time");
        return whole - offset is >= 0 and < SecondsMax and var seconds
            ? new WireTime((seconds * NanosecondsOfSecond) + fraction, Math.Min(digits, DigitsMax)) : throw new WireFormatException($"{WireValue.Shown(text)} is no time");
    }

    private static bool Seconds(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text is not [_, _, _, _, (byte)'-', _, _, (byte)'-', _, _, (byte)'T' or (byte)'t' or (byte)' ', _, _, (byte)':', _, _, (byte)':', _, _]) return false;
        var (year, month, day) = ((Two(text, 0) * 100) + Two(text, 2), Two(text, 5), Two(text, 8));
        var (hour, minute, second) = (Two(text, 11), Two(text, 14), Two(text, 17));
        if (year < 1970 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59) return false;
        seconds = (new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        return true;
    }

    // Below zero for anything but two digits, so far that no hundred of it is a year.
    private static int Two(ReadOnlySpan<byte> text, int at) =>
        text[at] is >= (byte)'0' and <= (byte)'9' && text[at + 1] is >= (byte)'0' and <= (byte)'9' ? ((text[at] - '0') * 10) + text[at + 1] - '0' : -10_000;

    private static bool Offset(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text is [(byte)'Z' or (byte)'z']) return true;
        if (text is not [(byte)'+' or (byte)'-', _, _, (byte)':', _, _]) return false;
        var (hours, minutes) = (Two(text, 1), Two(text, 4));
        seconds = ((hours * 60L) + minutes) * 60 * (text[0] == '-' ? -1 : 1);
        return hours is >= 0 and <= 23 && minutes is >= 0 and <= 59;
    }
}
