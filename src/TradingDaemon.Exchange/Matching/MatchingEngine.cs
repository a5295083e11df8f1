using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>
/// Carries out what accounts ask for. An order takes the best price among the resting orders of other accounts and the mirrored market, then rests;
/// at one price whoever came first goes first, the mirrored market as if all of it had arrived with its newest update. An account never trades with itself.
/// </summary>
internal sealed class MatchingEngine
{
    private readonly InstrumentList _instruments;
    private readonly InstrumentBook[] _books;
    private readonly ExchangeBooks _accounts;
    private readonly Bookkeeper _bookkeeper;
    private readonly OrderJudge _judge;
    private readonly TradingFloor _floor;
    private readonly StopTriggers _stops;
    private long _nextExpiryTicks = long.MaxValue;

    public MatchingEngine(
        InstrumentList instruments, InstrumentBook[] books, ExchangeBooks accounts, Bookkeeper bookkeeper, SlippageModel slippage, decimal impactCoefficient, int openOrdersMax)
    {
        (_instruments, _books, _accounts, _bookkeeper) = (instruments, books, accounts, bookkeeper);
        Power = new BuyingPower(instruments, books);
        var pricing = new TakerPricing(slippage, impactCoefficient, Power);
        _judge = new OrderJudge(Power, pricing, openOrdersMax);
        _floor = new TradingFloor(accounts, bookkeeper, pricing, new FeePricing(books, Power));
        _stops = new StopTriggers(accounts, bookkeeper, _judge, _floor);
        Market = new MarketSide(accounts, _floor, _stops);
    }

    /// <summary>What the outside market does.</summary>
    public MarketSide Market { get; }

    /// <summary>What accounts can afford.</summary>
    public BuyingPower Power { get; }

    /// <summary>The accounts' dead man's switches.</summary>
    public DeadManSwitches Switches { get; } = new();

    /// <summary>When the next day order ends or switch fires, in UTC ticks; <see cref="long.MaxValue"/> when nothing waits.</summary>
    public long NextDueTicks => Math.Min(_nextExpiryTicks, Switches.NextDueTicks);

    /// <summary>Puts the open orders of a replayed ledger back to work and ends those a crash interrupted.</summary>
    public void Resume(DateTimeOffset at)
    {
        foreach (var book in _books) book.IsHalted = _accounts.IsHalted(book.Instrument.Symbol);
        foreach (var order in _accounts.All.SelectMany(static account => account.Open).OrderBy(static order => order.Priority).ToArray())
        {
            if (order.IsInterrupted) _bookkeeper.Expire(order, "Interrupted by a restart.", at);
            else BookOf(order.Request.Symbol)?.Resting.Add(order);
        }

        UpdateNextExpiry();
    }

    /// <summary>An order arrives. Returns why it was refused, or null.</summary>
    public Refusal? Submit(ExchangeAccount account, OrderRequest request, DateTimeOffset at)
    {
        var book = BookOf(request.Symbol);
        if (_judge.OfOrder(account, request, book) is { } refusal)
        {
            _bookkeeper.Refuse(account, request.ClientOrderId, refusal, at);
            return refusal;
        }

        var isDay = request is { Kind: OrderKind.Limit, Lifetime: Lifetime.Day };
        var order = _bookkeeper.Accept(account, request, isDay ? new DateTimeOffset(at.UtcDateTime.Date.AddDays(1), TimeSpan.Zero) : null, at);
        Work(order, book!, at);
        if (isDay) UpdateNextExpiry();
        return null;
    }

    /// <summary>A cancel request arrives.</summary>
    public void Cancel(ExchangeAccount account, OrderName name, DateTimeOffset at)
    {
        var order = account.Find(name);
        if (OrderJudge.OfWorking(order) is { } refusal) _bookkeeper.RefuseCancel(account, name, refusal, at);
        else Cancel(order!, "Cancelled by request.", at);
    }

    /// <summary>A request to cancel everything of an account arrives.</summary>
    public void CancelAll(ExchangeAccount account, string reason, DateTimeOffset at)
    {
        foreach (var order in account.Open.ToArray()) Cancel(order, reason, at);
    }

