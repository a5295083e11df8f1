using System.Globalization;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>Whether what an account asks for is possible; moves nothing.</summary>
internal sealed class OrderJudge(BuyingPower power, TakerPricing pricing, int openOrdersMax)
{
    /// <summary>Why an arriving order is refused, or null. <paramref name="book"/> is null when there is no such instrument.</summary>
    public Refusal? OfOrder(ExchangeAccount account, OrderRequest request, InstrumentBook? book)
    {
        if (book is null) return new Refusal(RefusalCode.UnknownInstrument, $"'{request.Symbol}' is not traded here.");
        if (IsTaken(account, request.ClientOrderId))
            return new Refusal(RefusalCode.DuplicateClientOrderId, $"Client order id '{request.ClientOrderId}' was used before.");
        if (OfTerms(request, book) is { } invalid) return invalid;
        if (account.Open.Count >= openOrdersMax)
            return new Refusal(RefusalCode.Other, string.Create(CultureInfo.InvariantCulture, $"{openOrdersMax} orders are open already."));
        if (request.Kind == OrderKind.Market) return OfTaking(account, book, request, request.Quantity);
        return OfPostOnly(account, request, book) ?? OfFunds(account, book, request, request.Quantity, Value(request, request.Quantity, book));
    }

    /// <summary>Why a market order, or a stop that triggers, can have nothing; or null. <paramref name="self"/> is the stop, not to be counted twice.</summary>
    public Refusal? OfTaking(ExchangeAccount account, InstrumentBook book, OrderRequest request, decimal quantity, ExchangeOrder? self = null)
    {
        var plan = pricing.Plan(account, book, request, quantity);
        return plan.Quantity == 0m && !plan.IsStoppedByOwn
            ? new Refusal(RefusalCode.NoLiquidity, $"Nothing to {request.Side} {request.Symbol} against.")
            : OfFunds(account, book, request, plan.Quantity, plan.Notional, self);
    }

    /// <summary>Why a working order cannot go on with these terms, or null.</summary>
    public Refusal? OfReplacement(ExchangeAccount account, ExchangeOrder order, OrderRequest changed, InstrumentBook? book)
    {
        if (book is null) return new Refusal(RefusalCode.UnknownInstrument, $"'{changed.Symbol}' is not traded here any more.");
        if (OfTerms(changed, book) is { } invalid) return invalid;
        if (changed.Quantity <= order.Filled)
            return new Refusal(RefusalCode.OrderFilled, string.Create(CultureInfo.InvariantCulture, $"{order.Filled} of {order.OrderId} is filled already."));
        var remaining = changed.Quantity - order.Filled;
        if (changed.Price == order.Request.Price && remaining <= order.Remaining) return null; // asks for less than it has
        return OfPostOnly(account, changed, book) ?? OfFunds(account, book, changed, remaining, Value(changed, remaining, book), order);
    }

    /// <summary>Why there is nothing to cancel or replace, or null.</summary>
    public static Refusal? OfWorking(ExchangeOrder? order) => order switch
    {
        null => new Refusal(RefusalCode.NotFound, "No such order."),
        { IsOpen: true } => null,
        { Condition: OrderCondition.Filled } => new Refusal(RefusalCode.OrderFilled, "The order is Filled."),
        _ => new Refusal(RefusalCode.OrderEnded, $"The order is {order.Condition}."),
    };

    private static bool IsTaken(ExchangeAccount account, string clientOrderId) =>
        account.Find(OrderName.Client(clientOrderId)) is { } earlier && (earlier.IsOpen || account.Options.ClientOrderIds == ClientOrderIdScope.Forever);

    private static Refusal? OfTerms(OrderRequest request, InstrumentBook book) =>
        OrderChecks.Increments(request, book.Instrument, book.Market.TouchFor(request.Side))
        ?? (book.IsHalted ? new Refusal(RefusalCode.MarketClosed, $"{request.Symbol} is halted.") : null);

    // A sale may bring more than it asks for.
    private static decimal Value(OrderRequest request, decimal quantity, InstrumentBook book) =>
        book.Instrument.Notional(request.Side == Side.Buy ? request.Price : Math.Max(request.Price, book.Best(Side.Buy)), quantity);

    private Refusal? OfPostOnly(ExchangeAccount account, OrderRequest request, InstrumentBook book)
    {
        if (!request.PostOnly) return null;
        var plan = pricing.Plan(account, book, request, request.Quantity);
        var touch = book.Market.TouchFor(request.Side);
        var takesMarket = touch > 0m && !TakePlan.IsWorse(request.Side, touch, request.Price); // even where all of it was taken since its update
        return plan.Fills.Count > 0 || plan.OwnCancelled.Count > 0 || plan.IsStoppedByOwn || takesMarket
            ? new Refusal(RefusalCode.WouldTake, string.Create(CultureInfo.InvariantCulture, $"Post-only at {request.Price} would take at {(plan.Fills.Count > 0 ? plan.Fills[0].Trade.Price : touch)}."))
            : null;
    }

    private Refusal? OfFunds(ExchangeAccount account, InstrumentBook book, OrderRequest request, decimal quantity, decimal notional, ExchangeOrder? self = null) =>
        power.Affords(account, book.Index, request.Side, quantity, notional, self)
            ? null
            : new Refusal(RefusalCode.InsufficientFunds, string.Create(CultureInfo.InvariantCulture, $"Cannot afford to {request.Side} {quantity} {request.Symbol} for {notional} plus fees."));
}
