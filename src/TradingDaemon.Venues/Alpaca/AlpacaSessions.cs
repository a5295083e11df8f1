using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>
/// Says of each share and option when the calendar closes its market although its hours of the week do not: on holidays, after an early close, and while the calendar is not
/// known, which is the safe side. Told a moment ahead, so that nothing is entered meanwhile.
/// </summary>
/// <param name="hours">The calendar.</param>
/// <param name="instruments">Those watched; coins among them never close.</param>
/// <param name="tell">Hears it: of each first how it is, then what changes.</param>
internal sealed class AlpacaSessions(AlpacaHours hours, IReadOnlyList<Instrument> instruments, Action<FeedChange> tell)
{
    /// <summary>How long before it closes it is told.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);

    private readonly Dictionary<InstrumentId, string?> _told = []; // why it is closed; null while all is as usual

    /// <summary>Looks how it is now; to be called more often than once in <see cref="Ahead"/>.</summary>
    public void Look(DateTimeOffset now)
    {
        foreach (var instrument in instruments)
        {
            if (instrument.AssetClass == AssetClass.Crypto) continue;
            var why = WhyClosed(instrument, now) ?? WhyClosed(instrument, now + Ahead);
            if (_told.TryGetValue(instrument.Id, out var told) && told == why) continue;
            _told[instrument.Id] = why;
            tell(why is null ? new FeedChange(FeedChangeKind.AsUsualByCalendar, instrument.Symbol, "Its venue's calendar says the same as its hours.", now) : new FeedChange(FeedChangeKind.ClosedByCalendar, instrument.Symbol, why, now));
        }
    }

    private string? WhyClosed(Instrument instrument, DateTimeOffset at)
    {
        if (!(instrument.Hours ?? TradingHours.UsualFor(instrument.AssetClass)).IsOpen(at)) return null;
        return hours.IsOpen(instrument, at) switch
        {
            true => null,
            null => "its venue's calendar is not known.",
            false => hours.NextOpen(at) is { } opens ? string.Create(CultureInfo.InvariantCulture, $"by its venue's calendar it opens {opens:yyyy-MM-dd HH:mm} UTC.") : "by its venue's calendar it opens no more as far as that reaches.",
        };
    }
}
