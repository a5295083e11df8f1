using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Matching;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange;

/// <summary>
/// A whole exchange in memory: told the time, fed the outside market, deterministic for a seed. Not thread-safe. Its accounts trade with each other and
/// with the outside market; each has a desk (<see cref="Account"/>), the staff has one (<see cref="Operator"/>), and the shorthands here speak of the default account.
/// Requests take a while to arrive and reports a while to come back; what is under way is lost with the process, as on a network, but
/// what arrived is in the ledger. Time only moves forward: an earlier time counts as the newest known.
/// </summary>
public sealed class SimulatedExchange : IDisposable
{
    private readonly ExchangeBooks _accounts;
    private readonly Bookkeeper _bookkeeper;
    private readonly MatchingEngine _matching;
    private readonly InstrumentBook[] _books;
    private readonly Dictionary<string, AccountDesk> _desks = new(StringComparer.Ordinal);
    private readonly AccountDesk _main;
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

    /// <summary>Opens the exchange: replays the ledger when there is one, deposits what new accounts start with. Throws <see cref="InvalidDataException"/> when the ledger is corrupt.</summary>
    public SimulatedExchange(ExchangeOptions options, IEnumerable<ExchangeInstrument> instruments, DateTimeOffset now)
    {
        _options = options;
        Instruments = new InstrumentList(instruments);
        _accounts = new ExchangeBooks(WithDefault(options), options.ClosedOrdersMax, options.ExecutionsMax);
        _books = new InstrumentBook[Instruments.Count];
        for (var i = 0; i < _books.Length; i++) _books[i] = new InstrumentBook(i, new MirroredBook(Instruments[i], options.Book));
        _requestLatency = new Latency(options.Seed, options.RequestLatencyMin, options.RequestLatencyMax);
        _reportLatency = new Latency(~options.Seed, options.ReportLatencyMin, options.ReportLatencyMax);
        if (options.LedgerPath is { } path)
        {
            _ledger = LedgerFile.Open(path, options.Fsync, now, _accounts.Apply);
            _prices = new PriceFile(path + ".prices");
            RestorePrices(_prices.Read());
        }

        _nowTicks = Math.Max(now.UtcTicks, _accounts.LastAt.UtcTicks);
        _bookkeeper = new Bookkeeper(_accounts, _ledger, Report);
        _matching = new MatchingEngine(Instruments, _books, _accounts, _bookkeeper, options.Slippage, options.ImpactCoefficient, options.OpenOrdersMax);
        Operator = new OperatorDesk(this, _matching, _bookkeeper, _books);
        foreach (var account in _accounts.All) Welcome(account);
        _main = Account(AccountOptions.DefaultId);
        _matching.Resume(Now);
        _ledger?.Commit();
        if (_prices is not null) _nextPricesTicks = _nowTicks + _options.PricesKeptEvery.Ticks;
        UpdateNextWork();
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

    /// <summary>What the staff can do.</summary>
    public OperatorDesk Operator { get; }

    /// <summary>Every account, in the order they were opened.</summary>
    public IReadOnlyCollection<AccountDesk> Accounts => [.. _accounts.All.Select(account => _desks[account.Id])];

    /// <summary>Sequence of the default account's newest execution; 0 before the first.</summary>
    public long LastExecutionSequence => _main.LastExecutionSequence;

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

    private long NextArrivalTicks => Math.Min(_requests.TryPeek(out var request) ? request.DueTicks : long.MaxValue, _matching.NextDueTicks);

    /// <summary>The desk of an account; throws <see cref="KeyNotFoundException"/> when there is none.</summary>
    public AccountDesk Account(string id) => _desks[id];

    /// <summary>The desk of an account, or null.</summary>
    public AccountDesk? FindAccount(string id) => _desks.GetValueOrDefault(id);

    /// <summary>Opens an account and deposits what it starts with. Its books survive a restart, its settings only if the options then name it. Throws <see cref="ArgumentException"/> when there is one of that name.</summary>
    public AccountDesk OpenAccount(AccountOptions options, DateTimeOffset now)
    {
        AdvanceTo(now);
        return Welcome(_accounts.Open(options));
    }

    /// <summary>Sends an order of the default account on its way.</summary>
    public void Submit(OrderRequest request, DateTimeOffset now) => _main.Submit(request, now);

    /// <summary>Sends a cancel of the default account on its way.</summary>
    public void Cancel(string clientOrderId, DateTimeOffset now) => _main.Cancel(OrderName.Client(clientOrderId), now);

    /// <summary>Cash of the default account in (above zero) or out (below), at once and unasked.</summary>
    public void Deposit(string asset, decimal amount, DateTimeOffset now)
    {
        AdvanceTo(now);
        _bookkeeper.Move(_main.Account, amount < 0m ? MovementKind.Withdrawal : MovementKind.Deposit, asset, false, amount, Now);
    }

    /// <summary>Processes everything that arrives or expires up to and including <paramref name="now"/>, in time order.</summary>
    public void AdvanceTo(DateTimeOffset now)
    {
        var nowTicks = now.UtcTicks;
        for (var next = NextArrivalTicks; next <= nowTicks; next = NextArrivalTicks)
        {
            _nowTicks = Math.Max(_nowTicks, next);
            if (_matching.NextDueTicks == next) _matching.RunDue(Now);
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
        _books[index].Market.SetQuote(bid, bidSize, ask, askSize);
        if (_books[index].Resting.Count > 0) Match(index);
    }

    /// <summary>The market showed its depth, best level first on each side.</summary>
    public void ObserveDepth(int index, ReadOnlySpan<DepthLevel> bids, ReadOnlySpan<DepthLevel> asks, DateTimeOffset at)
    {
        MoveTo(at.UtcTicks);
        _books[index].Market.SetDepth(bids, asks);
        if (_books[index].Resting.Count > 0) Match(index);
    }

    /// <summary>A trade printed. Size below 0: not recorded. It moves the book only where no quotes are told.</summary>
    public void ObserveTrade(int index, decimal price, decimal size, DateTimeOffset at)
    {
        MoveTo(at.UtcTicks);
        if (price <= 0m) return;
        if (_books[index].Market.Source <= MarketSource.Trades) _books[index].Market.SetPrice(price, MarketSource.Trades);
        if (_books[index].Resting.Count == 0) return;
        _matching.Market.OnTrade(_books[index], price, size, Now);
        UpdateNextWork();
    }

    /// <summary>A bar finished at <paramref name="at"/>. Ignored where quotes or trades are told.</summary>
    public void ObserveBar(int index, decimal open, decimal high, decimal low, decimal close, DateTimeOffset at)
    {
        MoveTo(at.UtcTicks);
        if (_books[index].Market.Source > MarketSource.Bars || low <= 0m || low > Math.Min(open, close) || high < Math.Max(open, close)) return;
        if (_books[index].Resting.Count == 0)
        {
            _books[index].Market.SetPrice(close, MarketSource.Bars);
            return;
        }

        _matching.Market.OnBar(_books[index], open, high, low, close, Now);
        UpdateNextWork();
    }

    /// <summary>The default account's newest order with this client id, open or closed, in memory or in the file; null when there was none.</summary>
    public ExchangeOrder? FindOrder(string clientOrderId) => _main.FindOrder(OrderName.Client(clientOrderId));

    /// <summary>Every working order of the default account, oldest first.</summary>
    public IReadOnlyList<ExchangeOrder> OpenOrders() => _main.OpenOrders();

    /// <summary>Executions of the default account: <see cref="AccountDesk.ExecutionsSince"/>.</summary>
    public IReadOnlyList<Execution> ExecutionsSince(long sequence, int countMax) => _main.ExecutionsSince(sequence, countMax);

    /// <summary>Total cash of the default account by asset, reserved included.</summary>
    public IReadOnlyDictionary<string, decimal> Cash() => _main.Cash();

    /// <summary>Signed holdings of the default account by symbol, zero ones left out.</summary>
    public IReadOnlyDictionary<string, decimal> Holdings() => _main.Holdings();

    /// <summary>Best bid and ask of an instrument now, the accounts' resting orders included; null when it is unknown or either side is empty.</summary>
    public (decimal Bid, decimal Ask)? Touch(string symbol) =>
        BookOf(symbol) is { } book && book.Best(Side.Buy) is > 0m and var bid && book.Best(Side.Sell) is > 0m and var ask ? (bid, ask) : null;

    /// <summary>What stands on one side of an instrument's book, best first, at most <paramref name="countMax"/> prices; empty when it is unknown.</summary>
    public IReadOnlyList<DepthLevel> Depth(string symbol, Side side, int countMax) => BookOf(symbol)?.Depth(side, countMax) ?? [];

    /// <summary>The newest price of every instrument that has one: mids, or what was kept before a restart.</summary>
    public IReadOnlyDictionary<string, decimal> LastPrices() =>
        _books.Where(static book => book.Market.Mark > 0m).ToDictionary(static book => book.Instrument.Symbol, static book => book.Market.Mark, StringComparer.Ordinal);

    /// <summary>Keeps the prices and closes the ledger. Requests and reports under way are lost.</summary>
    public void Dispose()
    {
        _prices?.Write(LastPrices());
        _ledger?.Dispose();
    }

    private InstrumentBook? BookOf(string symbol) => Instruments.IndexOf(symbol) is >= 0 and var index ? _books[index] : null;

    private static DateTimeOffset ToTime(long utcTicks) => new(utcTicks, TimeSpan.Zero);

    private static IEnumerable<AccountOptions> WithDefault(ExchangeOptions options) => options.Accounts.Any(static account => account.Id == AccountOptions.DefaultId)
        ? options.Accounts
        : options.Accounts.Prepend(new AccountOptions { Id = AccountOptions.DefaultId, StartingCash = options.StartingCash, SelfTrade = SelfTradePrevention.PassOver });

    private AccountDesk Welcome(ExchangeAccount account)
    {
        var desk = new AccountDesk(account, _matching, _ledger, Send);
        _desks.Add(account.Id, desk);
        if (account.HasHadOrders) return desk; // before its first order, a crash between two deposits is made good here
        foreach (var (asset, amount) in account.Options.StartingCash)
            if (!account.Cash.ContainsKey(asset)) _bookkeeper.Move(account, MovementKind.Deposit, asset, false, amount, Now);
        foreach (var (symbol, quantity) in account.Options.StartingHoldings)
            if (!account.Net.ContainsKey(symbol)) _bookkeeper.Move(account, MovementKind.Deposit, symbol, true, quantity, Now);
        return desk;
    }

    private void RestorePrices(IReadOnlyDictionary<string, decimal> prices)
    {
        foreach (var (symbol, price) in prices)
            BookOf(symbol)?.Market.Remember(price);
    }

    private void Send(ExchangeAccount account, AccountRequest what, DateTimeOffset now)
    {
        _requests.Enqueue(new InFlightRequest(_requestLatency.DueTicks(Math.Max(_nowTicks, now.UtcTicks)), account, what));
        UpdateNextWork();
    }

    private void Arrive(InFlightRequest request)
    {
        var account = request.Account;
        switch (request.What)
        {
            case AccountRequest.Submit submit: _matching.Submit(account, submit.Order, Now); break;
            case AccountRequest.Cancel cancel: _matching.Cancel(account, cancel.Order, Now); break;
            case AccountRequest.CancelAll: _matching.CancelAll(account, "Cancelled by request.", Now); break;
            case AccountRequest.Replace replace: _matching.Replace(account, replace.Change, Now); break;
            case AccountRequest.RenewSwitch renew: _matching.Switches.Renew(account.Id, renew.Within, Now); break;
        }
    }

    private void MoveTo(long ticks)
    {
        if (ticks >= _nextWorkTicks) AdvanceTo(ToTime(ticks));
        else if (ticks > _nowTicks) _nowTicks = ticks;
    }

    private void Match(int index)
    {
        _matching.Market.OnBook(_books[index], Now);
        UpdateNextWork();
    }

    internal void UpdateNextWork() => _nextWorkTicks = Math.Min(NextArrivalTicks, _nextPricesTicks);

    private void KeepPrices()
    {
        _prices?.Write(LastPrices());
        _nextPricesTicks = _nowTicks + _options.PricesKeptEvery.Ticks;
    }

    private void Report(ExchangeReport report) => _reports.Enqueue((_reportLatency.DueTicks(report.At.UtcTicks), report));
}
