using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Lines;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Coinbase Advanced Trade as a venue: one attempt a call, told exactly. Thread-safe.</summary>
internal sealed class CoinbaseVenue : ILiveVenue
{
    // The venue lets clocks differ a little, and its lists lag behind its engine by seconds.
    private static readonly TimeSpan ListsLag = TimeSpan.FromSeconds(30);

    private readonly VenueDesk _desk;
    private readonly CoinbaseSigner _signer;
    private readonly CoinbaseMarket _market;
    private readonly RuleBook _rules;
    private readonly CoinbaseOrders _orders;
    private readonly CoinbaseAccount _account;
    private readonly AccountStream _stream;

    /// <summary>A venue that is not asked anything yet.</summary>
    public CoinbaseVenue(VenueSetup setup)
    {
        (Id, IsSimulated) = (setup.Id, !setup.Hosts.IsReal);
        var (limits, memory, progress) = (new CoinbaseLimits(setup.Clock), new OrderMemory(), new CoinbaseProgress());
        _signer = new CoinbaseSigner(setup.Credentials);
        var requests = new CoinbaseRequests(setup.Hosts.Rest, setup.Hosts.Stream!, setup.Hosts.AccountStream!, _signer);
        var line = new VenueLine(CoinbaseMarket.Sparing(setup.Line), setup.Clock, (line, stopping) => CoinbaseMarket.AskTimeAsync(line, setup.Hosts.Rest, limits, stopping), setup.Nonces);
        _desk = new VenueDesk(line, new CoinbaseReader(), limits.Refine);
        _market = new CoinbaseMarket(_desk, setup.Hosts.Rest, limits, setup.Clock);
        _rules = new RuleBook(_market, setup);
        _account = new CoinbaseAccount(setup, _desk, requests, limits, memory, progress);
        _orders = new CoinbaseOrders(_desk, requests, limits, _rules, memory, _account);
        _stream = new AccountStream(setup, new CoinbaseStream(setup, _desk, requests, memory, progress), line.Clock, _rules, memory, _account.Fills, (cursor, stopping) => _account.FillsSinceAsync(cursor, int.MaxValue, stopping));
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public bool IsSimulated { get; }

    /// <inheritdoc/>
    /// <remarks>A request that reaches the venue after its token's life is refused. An id used before brings no second order: the venue answers with the first.</remarks>
    public VenueTraits Traits { get; } = new() { AbsenceProvenAfter = CoinbaseSigner.Life + ListsLag, RefusesUsedClientOrderIds = true };

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
        _desk.Line.Dispose();
        _signer.Dispose();
    }
}
