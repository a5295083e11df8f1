using System.Buffers.Binary;

namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>
/// Reads <c>2024-01-31T23:59:59.123456789Z</c> from bytes. The minute of the previous stamp is remembered, because rows come in
/// time order: most cost two word comparisons and the seconds. Digits past 100 ns, the clock's resolution, are checked and cut.
/// </summary>
internal struct StampParser
{
    private const int ShortestLength = 20; // with seconds and Z
    private const int FractionDigitsMax = 9;
    private const int TickDigits = 7;

    private ulong _minuteHead;
    private ulong _minuteTail;
    private long _minuteTicks;

    /// <summary>Reads the stamp <paramref name="text"/> begins with; false when it begins with none.</summary>
    /// <param name="text">Bytes that begin with a stamp.</param>
    /// <param name="utcTicks">Ticks of 100 ns since the year 1, UTC.</param>
    /// <param name="length">Bytes the stamp takes, Z included.</param>
    public bool TryRead(ReadOnlySpan<byte> text, out long utcTicks, out int length)
    {
        utcTicks = 0;
        length = 0;
        if (text.Length < ShortestLength) return false;
        var head = BinaryPrimitives.ReadUInt64LittleEndian(text);
        var tail = BinaryPrimitives.ReadUInt64LittleEndian(text[8..]);
        if ((head != _minuteHead || tail != _minuteTail) && !TryReadMinute(text, head, tail)) return false;
        if (text[16] != ':' || !TryTwoDigits(text, 17, out var second) || second > 59) return false;

        var ticks = _minuteTicks + second * TimeSpan.TicksPerSecond;
        var at = 19;
        if (text[at] == '.' && !TryReadFraction(text, ref at, ref ticks)) return false;
        if (at >= text.Length || text[at] != 'Z') return false;
        utcTicks = ticks;
        length = at + 1;
        return true;
    }

    private static bool TryReadFraction(ReadOnlySpan<byte> text, ref int at, ref long ticks)
    {
        var first = ++at;
        long fraction = 0;
        for (; at < text.Length; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit > 9) break;
            if (at - first < TickDigits) fraction = fraction * 10 + digit;
        }

        var digits = at - first;
        if (digits is 0 or > FractionDigitsMax) return false;
        for (; digits < TickDigits; digits++) fraction *= 10;
        ticks += fraction;
        return true;
    }

    private bool TryReadMinute(ReadOnlySpan<byte> text, ulong head, ulong tail)
    {
        if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':') return false;
        if (!TryTwoDigits(text, 0, out var century) || !TryTwoDigits(text, 2, out var yearOfCentury)
            || !TryTwoDigits(text, 5, out var month) || !TryTwoDigits(text, 8, out var day)
            || !TryTwoDigits(text, 11, out var hour) || !TryTwoDigits(text, 14, out var minute)) return false;
        var year = century * 100 + yearOfCentury;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59) return false;
        _minuteTicks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).Ticks;
        (_minuteHead, _minuteTail) = (head, tail);
        return true;
    }

    private static bool TryTwoDigits(ReadOnlySpan<byte> text, int at, out int value)
    {
        var (tens, ones) = ((uint)(text[at] - '0'), (uint)(text[at + 1] - '0'));
        value = (int)(tens * 10 + ones);
        return tens <= 9 && ones <= 9;
    }
}
