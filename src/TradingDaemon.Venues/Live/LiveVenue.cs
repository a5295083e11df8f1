using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;

namespace TradingDaemon.Venues.Live;

/// <summary>A real venue made of its parts, which its own folder puts together: one attempt a call, told exactly. Thread-safe.</summary>
/// <param name="setup">Whose account, and where.</param>
/// <param name="clock">Its time, as measured.</param>
internal sealed class LiveVenue(VenueSetup setup, VenueClock clock) : ILiveVenue
{
    /// <inheritdoc/>
    public required VenueTraits Traits { get; init; }

    /// <summary>Places and cancels.</summary>
    public required IVenueOrders Orders { get; init; }

    /// <summary>Its own records of the account.</summary>
    public required IVenueAccount Account { get; init; }

    /// <summary>What it tells anybody; its connections end with it.</summary>
    public required IVenueMarket Market { get; init; }

    /// <summary>Its rules as last told.</summary>
    public required RuleBook Rules { get; init; }

    /// <summary>The account's events.</summary>
    public required AccountStream Stream { get; init; }

    /// <summary>What else ends with it.</summary>
    public IReadOnlyList<IDisposable> Owned { get; init; } = [];

    /// <inheritdoc/>
    public string Id => setup.Id;

    /// <inheritdoc/>
    public bool IsSimulated => !setup.Hosts.IsReal;

    /// <inheritdoc/>
    public VenueClock Clock => clock;

    /// <inheritdoc/>
    public TimeSpan? ClockOffset => clock.OffsetProven;

    /// <inheritdoc/>
    public Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping) => Stream.RunAsync(events, stopping);

    /// <inheritdoc/>
    public ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping) => Orders.PlaceAsync(order, stopping);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping) => Orders.CancelAsync(order, stopping);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping) => Orders.CancelAllAsync(stopping);

    /// <inheritdoc/>
    public ValueTask<OrderReport?> FindOrderAsync(OrderReference order, CancellationToken stopping) => Account.FindOrderAsync(order, stopping);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) => Account.OpenOrdersAsync(stopping);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping) => Account.FillsSinceAsync(cursor, countMax, stopping);

    /// <inheritdoc/>
    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping) => Account.HoldingsAsync(stopping);

    /// <inheritdoc/>
    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) => Market.TouchAsync(symbol, stopping);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping) => Rules.ToldAsync(stopping);

    /// <inheritdoc/>
    public ValueTask<KeyRights> RightsAsync(CancellationToken stopping) => Account.RightsAsync(stopping);

    /// <summary>Closes its connections.</summary>
    public void Dispose()
    {
        Market.Dispose();
        foreach (var owned in Owned) owned.Dispose();
    }
}
