using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Matching;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange;

/// <summary>
/// A whole exchange in memory with one account: told the time, fed the outside market, deterministic for a seed. Not thread-safe.
/// Requests take a while to arrive and reports a while to come back; what is under way is lost with the process, as on a network, but
/// what arrived is in the ledger. Time only moves forward: an earlier time counts as the newest known.
/// </summary>
public sealed class SimulatedExchange : IDisposable
{
    private readonly ExchangeAccount _account;
    private readonly Bookkeeper _bookkeeper;
    private readonly MatchingEngine _matching;
    private readonly MirroredBook[] _books;
    private readonly LedgerFile? _ledger;
    private readonly PriceFile? _prices;
    private readonly ExchangeOptions _options;
    private readonly Latency _requestLatency;
    private readonly Latency _reportLatency;
    private readonly Queue<InFlightRequest> _requests = new();
    private readonly Queue<(long DueTicks, ExchangeReport Report)> _reports = new();
    private long _nowTicks;
    private long _nextWorkTicks; // nothing to do before: what keeps an observation cheap
    private long _nextPricesTicks = long.MaxValue;

    /// <summary>Opens the exchange: replays the ledger when there is one, else deposits the starting cash. Throws <see cref="InvalidDataException"/> when the ledger is corrupt.</summary>
    public SimulatedExchange(ExchangeOptions options, IEnumerable<ExchangeInstrument> instruments, DateTimeOffset now)
    {
        _options = options;
        Instruments = new InstrumentList(instruments);
        _account = new ExchangeAccount(options.ClosedOrdersMax, options.ExecutionsMax);
        _books = new MirroredBook[Instruments.Count];
        for (var i = 0; i < _books.Length; i++) _books[i] = new MirroredBook(Instruments[i], options.Book);
        _requestLatency = new Latency(options.Seed, options.RequestLatencyMin, options.RequestLatencyMax);
        _reportLatency = new Latency(~options.Seed, options.ReportLatencyMin, options.ReportLatencyMax);
        if (options.LedgerPath is { } path)
        {
            _ledger = LedgerFile.Open(path, options.Fsync, now, _account.Apply);
            _prices = new PriceFile(path + ".prices");
            RestorePrices(_prices.Read());
        }

        _nowTicks = Math.Max(now.UtcTicks, _account.LastAt.UtcTicks);
        _bookkeeper = new Bookkeeper(_account, _ledger, Report);
        _matching = new MatchingEngine(Instruments, _books, _account, _bookkeeper, options.Slippage, options.ImpactCoefficient, options.OpenOrdersMax);
        Open();
    }

    /// <summary>What is traded here.</summary>
    public InstrumentList Instruments { get; }

    /// <summary>What opening the ledger found; zeros without one.</summary>
    public LedgerRecovery Recovery => _ledger?.Recovery ?? new LedgerRecovery(0, 0);

    /// <summary>Whether the kept prices were there but damaged, so that a synthetic market starts anew.</summary>
    public bool ArePricesDamaged => _prices?.IsDamaged ?? false;

    /// <summary>How often the prices could not be kept.</summary>
    public int PricesNotKept => _prices?.Failures ?? 0;

    /// <summary>The newest time it was told.</summary>
    public DateTimeOffset Now => ToTime(_nowTicks);

    /// <summary>Sequence of the newest execution; 0 before the first.</summary>
    public long LastExecutionSequence => _account.LastExecutionSequence;

    /// <summary>When the next request arrives, order expires or report is due; null when nothing is under way.</summary>
    public DateTimeOffset? NextDueAt
    {
        get
        {
            var next = NextArrivalTicks;
            if (_reports.TryPeek(out var report)) next = Math.Min(next, report.DueTicks);
            return next == long.MaxValue ? null : ToTime(next);
        }
    }

    /// <summary>How many reports are on their way back.</summary>
    public int ReportsUnderWay => _reports.Count;

    private long NextArrivalTicks => Math.Min(
        _requests.TryPeek(out var request) ? request.DueTicks : long.MaxValue,
        _matching.NextExpiryAt?.UtcTicks ?? long.MaxValue);

    /// <summary>Sends an order on its way.</summary>
    public void Submit(OrderRequest request, DateTimeOffset now) => Send(request.ClientOrderId, request, now);

