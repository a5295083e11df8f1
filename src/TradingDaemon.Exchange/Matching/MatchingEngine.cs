using System.Globalization;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>
/// Judges, executes and ends our orders against the mirrored books. Our own orders never trade with each other: the other side is always the
/// outside market. A resting limit fills as maker at its own price when the opposite touch reaches it (up to the displayed size) or a trade
/// prints beyond it (up to the printed size); a print exactly at its price does not fill it, for nobody knows the queue ahead.
/// </summary>
internal sealed class MatchingEngine
{
    private readonly InstrumentList _instruments;
    private readonly MirroredBook[] _books;
    private readonly RestingOrders[] _resting;
    private readonly ExchangeAccount _account;
    private readonly Bookkeeper _bookkeeper;
    private readonly BuyingPower _power;
    private readonly TakerPricing _pricing;
    private readonly int _openOrdersMax;

    public MatchingEngine(
        InstrumentList instruments, MirroredBook[] books, ExchangeAccount account, Bookkeeper bookkeeper, SlippageModel slippage, decimal impactCoefficient, int openOrdersMax)
    {
        (_instruments, _books, _account, _bookkeeper, _openOrdersMax) = (instruments, books, account, bookkeeper, openOrdersMax);
        _resting = new RestingOrders[books.Length];
        for (var i = 0; i < books.Length; i++) _resting[i] = new RestingOrders();
        _power = new BuyingPower(account, instruments, books);
        _pricing = new TakerPricing(slippage, impactCoefficient, _power);
    }

    /// <summary>When the next day order ends, or null.</summary>
    public DateTimeOffset? NextExpiryAt { get; private set; }

    /// <summary>Puts the open orders of a replayed ledger back to work and ends those a crash interrupted.</summary>
    public void Resume(DateTimeOffset at)
    {
        foreach (var order in _account.Open.ToArray())
        {
            if (order.IsInterrupted) _bookkeeper.Expire(order, "Interrupted by a restart.", at);
            else if (_instruments.IndexOf(order.Request.Symbol) is >= 0 and var index) _resting[index].Add(order);
        }

        UpdateNextExpiry();
    }

    /// <summary>Whether any order of ours waits on the instrument.</summary>
    public bool HasResting(int index) => _resting[index].Count > 0;

    /// <summary>An order arrives.</summary>
    public void Submit(OrderRequest request, DateTimeOffset at)
    {
        var index = _instruments.IndexOf(request.Symbol);
        if (Judge(request, index) is { } refusal)
        {
            _bookkeeper.Refuse(request.ClientOrderId, refusal, at);
            return;
        }

        var isDay = request is { Kind: OrderKind.Limit, Lifetime: Lifetime.Day };
        var order = _bookkeeper.Accept(request, isDay ? new DateTimeOffset(at.UtcDateTime.Date.AddDays(1), TimeSpan.Zero) : null, at);
        if (request.Kind == OrderKind.Stop)
        {
            _resting[index].Add(order);
            TriggerStops(index, _books[index].Ask, _books[index].Bid, at);
            return;
        }

        Take(order, index, at);
        if (!order.IsOpen) return;
        if (request.Kind == OrderKind.Market) _bookkeeper.Expire(order, "The book holds no more.", at);
        else if (request.Lifetime == Lifetime.ImmediateOrCancel) _bookkeeper.Cancel(order, "Immediate or cancel.", at);
        else _resting[index].Add(order);
        if (isDay) UpdateNextExpiry();
    }

    /// <summary>A cancel request arrives.</summary>
    public void Cancel(string clientOrderId, DateTimeOffset at)
    {
        if (_account.Find(clientOrderId) is not { } order) _bookkeeper.RefuseCancel(clientOrderId, "No such order.", at);
        else if (!order.IsOpen) _bookkeeper.RefuseCancel(clientOrderId, $"The order is {order.Condition}.", at);
        else
        {
            Forget(order);
            _bookkeeper.Cancel(order, "Cancelled by request.", at);
        }
    }

