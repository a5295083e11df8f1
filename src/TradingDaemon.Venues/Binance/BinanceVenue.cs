using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;

namespace TradingDaemon.Venues.Binance;

/// <summary>Binance Spot as a venue: one attempt a call, told exactly. Thread-safe.</summary>
internal sealed class BinanceVenue : ILiveVenue
{
    // Until its window is over a request may be carried out: its time, the window, and the second the venue's clock may be behind. Then its answers follow its engine by up to ten seconds.
    private static readonly TimeSpan AbsenceProvenAfter = BinanceRequests.ReceiveWindow + TimeSpan.FromSeconds(1) + TimeSpan.FromSeconds(14);

    private readonly VenueDesk _desk;
    private readonly BinanceMarket _market;
    private readonly RuleBook _rules;
    private readonly BinanceOrders _orders;
    private readonly BinanceAccount _account;
    private readonly AccountStream _stream;

    /// <summary>A venue that is not asked anything yet.</summary>
    public BinanceVenue(VenueSetup setup)
    {
        (Id, IsSimulated) = (setup.Id, !setup.Hosts.IsReal);
        var (limits, memory) = (new BinanceLimits(setup.Clock, setup.OnWeight), new OrderMemory());
        var requests = new BinanceRequests(setup.Hosts.Rest, setup.Hosts.Stream!, setup.Hosts.AccountStream!, new BinanceSigner(setup.Credentials));
        var line = new VenueLine(setup.Line, setup.Clock, (line, stopping) => BinanceMarket.AskTimeAsync(line, setup.Hosts.Rest, stopping), nonces: null, limits.OnHeaders);
        _desk = new VenueDesk(line, new BinanceReader(), fault => Refine(fault, line.Clock));
        _market = new BinanceMarket(_desk, setup.Hosts.Rest, setup.Instruments, setup.Clock, limits);
        _rules = new RuleBook(_market, setup);
        _orders = new BinanceOrders(setup, _desk, requests, limits, _rules, memory);
        _account = new BinanceAccount(setup, _desk, requests, memory);
        _stream = new AccountStream(setup, new BinanceStream(setup, _desk, requests), line.Clock, _rules, memory, _account.Fills, (cursor, stopping) => _account.FillsSinceAsync(cursor, int.MaxValue, stopping));
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public bool IsSimulated { get; }

    /// <inheritdoc/>
    /// <remarks>Binance looks at open orders only when it refuses an id: sent again after a quick fill, an order would be a second one.</remarks>
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

    private static VenueFault Refine(VenueFault fault, VenueClock clock)
    {
        if (fault.Code == BinanceErrors.WrongTime) clock.Distrust();
        return BinanceLimits.Refine(fault);
    }
}
