using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;

namespace TradingDaemon.Venues.CoinSpot;

/// <summary>CoinSpot as a venue: one attempt a call, told exactly. It has no stream and no ids of ours: executions are polled, ends are looked up, and whose a row is, is recognised. Thread-safe.</summary>
internal sealed class CoinSpotVenue : ILiveVenue
{
    // The time is told in whole seconds: what differs by less is no clock that was set, and asking more often at once tells no more.
    private static readonly TimeSpan ClockStepMin = TimeSpan.FromSeconds(1.5);

    private readonly VenueDesk _desk;
    private readonly CoinSpotMarket _market;
    private readonly RuleBook _rules;
    private readonly CoinSpotOrders _orders;
    private readonly CoinSpotAccount _account;
    private readonly AccountStream _stream;

    /// <summary>A venue that is not asked anything yet.</summary>
    public CoinSpotVenue(VenueSetup setup, CoinSpotPatience? patience = null)
    {
        var (given, time, memory) = (patience ?? CoinSpotPatience.Usual, new CoinSpotClock(setup.Hosts.Rest), new OrderMemory());
        (Id, IsSimulated, Traits) = (setup.Id, !setup.Hosts.IsReal, new() { AbsenceProvenAfter = given.AbsenceProvenAfter, RefusesUsedClientOrderIds = false });
        var requests = new CoinSpotRequests(setup.Hosts.Rest, new CoinSpotSigner(setup.Credentials));
        var line = new VenueLine(setup.Line with { Clock = setup.Line.Clock with { Samples = 1, StepMin = ClockStepMin } }, setup.Clock, time.AskAsync, setup.Nonces, time.Hear);
        _desk = new VenueDesk(line, new CoinSpotReader(), Refine);
        _market = new CoinSpotMarket(_desk, setup.Hosts.Rest, setup.Instruments);
        _rules = new RuleBook(_market, setup);
        var placed = new CoinSpotPlaced(setup, given);
        _account = new CoinSpotAccount(setup, _desk, requests, placed, memory);
        _orders = new CoinSpotOrders(_desk, requests, _market, _account, placed, _rules, setup.Clock);
        _stream = new AccountStream(setup, null, line.Clock, _rules, memory, _account.Fills, (cursor, stopping) => _account.FillsSinceAsync(cursor, int.MaxValue, stopping));
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public bool IsSimulated { get; }

    /// <inheritdoc/>
    /// <remarks>There are no ids of ours to refuse. That an order is absent is proven by a question with a higher number than its own, and by nothing having been seen that could be it.</remarks>
    public VenueTraits Traits { get; }

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
    public void Dispose()
    {
        _account.Dispose();
        _desk.Line.Dispose();
    }

    // A 403 in words that are not the venue's is a page of whoever stands before it: probably nothing was placed, but nobody said so.
    private static VenueFault Refine(VenueFault fault) => fault is { Kind: VenueFaultKind.Authentication, Code: "401" or "403" } ? fault with { Kind = VenueFaultKind.OutcomeUnknown } : fault;
}