    /// <summary>Ends the day orders whose day is over.</summary>
    public void ExpireDue(DateTimeOffset at)
    {
        foreach (var order in _account.Open.Where(o => o.ExpiresAt <= at).ToArray())
        {
            Forget(order);
            _bookkeeper.Expire(order, "The trading day ended.", at);
        }

        UpdateNextExpiry();
    }

    /// <summary>The instrument's book was updated.</summary>
    public void OnBook(int index, DateTimeOffset at)
    {
        TriggerStops(index, _books[index].Ask, _books[index].Bid, at);
        MatchLimits(index, Side.Buy, at);
        MatchLimits(index, Side.Sell, at);
    }

    /// <summary>A trade printed.</summary>
    public void OnTrade(int index, decimal price, decimal size, DateTimeOffset at)
    {
        TriggerStops(index, price, price, at);
        var printed = size < 0m ? _books[index].DefaultSize(price) : _instruments[index].FloorToLot(size);
        FillBeyond(index, Side.Buy, price, printed, at);
        FillBeyond(index, Side.Sell, price, printed, at);
    }

    /// <summary>
    /// A bar finished: walked as open, nearer extreme, other extreme, close. A stop reached on the way trades at its trigger, one already passed at
    /// the open trades there, each with the assumed spread.
    /// </summary>
    public void OnBar(int index, decimal open, decimal high, decimal low, decimal close, DateTimeOffset at)
    {
        var lowFirst = open - low <= high - open;
        Span<decimal> path = [open, lowFirst ? low : high, lowFirst ? high : low, close];
        foreach (var price in path)
        {
            TriggerStops(index, price, price, at, barOpen: open);
            _books[index].SetPrice(price, MarketSource.Bars);
            MatchLimits(index, Side.Buy, at);
            MatchLimits(index, Side.Sell, at);
        }
    }

    private Refusal? Judge(OrderRequest request, int index)
    {
        if (index < 0) return new Refusal(RefusalCode.UnknownInstrument, $"'{request.Symbol}' is not traded here.");
        if (_account.Find(request.ClientOrderId) is not null)
            return new Refusal(RefusalCode.DuplicateClientOrderId, $"Client order id '{request.ClientOrderId}' was used before.");
        var (book, touch) = (_books[index], _books[index].TouchFor(request.Side));
        if (OrderChecks.Increments(request, _instruments[index], touch) is { } invalid) return invalid;
        if (_account.Open.Count >= _openOrdersMax)
            return new Refusal(RefusalCode.Other, string.Create(CultureInfo.InvariantCulture, $"{_openOrdersMax} orders are open already."));
        if (request.Kind == OrderKind.Market) return JudgeTaking(index, request);
        if (request.PostOnly && touch > 0m && !TakePlan.IsWorse(request.Side, touch, request.Price))
            return new Refusal(RefusalCode.WouldTake, string.Create(CultureInfo.InvariantCulture, $"Post-only at {request.Price} would take at {touch}."));
        var valuePrice = request.Side == Side.Buy ? request.Price : Math.Max(request.Price, book.Bid); // a sale may bring more than it asks
        return JudgeFunds(index, request, request.Quantity, _instruments[index].Notional(valuePrice, request.Quantity));
    }

    private Refusal? JudgeTaking(int index, OrderRequest request, ExchangeOrder? self = null)
    {
        var plan = _pricing.Plan(_books[index], request.Side, request.Quantity, limit: null);
        return plan.Quantity == 0m
            ? new Refusal(RefusalCode.NoLiquidity, $"Nothing to {request.Side} {request.Symbol} against.")
            : JudgeFunds(index, request, plan.Quantity, plan.Notional, self);
    }