    /// <summary>Sends a cancel on its way.</summary>
    public void Cancel(string clientOrderId, DateTimeOffset now) => Send(clientOrderId, null, now);

    /// <summary>Cash in (above zero) or out (below), at once.</summary>
    public void Deposit(string asset, decimal amount, DateTimeOffset now)
    {
        AdvanceTo(now);
        _bookkeeper.Deposit(asset, amount, Now);
    }

    /// <summary>Processes everything that arrives or expires up to and including <paramref name="now"/>, in time order.</summary>
    public void AdvanceTo(DateTimeOffset now)
    {
        var nowTicks = now.UtcTicks;
        for (var next = NextArrivalTicks; next <= nowTicks; next = NextArrivalTicks)
        {
            _nowTicks = Math.Max(_nowTicks, next);
            if (_matching.NextExpiryAt?.UtcTicks == next) _matching.ExpireDue(Now);
            else Arrive(_requests.Dequeue());
        }

        _nowTicks = Math.Max(_nowTicks, nowTicks);
        if (_nowTicks >= _nextPricesTicks) KeepPrices();
        UpdateNextWork();
    }

    /// <summary>Moves the reports due by now into <paramref name="into"/>, oldest first, after making their events durable. Returns how many.</summary>
    public int Drain(ICollection<ExchangeReport> into)
    {
        var count = 0;
        while (_reports.TryPeek(out var next) && next.DueTicks <= _nowTicks)
        {
            if (count == 0) _ledger?.Commit();
            into.Add(_reports.Dequeue().Report);
            count++;
        }

        return count;
    }

    /// <summary>The market showed a best bid and ask. Price 0: that side is empty. Size below 0: not recorded.</summary>
    public void ObserveQuote(int index, decimal bid, decimal bidSize, decimal ask, decimal askSize, DateTimeOffset at)
    {
        MoveTo(at.UtcTicks);
        _books[index].SetQuote(bid, bidSize, ask, askSize);
        if (_matching.HasResting(index)) Match(index);
    }

    /// <summary>The market showed its depth, best level first on each side.</summary>
    public void ObserveDepth(int index, ReadOnlySpan<DepthLevel> bids, ReadOnlySpan<DepthLevel> asks, DateTimeOffset at)
    {
        MoveTo(at.UtcTicks);
        _books[index].SetDepth(bids, asks);
        if (_matching.HasResting(index)) Match(index);
    }

    /// <summary>A trade printed. Size below 0: not recorded. It moves the book only where no quotes are told.</summary>
    public void ObserveTrade(int index, decimal price, decimal size, DateTimeOffset at)
    {
        MoveTo(at.UtcTicks);
        if (price <= 0m) return;
        if (_books[index].Source <= MarketSource.Trades) _books[index].SetPrice(price, MarketSource.Trades);
        if (!_matching.HasResting(index)) return;
        _matching.OnTrade(index, price, size, Now);
        UpdateNextWork();
    }

    /// <summary>A bar finished at <paramref name="at"/>. Ignored where quotes or trades are told.</summary>
    public void ObserveBar(int index, decimal open, decimal high, decimal low, decimal close, DateTimeOffset at)
    {
        MoveTo(at.UtcTicks);
        if (_books[index].Source > MarketSource.Bars || low <= 0m || low > Math.Min(open, close) || high < Math.Max(open, close)) return;
        if (!_matching.HasResting(index))
        {
            _books[index].SetPrice(close, MarketSource.Bars);
            return;
        }

        _matching.OnBar(index, open, high, low, close, Now);
        UpdateNextWork();
    }

    /// <summary>The newest order with this client id, open or closed, in memory or in the file; null when there was none.</summary>
    public ExchangeOrder? FindOrder(string clientOrderId)
    {
        _ledger?.Commit();
        if (_account.Find(clientOrderId) is { } order) return order;
        if (_ledger is null || !_account.HasForgottenOrders) return null;
        var past = new ExchangeAccount(closedOrdersMax: 1, executionsMax: 1);
        foreach (var what in _ledger.EventsOf(clientOrderId)) past.Apply(what);
        return past.Find(clientOrderId);
    }

    /// <summary>Every working order, oldest first.</summary>
    public IReadOnlyList<ExchangeOrder> OpenOrders()
    {
        _ledger?.Commit();
        return [.. _account.Open];
    }

