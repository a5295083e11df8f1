using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TradingDaemon.Domain.Instruments;

/// <summary>
/// The hours of a week in which a market is open, in its own time zone, and the days that are exceptions. The hours are written <c>always</c>, or a zone and spans of the week:
/// <c>America/New_York Mon-Fri 09:30-16:00</c>, <c>America/New_York Sun 17:00-Fri 17:00</c>; more spans after commas.
/// </summary>
public sealed partial record TradingHours
{
    private const int Day = 24 * 60;
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    private readonly string _text;
    private readonly TimeZoneInfo _zone;
    private readonly ImmutableArray<(int Opens, int Closes)> _spans; // minutes of the week, which begins on Sunday
    private ImmutableDictionary<DateOnly, int> _ends = ImmutableDictionary<DateOnly, int>.Empty; // the minute of the day at which an exceptional one is over: of a holiday the first

    private TradingHours(string text, TimeZoneInfo zone, ImmutableArray<(int Opens, int Closes)> spans) => (_text, _zone, _spans) = (text, zone, spans);

    /// <summary>Never closed.</summary>
    public static TradingHours Always { get; } = new("always", TimeZoneInfo.Utc, [(0, 7 * Day)]);

    /// <summary>From Sunday to Friday 17:00 in New York.</summary>
    public static TradingHours Currencies { get; } = TryParse("America/New_York Sun 17:00-Fri 17:00")!;

    /// <summary>Weekdays from 09:30 to 16:00 in New York.</summary>
    public static TradingHours NewYork { get; } = TryParse("America/New_York Mon-Fri 09:30-16:00")!;

    /// <summary>What is usual for a class: coins always, currencies around the clock of the working week, shares and options New York's.</summary>
    public static TradingHours UsualFor(AssetClass assetClass) => assetClass switch
    {
        AssetClass.Crypto => Always,
        AssetClass.Forex => Currencies,
        _ => NewYork,
    };

    /// <summary>Reads the hours as written; null when they are not, or this machine knows no such time zone.</summary>
    public static TradingHours? TryParse(string text)
    {
        if (text == Always._text) return Always;
        var (space, spans) = (text.IndexOf(' ', StringComparison.Ordinal), ImmutableArray.CreateBuilder<(int, int)>());
        if (space < 0 || !TimeZoneInfo.TryFindSystemTimeZoneById(text[..space], out var zone)) return null;
        foreach (var span in text[(space + 1)..].Split(", "))
        {
            if (Spans().Match(span) is not { Success: true } match || !Add(match, spans)) return null;
        }

        return new TradingHours(text, zone, spans.ToImmutable());
    }

    /// <summary>The same hours with exceptions, each by its date in their time zone; null when one is not written so, is no date, or a date is an exception twice.</summary>
    /// <param name="holidays">Days on which it does not open, as <c>2026-12-25</c>.</param>
    /// <param name="earlyCloses">Days on which it closes earlier, and when, as <c>2026-11-27 13:00</c>.</param>
    public TradingHours? With(IReadOnlyList<string> holidays, IReadOnlyList<string> earlyCloses)
    {
        var ends = _ends.ToBuilder();
        foreach (var (written, format) in holidays.Select(static day => (day, "yyyy-MM-dd")).Concat(earlyCloses.Select(static day => (day, "yyyy-MM-dd HH:mm"))))
        {
            if (!DateTime.TryParseExact(written, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) || !ends.TryAdd(DateOnly.FromDateTime(end), (int)end.TimeOfDay.TotalMinutes)) return null;
        }

        if (ends.Count == 0) return this;
        var text = string.Join(", ", [_text, .. holidays.Select(static day => $"never on {day}"), .. earlyCloses.Select(static day => $"until {day[^5..]} on {day[..^6]}")]);
        return new TradingHours(text, _zone, _spans) { _ends = ends.ToImmutable() };
    }

    /// <summary>Whether an early close at a minute ends a day that is under way and would go on: else it says nothing, or that the day is a holiday.</summary>
    /// <param name="earlyClose">As <c>2026-11-27 13:00</c>.</param>
    public bool IsShortenedBy(string earlyClose) =>
        DateTime.TryParseExact(earlyClose, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) && end.TimeOfDay > TimeSpan.Zero && IsUsuallyOpen(end) && IsUsuallyOpen(end.AddMinutes(-1));

    /// <summary>Whether the market is closed because the day is a holiday, or over early, whatever the hours of the week say.</summary>
    public bool IsException(DateTimeOffset at) => _ends.Count > 0 && IsException(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    /// <summary>The date there.</summary>
    public DateOnly DateAt(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    /// <summary>Whether the market is open; the moment it closes it is not.</summary>
    public bool IsOpen(DateTimeOffset at)
    {
        var there = TimeZoneInfo.ConvertTime(at, _zone).DateTime;
        return IsUsuallyOpen(there) && !IsException(there);
    }

    private bool IsException(DateTime there) => _ends.Count > 0 && _ends.TryGetValue(DateOnly.FromDateTime(there), out var ends) && there.TimeOfDay.TotalMinutes >= ends;

    private bool IsUsuallyOpen(DateTime there)
    {
        var minute = ((int)there.DayOfWeek * Day) + (int)there.TimeOfDay.TotalMinutes;
        foreach (var (opens, closes) in _spans)
            if (opens <= closes ? minute >= opens && minute < closes : minute >= opens || minute < closes) return true;
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>Hours written alike are alike.</summary>
    public bool Equals(TradingHours? other) => other?._text == _text;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    private static bool Add(Match match, ImmutableArray<(int, int)>.Builder spans)
    {
        if (Minutes(match, "opens") is not { } opens || Minutes(match, "closes") is not { } closes) return false;
        var (first, last) = (DayOf(match, "first"), DayOf(match, "last"));
        if (match.Groups["through"].Success)
        {
            spans.Add(((first * Day) + opens, (DayOf(match, "through") * Day) + closes));
            return true;
        }

        if (closes <= opens) return false;
        for (var day = first; ; day = (day + 1) % 7)
        {
            spans.Add(((day * Day) + opens, (day * Day) + closes));
            if (day == last) return true;
        }
    }

    private static int DayOf(Match match, string name) => Array.IndexOf(Days, match.Groups[name].Success ? match.Groups[name].Value : match.Groups["first"].Value);

    private static int? Minutes(Match match, string name)
    {
        var (hours, minutes) = (int.Parse(match.Groups[name].ValueSpan[..2], CultureInfo.InvariantCulture), int.Parse(match.Groups[name].ValueSpan[3..], CultureInfo.InvariantCulture));
        var total = (hours * 60) + minutes;
        return minutes < 60 && total <= Day ? total : null;
    }

    [GeneratedRegex(@"\A(?<first>Sun|Mon|Tue|Wed|Thu|Fri|Sat)(?:-(?<last>Sun|Mon|Tue|Wed|Thu|Fri|Sat))? (?<opens>[0-9]{2}:[0-9]{2})-(?:(?<through>Sun|Mon|Tue|Wed|Thu|Fri|Sat) )?(?<closes>[0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Spans();
}