    private Refusal? JudgeFunds(int index, OrderRequest request, decimal quantity, decimal notional, ExchangeOrder? self = null) =>
        _power.Affords(index, request.Side, quantity, notional, self)
            ? null
            : new Refusal(RefusalCode.InsufficientFunds, string.Create(CultureInfo.InvariantCulture, $"Cannot afford to {request.Side} {quantity} {request.Symbol} for {notional} plus fees."));

    private void Take(ExchangeOrder order, int index, DateTimeOffset at)
    {
        var request = order.Request;
        var plan = _pricing.Plan(_books[index], request.Side, order.Remaining, request.Kind == OrderKind.Limit ? request.Price : null);
        _pricing.Consume(_books[index], request.Side, plan.Quantity);
        foreach (var fill in plan.Fills) _bookkeeper.Execute(order, _instruments[index], fill.Price, fill.Quantity, LiquidityRole.Taker, at);
    }

    private void TriggerStops(int index, decimal buyersPay, decimal sellersGet, DateTimeOffset at, decimal? barOpen = null)
    {
        var stops = _resting[index].Stops;
        for (var i = 0; i < stops.Count;)
        {
            var stop = stops[i];
            var isTriggered = stop.Request.Side == Side.Buy ? buyersPay > 0m && buyersPay >= stop.Request.Price : sellersGet > 0m && sellersGet <= stop.Request.Price;
            if (!isTriggered)
            {
                i++;
                continue;
            }

            stops.RemoveAt(i);
            if (barOpen is { } open) _books[index].SetPrice(stop.Request.Side == Side.Buy ? Math.Max(stop.Request.Price, open) : Math.Min(stop.Request.Price, open), MarketSource.Bars);
            ExecuteStop(stop, index, at);
        }
    }

    private void ExecuteStop(ExchangeOrder stop, int index, DateTimeOffset at)
    {
        if (JudgeTaking(index, stop.Request, stop) is { } refusal)
        {
            _bookkeeper.Reject(stop, refusal, at);
            return;
        }

        Take(stop, index, at);
        if (stop.IsOpen) _bookkeeper.Expire(stop, "The book holds no more.", at);
    }

    private void MatchLimits(int index, Side side, DateTimeOffset at)
    {
        var orders = _resting[index].Limits(side);
        while (orders.Count > 0)
        {
            var order = orders[0];
            var touch = _books[index].TouchFor(side);
            if (touch <= 0m || TakePlan.IsWorse(side, touch, order.Request.Price)) return;
            var quantity = Math.Min(order.Remaining, Displayed(index, side, order.Request.Price));
            if (quantity <= 0m) return;
            TakePlan.Consume(_books[index], side, quantity);
            FillResting(order, index, quantity, at);
        }
    }

    private void FillBeyond(int index, Side side, decimal price, decimal printed, DateTimeOffset at)
    {
        var orders = _resting[index].Limits(side);
        while (orders.Count > 0 && printed > 0m)
        {
            var order = orders[0];
            if (side == Side.Buy ? price >= order.Request.Price : price <= order.Request.Price) return;
            var quantity = Math.Min(order.Remaining, printed);
            printed -= quantity;
            FillResting(order, index, quantity, at);
        }
    }

    private void FillResting(ExchangeOrder order, int index, decimal quantity, DateTimeOffset at)
    {
        _bookkeeper.Execute(order, _instruments[index], order.Request.Price, quantity, LiquidityRole.Maker, at);
        if (!order.IsOpen) Forget(order);
    }

    private decimal Displayed(int index, Side side, decimal limit)
    {
        var displayed = 0m;
        foreach (var level in _books[index].LevelsFor(side))
        {
            if (!level.IsDisplayed || TakePlan.IsWorse(side, level.Price, limit)) break;
            displayed += level.Remaining;
        }

        return displayed;
    }

    private void Forget(ExchangeOrder order)
    {
        if (_instruments.IndexOf(order.Request.Symbol) is >= 0 and var index) _resting[index].Remove(order);
    }

    private void UpdateNextExpiry() => NextExpiryAt = _account.Open.Min(static order => order.ExpiresAt);
}