    /// <summary>
    /// Executions with a sequence above <paramref name="sequence"/>, oldest first, at most <paramref name="countMax"/>; those no longer in memory come from
    /// the file. Throws <see cref="InvalidOperationException"/> when they are in neither, rather than leaving a gap.
    /// </summary>
    public IReadOnlyList<Execution> ExecutionsSince(long sequence, int countMax)
    {
        _ledger?.Commit();
        var inMemory = _account.Executions;
        var firstInMemory = LastExecutionSequence - inMemory.Count + 1;
        if (sequence + 1 >= firstInMemory) return [.. inMemory.Skip((int)Math.Min(inMemory.Count, sequence + 1 - firstInMemory)).Take(countMax)];
        return _ledger?.ExecutionsSince(sequence, countMax)
            ?? throw new InvalidOperationException($"Executions before {firstInMemory} left memory and there is no ledger file.");
    }

    /// <summary>Total cash by asset, reserved included.</summary>
    public IReadOnlyDictionary<string, decimal> Cash()
    {
        _ledger?.Commit();
        return new Dictionary<string, decimal>(_account.Cash, StringComparer.Ordinal);
    }

    /// <summary>Signed holdings by symbol, zero ones left out.</summary>
    public IReadOnlyDictionary<string, decimal> Holdings()
    {
        _ledger?.Commit();
        return new Dictionary<string, decimal>(_account.Net, StringComparer.Ordinal);
    }

    /// <summary>Best bid and ask of an instrument now; null when it is unknown or either side is empty.</summary>
    public (decimal Bid, decimal Ask)? Touch(string symbol) =>
        Instruments.IndexOf(symbol) is >= 0 and var index && _books[index] is { Bid: > 0m, Ask: > 0m } book ? (book.Bid, book.Ask) : null;

    /// <summary>The newest price of every instrument that has one: mids, or what was kept before a restart.</summary>
    public IReadOnlyDictionary<string, decimal> LastPrices() =>
        _books.Where(static book => book.Mark > 0m).ToDictionary(static book => book.Instrument.Symbol, static book => book.Mark, StringComparer.Ordinal);

    /// <summary>Keeps the prices and closes the ledger. Requests and reports under way are lost.</summary>
    public void Dispose()
    {
        _prices?.Write(LastPrices());
        _ledger?.Dispose();
    }

    private static DateTimeOffset ToTime(long utcTicks) => new(utcTicks, TimeSpan.Zero);

    private void Open()
    {
        if (_account.LastOrderSequence == 0) // a crash between two deposits is made good here
            foreach (var (asset, amount) in _options.StartingCash)
                if (!_account.Cash.ContainsKey(asset)) _bookkeeper.Deposit(asset, amount, Now);
        _matching.Resume(Now);
        _ledger?.Commit();
        if (_prices is not null) _nextPricesTicks = _nowTicks + _options.PricesKeptEvery.Ticks;
        UpdateNextWork();
    }

    private void RestorePrices(IReadOnlyDictionary<string, decimal> prices)
    {
        foreach (var (symbol, price) in prices)
            if (Instruments.IndexOf(symbol) is >= 0 and var index) _books[index].Restore(price);
    }

    private void Send(string clientOrderId, OrderRequest? order, DateTimeOffset now)
    {
        _requests.Enqueue(new InFlightRequest(_requestLatency.DueTicks(Math.Max(_nowTicks, now.UtcTicks)), clientOrderId, order));
        UpdateNextWork();
    }

    private void Arrive(InFlightRequest request)
    {
        if (request.Order is { } order) _matching.Submit(order, Now);
        else _matching.Cancel(request.ClientOrderId, Now);
    }

    private void MoveTo(long ticks)
    {
        if (ticks >= _nextWorkTicks) AdvanceTo(ToTime(ticks));
        else if (ticks > _nowTicks) _nowTicks = ticks;
    }

    private void Match(int index)
    {
        _matching.OnBook(index, Now);
        UpdateNextWork();
    }

    private void UpdateNextWork() => _nextWorkTicks = Math.Min(NextArrivalTicks, _nextPricesTicks);

    private void KeepPrices()
    {
        _prices?.Write(LastPrices());
        _nextPricesTicks = _nowTicks + _options.PricesKeptEvery.Ticks;
    }

    private void Report(ExchangeReport report) => _reports.Enqueue((_reportLatency.DueTicks(report.At.UtcTicks), report));
}
