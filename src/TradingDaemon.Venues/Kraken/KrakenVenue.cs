using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;

namespace TradingDaemon.Venues.Kraken;

/// <summary>Kraken Spot as a venue: one attempt a call, told exactly. Thread-safe.</summary>
internal sealed class KrakenVenue : ILiveVenue
{
    // The engine refuses an order that reaches it later than this after it was signed; the venue's clock is known to half a second.
    private static readonly TimeSpan PlacedWithin = TimeSpan.FromSeconds(10);

    // Until then it may be placed, and its queries lag behind the engine by seconds.
    private static readonly TimeSpan AbsenceProvenAfter = PlacedWithin + TimeSpan.FromSeconds(10);

    // The venue tells its time in whole seconds: what differs by less is no clock that was set, and asking more often at once tells no more.
    private static readonly TimeSpan ClockStepMin = TimeSpan.FromSeconds(1.5);

    private readonly VenueDesk _desk;
    private readonly KrakenMarket _market;
    private readonly RuleBook _rules;
    private readonly KrakenOrders _orders;
    private readonly KrakenAccount _account;
    private readonly AccountStream _stream;

    /// <summary>A venue that is not asked anything yet.</summary>
    public KrakenVenue(VenueSetup setup)
    {
        (Id, IsSimulated) = (setup.Id, !setup.Hosts.IsReal);
        var (limits, memory) = (new KrakenLimits(setup.Clock), new OrderMemory());
        var requests = new KrakenRequests(setup.Hosts.Rest, setup.Hosts.Stream!, new KrakenSigner(setup.Credentials), PlacedWithin);
        var line = new VenueLine(setup.Line with { Clock = setup.Line.Clock with { Samples = 1, StepMin = ClockStepMin } }, setup.Clock, (line, stopping) => KrakenMarket.AskTimeAsync(line, setup.Hosts.Rest, stopping), setup.Nonces);
        _desk = new VenueDesk(line, new KrakenReader(), limits.Refine);
        _market = new KrakenMarket(_desk, setup.Hosts.Rest, setup.Clock);
        _rules = new RuleBook(_market, setup);
        _orders = new KrakenOrders(_desk, requests, limits, _rules, memory);
        _account = new KrakenAccount(setup, _desk, requests, limits, memory);
        _stream = new AccountStream(setup, new KrakenStream(setup, _desk, _account, limits, _rules), line.Clock, _rules, memory, _account.Fills, (cursor, stopping) => _account.FillsSinceAsync(cursor, int.MaxValue, stopping));
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public bool IsSimulated { get; }

    /// <inheritdoc/>
    /// <remarks>Kraken looks at open orders only when it refuses an id: sent again after a quick fill, an order would be a second one.</remarks>
    public VenueTraits Traits { get; } = new() { AbsenceProvenAfter = AbsenceProvenAfter, RefusesUsedClientOrderIds = false };

    /// <inheritdoc/>
    public VenueClock Clock => _desk.Line.Clock;

    /// <inheritdoc/>
    public TimeSpan? ClockOffset => Clock.Offset;

    /// <inheritdoc/>
    public Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping) => _stream.RunAsync(events, stopping);

    /// <inheritdoc/>
    public ValueTask<PlacementAnswer> PlaceAsync(DurableOrder order, CancellationToken stopping) => _orders.PlaceAsync(order, stopping);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAsync(OrderReference order, CancellationToken stopping) => _orders.CancelAsync(order, stopping);

    /// <inheritdoc/>
    public ValueTask<VenueFault?> CancelAllAsync(CancellationToken stopping) => _orders.CancelAllAsync(stopping);

    /// <inheritdoc/>
    public ValueTask<OrderReport?> FindOrderAsync(ClientOrderId clientOrderId, CancellationToken stopping) => _account.FindOrderAsync(clientOrderId, stopping);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OrderReport>> OpenOrdersAsync(CancellationToken stopping) => _account.OpenOrdersAsync(stopping);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Fill>> FillsSinceAsync(long cursor, int countMax, CancellationToken stopping) => _account.FillsSinceAsync(cursor, countMax, stopping);

    /// <inheritdoc/>
    public ValueTask<VenueHoldings> HoldingsAsync(CancellationToken stopping) => _account.HoldingsAsync(stopping);

    /// <inheritdoc/>
    public ValueTask<(decimal Bid, decimal Ask)?> TouchAsync(Symbol symbol, CancellationToken stopping) => _market.TouchAsync(symbol, stopping);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TradingRule>> RulesAsync(CancellationToken stopping)
    {
        if (_rules.All.Count == 0) await _rules.RefreshAsync(stopping);
        return _rules.All;
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _desk.Line.Dispose();
}
