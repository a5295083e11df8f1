using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>A venue that tells best bid and ask of now of several instruments at once.</summary>
internal interface ITouches
{
    /// <summary>Best bid and ask now, quote currency; of which either side is empty, or that the venue does not know, is left out. Throws <see cref="VenueException"/> when there is no answer.</summary>
    /// <param name="instruments">Of which.</param>
    /// <param name="stopping">Gives up.</param>
    ValueTask<IReadOnlyList<(Symbol Symbol, decimal Bid, decimal Ask)>> TouchesAsync(IReadOnlyList<Instrument> instruments, CancellationToken stopping);
}
