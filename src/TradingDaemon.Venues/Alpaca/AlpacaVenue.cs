using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>Alpaca as a venue, with play money or real: one attempt a call, told exactly. Thread-safe.</summary>
internal sealed class AlpacaVenue : ILiveVenue
{
    // Not shown for a minute by the look-up of all orders there ever were, an order never arrived.
    private static readonly TimeSpan AbsenceProvenAfter = TimeSpan.FromSeconds(60);

    // Nothing is signed with the time: it is measured to be known, and each question counts.
    private const int ClockSamples = 2;

    private readonly VenueDesk _desk;
    private readonly AlpacaMarket _market;
    private readonly RuleBook _rules;
    private readonly AlpacaOrders _orders;
    private readonly AlpacaAccount _account;
    private readonly AccountStream _stream;

    /// <summary>A venue that is not asked anything yet.</summary>
    public AlpacaVenue(VenueSetup setup)
    {
        (Id, IsSimulated) = (setup.Id, !setup.Hosts.IsReal);
        var (memory, executions, hours) = (new OrderMemory(), new AlpacaExecutions(setup.Booked), new AlpacaHours());
        var requests = new AlpacaRequests(setup.Hosts.Rest, setup.Hosts.Stream!, new AlpacaSigner(setup.Credentials), setup.Hosts.Data);
        var line = setup.Line with { Clock = setup.Line.Clock with { Samples = ClockSamples } };
        _desk = AlpacaMarket.Desk(line, setup.Clock, requests, new AlpacaLimits(setup.Clock, setup.OnWeight));
        _market = new AlpacaMarket(_desk, AlpacaMarket.Desk(line, setup.Clock, requests, new AlpacaLimits(setup.Clock)), requests, setup.Instruments, hours, setup.Clock);
        _rules = new RuleBook(_market, setup);
        _orders = new AlpacaOrders(setup, _desk, requests, hours, _rules, memory);
        _account = new AlpacaAccount(setup, _desk, requests, executions, memory);
        _stream = new AccountStream(setup, new AlpacaStream(setup, _desk, requests, executions), _desk.Line.Clock, _rules, memory, _account.Fills, (cursor, stopping) => _account.FillsSinceAsync(cursor, int.MaxValue, stopping));
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public bool IsSimulated { get; }

    /// <inheritdoc/>
    /// <remarks>An id stays taken for ever: sent again after a doubt, an order that arrived is refused.</remarks>
    public VenueTraits Traits { get; } = new() { AbsenceProvenAfter = AbsenceProvenAfter, RefusesUsedClientOrderIds = true };

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
    public void Dispose() => _market.Dispose();
}
