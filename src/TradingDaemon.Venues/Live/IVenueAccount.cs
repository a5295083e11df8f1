using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Venues.Live;

/// <summary>What one venue's own records say of the account. Each call throws <see cref="VenueException"/> when there is no answer, and may be asked again. Thread-safe.</summary>
internal interface IVenueAccount
{
    /// <summary>Numbers and names the executions.</summary>
    FillDesk Fills { get; }

    /// <summary>See <see cref="IVenue.FindOrderAsync"/>; how each venue proves an absence is its own.</summary>
    ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping);

    /// <summary>See <see cref="IVenue.OpenOrdersAsync"/>.</summary>
    ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping);

    /// <summary>Executions since a time (UTC), page by page, the oldest page first. What is older may be among them.</summary>
    IAsyncEnumerable<IReadOnlyList<ToldFill>> FillPagesAsync(DateTimeOffset since, CancellationToken stopping);

    /// <summary>See <see cref="IVenue.HoldingsAsync"/>.</summary>
    ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping);

    /// <summary>See <see cref="ILiveVenue.RightsAsync"/>.</summary>
    ValueTask<KeyRights> RightsAsync(CancellationToken stopping);

    /// <summary>See <see cref="IVenue.FillsSinceAsync"/>.</summary>
    ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping) => Fills.SinceAsync(cursor, countMax, since => FillPagesAsync(since, stopping), stopping);
}