    /// <summary>A request to change a working order arrives.</summary>
    public void Replace(ExchangeAccount account, ReplaceRequest request, DateTimeOffset at)
    {
        var order = account.Find(request.Order);
        if (OrderJudge.OfWorking(order) is { } ended)
        {
            _bookkeeper.RefuseReplace(account, request.Order, ended, at);
            return;
        }

        var (old, book) = (order!.Request, BookOf(order.Request.Symbol));
        var changed = old with { Quantity = request.Quantity ?? old.Quantity, Price = request.Price ?? old.Price };
        if (_judge.OfReplacement(account, order, changed, book) is { } refusal)
        {
            _bookkeeper.RefuseReplace(account, request.Order, refusal, at);
            return;
        }

        var keepsPriority = changed.Price == old.Price && changed.Quantity <= old.Quantity;
        if (!keepsPriority) book!.Resting.Remove(order);
        _bookkeeper.Replace(order, changed.Quantity, changed.Price, keepsPriority, at);
        if (!keepsPriority) Work(order, book!, at);
    }

    /// <summary>Ends the day orders whose day is over, and fires the switches nobody renewed.</summary>
    public void RunDue(DateTimeOffset at)
    {
        if (_nextExpiryTicks <= at.UtcTicks)
        {
            foreach (var order in _accounts.All.SelectMany(static account => account.Open).Where(order => order.ExpiresAt <= at).ToArray())
            {
                BookOf(order.Request.Symbol)?.Resting.Remove(order);
                _bookkeeper.Expire(order, "The trading day ended.", at);
            }

            UpdateNextExpiry();
        }

        while (Switches.TakeDue(at) is { } account) CancelAll(_accounts[account], "The dead man's switch was not renewed.", at);
    }

    /// <summary>The exchange loses its record of a working order.</summary>
    public void Forget(ExchangeOrder order, DateTimeOffset at)
    {
        BookOf(order.Request.Symbol)?.Resting.Remove(order);
        _bookkeeper.Forget(order, at);
        UpdateNextExpiry();
    }

    /// <summary>An instrument stops or goes on trading. What the market did meanwhile takes effect when it goes on.</summary>
    public void Halt(InstrumentBook book, bool isHalted, DateTimeOffset at)
    {
        if (book.IsHalted == isHalted) return;
        book.IsHalted = isHalted;
        _bookkeeper.Halt(book.Instrument, isHalted, at);
        if (!isHalted) Market.OnBook(book, at);
    }

    // A new order, or one that lost its place, goes to the market and then rests.
    private void Work(ExchangeOrder order, InstrumentBook book, DateTimeOffset at)
    {
        var request = order.Request;
        if (request.Kind == OrderKind.Stop)
        {
            book.Resting.Add(order);
            _stops.Trigger(book, book.Market.Ask, book.Market.Bid, at);
            return;
        }

        var prints = _floor.Take(order, book, at);
        if (order.IsOpen)
        {
            if (request.Kind == OrderKind.Market) _bookkeeper.Expire(order, "The book holds no more.", at);
            else if (request.Lifetime == Lifetime.ImmediateOrCancel) _bookkeeper.Cancel(order, "Immediate or cancel.", at);
            else if (request.Lifetime == Lifetime.FillOrKill) _bookkeeper.Cancel(order, "Fill or kill.", at);
            else book.Resting.Add(order);
        }

        if (prints.Any) _stops.Trigger(book, prints.High, prints.Low, at);
    }

    private void Cancel(ExchangeOrder order, string reason, DateTimeOffset at)
    {
        BookOf(order.Request.Symbol)?.Resting.Remove(order);
        _bookkeeper.Cancel(order, reason, at);
    }

    private InstrumentBook? BookOf(string symbol) => _instruments.IndexOf(symbol) is >= 0 and var index ? _books[index] : null;

    private void UpdateNextExpiry()
    {
        var next = _accounts.All.SelectMany(static account => account.Open).Min(static order => order.ExpiresAt);
        _nextExpiryTicks = next?.UtcTicks ?? long.MaxValue;
    }
}
