using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>
/// When shares and options are traded, from the venue's own calendar: a day that ends early is a shorter interval, a holiday is none. Kept in memory for
/// weeks ahead. Regular hours alone: what is before and after them is not traded. Coins always are. Thread-safe.
/// </summary>
internal sealed class AlpacaHours
{
    // Enough for a venue that cannot be asked over the longest holidays.
    private const int DaysAhead = 30;

    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private volatile Calendar _calendar = new(default, default, []);

    /// <summary>Asks for the coming weeks. Throws <see cref="Domain.Ports.VenueException"/> when there is no answer; what was known stays.</summary>
    public async ValueTask RefreshAsync(VenueDesk desk, AlpacaRequests requests, TimeProvider clock, CancellationToken stopping)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), NewYork).DateTime);
        var (first, last) = (today.AddDays(-1), today.AddDays(DaysAhead));
        (await desk.SendAsync("calendar", _ => requests.Calendar(first, last), isUrgent: false, stopping)).OrThrow().Read(days => Learn(days, first, last));
    }

    /// <summary>Whether an instrument is traded at a time; null when the calendar does not reach so far.</summary>
    public bool? IsOpen(Instrument instrument, DateTimeOffset at)
    {
        if (instrument.AssetClass == AssetClass.Crypto) return true;
        var calendar = _calendar;
        return at < calendar.Begin || at >= calendar.End ? null : calendar.Sessions.Any(session => at >= session.Opens && at < session.Closes);
    }

    /// <summary>When it opens next; null when that is not known.</summary>
    public DateTimeOffset? NextOpen(DateTimeOffset at) => _calendar.Sessions.Where(session => session.Opens > at).Select(static session => (DateTimeOffset?)session.Opens).Min();

    /// <summary>Takes an answer: the days from <paramref name="first"/> to <paramref name="last"/> that are traded, in New York's time.</summary>
    public void Learn(WireValue days, DateOnly first, DateOnly last)
    {
        var sessions = new List<(DateTimeOffset, DateTimeOffset)>();
        foreach (var (_, day) in days)
        {
            if (!DateOnly.TryParseExact(day["date"u8].AsText(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) continue;
            if (Minutes(day["open"u8].AsText()) is { } opens && Minutes(day["close"u8].AsText()) is { } closes) sessions.Add((Moment(date, opens), Moment(date, closes)));
        }

        _calendar = new Calendar(Moment(first, 0), Moment(last.AddDays(1), 0), [.. sessions]);
    }

    private static DateTimeOffset Moment(DateOnly date, int minutes) => TimeZoneInfo.ConvertTimeToUtc(date.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes), NewYork);

    // HH:MM, to 24:00.
    private static int? Minutes(string? text) => text is [_, _, ':', _, _]
        && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            ? (hours * 60) + minutes : null;

    private sealed record Calendar(DateTimeOffset Begin, DateTimeOffset End, (DateTimeOffset Opens, DateTimeOffset Closes)[] Sessions);
}
