using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Market;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>
/// The exchange behind one lock: brings it to the present before anything is asked, tells the listener what came of it, and can lose its memory.
/// Everything here must be called inside <see cref="Enter"/>.
/// </summary>
internal sealed class ExchangeFloor : IDisposable
{
    /// <summary>How many levels of a side are told: the outside market's, and as many of the accounts'.</summary>
    public const int LevelsMax = 25;

    private readonly Lock _gate = new();
    private readonly FloorSettings _settings;
    private readonly FaultBoard _faults;
    private readonly TimeProvider _clock;
    private readonly List<ExchangeReport> _reports = [];
    private FloorNotes _notes;
    private bool _isEntered;

    /// <summary>Opens the exchange, with what its ledger remembers.</summary>
    public ExchangeFloor(FloorSettings settings, FaultBoard faults, TimeProvider clock)
    {
        (_settings, _faults, _clock) = (settings, faults, clock);
        Markets = [.. settings.Instruments.Select(static it => new OutsideMarket(it.Rules))];
        Tapes = [.. Markets.Select(static (_, index) => new MarketTape(index))];
        Exchange = Open();
        _notes = new FloorNotes(Exchange);
    }

    /// <summary>The exchange.</summary>
    public SimulatedExchange Exchange { get; private set; }

    /// <summary>The outside market of each instrument.</summary>
    public IReadOnlyList<OutsideMarket> Markets { get; }

    /// <summary>What each instrument printed.</summary>
    public IReadOnlyList<MarketTape> Tapes { get; }

    /// <summary>What the exchange's clock is told to be wrong by.</summary>
    public TimeSpan ClockOffset => _faults.ClockOffset;

    /// <summary>Who hears of everything; null before there is anybody.</summary>
    public IFloorListener? Listener { get; set; }

    /// <summary>Where the ledger is; null when it is in memory only.</summary>
    public string? LedgerPath => _settings.LedgerPath;

    /// <summary>Holds the floor, brings it to the present, does something, and tells what came of it. Who hears of it may enter again, to ask: then the floor is as it is.</summary>
    public TResult Enter<TArgument, TResult>(TArgument argument, Func<ExchangeFloor, TArgument, DateTimeOffset, TResult> act)
    {
        lock (_gate)
        {
            if (_isEntered) return act(this, argument, Exchange.Now);
            _isEntered = true;
            try
            {
                var now = Now();
                Exchange.AdvanceTo(now);
                Tell();
                var result = act(this, argument, now);
                Tell();
                return result;
            }
            finally
            {
                _isEntered = false;
            }
        }
    }

    /// <summary>The same, for what has no result.</summary>
    public void Enter(Action<ExchangeFloor, DateTimeOffset> act) => Enter(act, static (floor, act, now) =>
    {
        act(floor, now);
        return true;
    });

    /// <summary>Lets requests sent just now arrive, and gives what came of them, oldest first; valid until the next.</summary>
    public IReadOnlyList<ExchangeReport> Settle(DateTimeOffset now)
    {
        Exchange.AdvanceTo(now);
        return Tell();
    }

    /// <summary>What can be traded against on one side, the accounts' resting orders included; best first.</summary>
    public IReadOnlyList<DepthLevel> Depth(int instrument, Side side) => Exchange.Depth(Exchange.Instruments[instrument].Symbol, side, LevelsMax);

    /// <summary>The outside market shows a best bid and ask; a price of 0 empties that side.</summary>
    public void ShowQuote(int instrument, decimal bid, decimal bidSize, decimal ask, decimal askSize, DateTimeOffset now)
    {
        var market = Markets[instrument];
        market.Show(bid, bidSize, ask, askSize, now);
        if (LargestReached(market) is { } largest && _faults.Draw(FaultKind.PartialFills, new Occasion(Symbol: market.Rules.Symbol)) is { } hit) ShowInPieces(instrument, largest, hit.Fault.Pieces, now);
        Observe(instrument, market.Bids, market.Asks, now);
        Tell();
        Listener?.OnBook(instrument);
    }

    /// <summary>A trade of the outside market prints.</summary>
    public void ShowTrade(int instrument, decimal price, decimal quantity, Side aggressor, DateTimeOffset now)
    {
        Print(instrument, price, quantity, aggressor, now);
        Exchange.ObserveTrade(instrument, price, quantity, now);
        Tell();
    }

    /// <summary>Cuts what an order is about to take into pieces, until the next update of the market.</summary>
    public void CutFor(OrderRequest request, int pieces, DateTimeOffset now)
    {
        var instrument = Exchange.Instruments.IndexOf(request.Symbol);
        if (instrument < 0 || request.Quantity <= 0m) return;
        var market = Markets[instrument];
        var piece = PieceOf(market.Rules, request.Quantity, pieces);
        if (request.Side == Side.Buy) Observe(instrument, market.Bids, OutsideMarket.Cut(market.Asks, request.Quantity, piece), now);
        else Observe(instrument, OutsideMarket.Cut(market.Bids, request.Quantity, piece), market.Asks, now);
    }

    /// <summary>The exchange loses a share of the open orders; returns the names it gave them.</summary>
    public IReadOnlyList<string> Forget(decimal fraction, ulong seed, DateTimeOffset now) => Forgotten(fraction > 0m ? Exchange.Operator.Forget(fraction, seed, now) : []);

