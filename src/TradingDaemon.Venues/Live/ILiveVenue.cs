using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;

namespace TradingDaemon.Venues.Live;

/// <summary>A real venue, as whoever makes one sees it.</summary>
public interface ILiveVenue : IVenue, IDisposable
{
    /// <summary>Its time, as measured.</summary>
    VenueClock Clock { get; }

    /// <summary>Its rules as last told; asked for once where there are none. Throws <see cref="VenueException"/> when there is no answer.</summary>
    ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping);

    /// <summary>What the key may do, as the venue says; it takes its own room in the budget. Throws <see cref="VenueException"/> when there is no answer.</summary>
    ValueTask<KeyRights> RightsAsync(CancellationToken stopping);
}
