using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>A venue that tells the newest quote and trade of many instruments at once, each with the time it was so: they may be old.</summary>
internal interface INewestPrices
{
    /// <summary>Asks for them. Throws <see cref="VenueException"/> when there is no answer; what was told before stays told.</summary>
    /// <param name="instruments">Of which; one that has none is left out.</param>
    /// <param name="into">Is told each, with its time.</param>
    /// <param name="stopping">Gives up.</param>
    ValueTask NewestAsync(IReadOnlyList<Instrument> instruments, INormalizedSink into, CancellationToken stopping);
}