    /// <summary>The exchange loses a working order; nothing happens when there is none of this name.</summary>
    public IReadOnlyList<string> Forget(string venueOrderId, DateTimeOffset now)
    {
        var orders = Exchange.Accounts.SelectMany(static account => account.OpenOrders()).Where(order => order.OrderId == venueOrderId).ToArray();
        Exchange.Operator.Forget(orders, now);
        return Forgotten(orders);
    }

    /// <summary>The exchange dies and comes back with what its ledger holds; without a ledger nothing happens.</summary>
    public void Reopen()
    {
        if (_settings.LedgerPath is null) return;
        Exchange.Dispose();
        Exchange = Open();
        _notes = new FloorNotes(Exchange);
        for (var i = 0; i < Markets.Count; i++)
            if (Markets[i].At > DateTimeOffset.UnixEpoch) Observe(i, Markets[i].Bids, Markets[i].Asks, Exchange.Now);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate) Exchange.Dispose();
    }

    private SimulatedExchange Open()
    {
        var options = new ExchangeOptions
        {
            Accounts = _settings.Accounts,
            LedgerPath = _settings.LedgerPath,
            Fsync = _settings.Fsync,
            RequestLatencyMin = TimeSpan.Zero, // the wire is real: no other delays but those a fault asks for
            RequestLatencyMax = TimeSpan.Zero,
            ReportLatencyMin = TimeSpan.Zero,
            ReportLatencyMax = TimeSpan.Zero,
        };
        return new SimulatedExchange(options, _settings.Instruments.Select(static it => it.Rules), _clock.GetUtcNow());
    }

    private DateTimeOffset Now() => _clock.GetUtcNow() is var now && now > Exchange.Now ? now : Exchange.Now; // a clock stepped back must not hold up requests

    private List<ExchangeReport> Tell()
    {
        _reports.Clear();
        if (Exchange.Drain(_reports) == 0) return _reports;
        foreach (var report in _reports) Tell(report);
        return _reports;
    }

    private void Tell(ExchangeReport report)
    {
        if (report is ExchangeReport.Reversed { Execution: var correction }) Listener?.OnExecution(correction, ClockOffset);
        else if (report is ExchangeReport.Rebated { Execution: var rebate }) Listener?.OnExecution(rebate, ClockOffset);
        if (_notes.Follow(report, Exchange, ClockOffset) is not { } order) return;
        var instrument = Exchange.Instruments.IndexOf(order.Order.Request.Symbol);
        if (report is ExchangeReport.Executed { Execution: var execution })
        {
            Listener?.OnExecution(execution, ClockOffset);
            if (instrument >= 0 && IsPrinted(execution)) Print(instrument, execution.Price, execution.Quantity, AggressorOf(execution), execution.At);
        }

        Listener?.OnOrder(order);
        if (instrument >= 0) Listener?.OnBook(instrument);
    }

    private void Print(int instrument, decimal price, decimal quantity, Side aggressor, DateTimeOffset at)
    {
        var trade = Tapes[instrument].Print(price, quantity, aggressor, at); // whether or not anybody listens
        Listener?.OnTrade(trade);
    }

    private string[] Forgotten(IReadOnlyList<ExchangeOrder> orders)
    {
        foreach (var order in orders)
        {
            _notes.Forget(order.OrderId);
            if (Exchange.Instruments.IndexOf(order.Request.Symbol) is >= 0 and var instrument) Listener?.OnBook(instrument);
        }

        return [.. orders.Select(static order => order.OrderId)];
    }

    // Of a trade between two accounts the taker's side is the one that prints.
    private static bool IsPrinted(Execution execution) => execution.Role == LiquidityRole.Taker || execution.Counterparty is null;

    private static Side AggressorOf(Execution execution) =>
        execution.Role == LiquidityRole.Taker ? execution.Side : execution.Side == Side.Buy ? Side.Sell : Side.Buy;

    // What is left of the largest resting order the outside market now reaches; null when there is none.
    private decimal? LargestReached(OutsideMarket market)
    {
        if (_faults.Standing(FaultKind.PartialFills) is null) return null; // looking through all open orders costs something
        decimal? largest = null;
        foreach (var order in Exchange.Accounts.SelectMany(static account => account.OpenOrders()))
        {
            if (order.Request.Symbol != market.Rules.Symbol || order.Request.Kind != OrderKind.Limit) continue;
            var isReached = order.Request.Side == Side.Buy ? market.Asks is [var ask, ..] && ask.Price <= order.Request.Price : market.Bids is [var bid, ..] && bid.Price >= order.Request.Price;
            if (isReached && order.Remaining > (largest ?? 0m)) largest = order.Remaining;
        }

        return largest;
    }

    private void ShowInPieces(int instrument, decimal quantity, int pieces, DateTimeOffset now)
    {
        var market = Markets[instrument];
        var piece = PieceOf(market.Rules, quantity, pieces);
        for (var i = 1; i < pieces; i++) Observe(instrument, TouchOnly(market.Bids, piece), TouchOnly(market.Asks, piece), now);
    }

    private static DepthLevel[] TouchOnly(IReadOnlyList<DepthLevel> levels, decimal size) => levels is [var touch, ..] ? [touch with { Size = Math.Min(size, touch.Size) }] : [];

    private static decimal PieceOf(ExchangeInstrument rules, decimal quantity, int pieces) => Math.Max(rules.LotSize, Math.Ceiling(quantity / pieces / rules.LotSize) * rules.LotSize);

    private void Observe(int instrument, IReadOnlyList<DepthLevel> bids, IReadOnlyList<DepthLevel> asks, DateTimeOffset now) =>
        Exchange.ObserveDepth(instrument, [.. bids], [.. asks], now);
}
