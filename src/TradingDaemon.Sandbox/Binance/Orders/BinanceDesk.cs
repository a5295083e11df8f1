using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Orders;

/// <summary>What is done with orders, and which order is meant.</summary>
internal sealed class BinanceDesk(ExchangeParts exchange, PairTable<BinancePair> pairs, BinanceLimits limits)
{
    /// <summary>Places an order, or only checks its form; both null: it was in form.</summary>
    public (OrderView? Order, BinanceError? Error) Place(string account, BinanceAsk ask, bool isForCheck)
    {
        var (request, error) = BinanceOrder.Read(ask, pairs);
        if (request is null) return (null, error);
        if (isForCheck) return (null, null);
        if (exchange.Faults.Standing(FaultKind.RateLimit) is null && !limits.Take(account)) return (null, BinanceErrors.TooManyOrders);
        return Told(exchange.Entry.Place(account, request));
    }

    /// <summary>Cancels the order that is meant.</summary>
    public (OrderView? Order, BinanceError? Error) Cancel(string account, BinanceAsk ask)
    {
        var (order, error) = Find(account, ask);
        if (order is null) return (null, error == BinanceErrors.NoSuchOrder ? BinanceErrors.NothingToCancel : error);
        return Told(exchange.Entry.Cancel(account, OrderName.Venue(order.Value.Order.OrderId)));
    }

    /// <summary>Cancels every order of a symbol.</summary>
    public (IReadOnlyList<OrderView> Orders, BinanceError? Error) CancelAll(string account, BinanceAsk ask)
    {
        if (ask["symbol"] is not { } name) return ([], BinanceErrors.Mandatory("symbol"));
        if (pairs.Find(name) is not { } pair) return ([], BinanceErrors.InvalidSymbol);
        var gone = exchange.Floor.Enter((account, pair.Symbol), static (floor, what, _) => floor.Exchange.Account(what.account).OpenOrders().Where(order => order.Request.Symbol == what.Symbol).Select(static order => order.OrderId).ToArray())
            .Select(id => exchange.Entry.Cancel(account, OrderName.Venue(id)).Order).OfType<OrderView>().ToArray();
        return gone.Length == 0 ? ([], BinanceErrors.NothingToCancel) : (gone, null);
    }

    /// <summary>The order that is meant: by the venue's number, or the newest with the client's id.</summary>
    public (OrderView? Order, BinanceError? Error) Find(string account, BinanceAsk ask)
    {
        if (ask["symbol"] is not { } name) return (null, BinanceErrors.Mandatory("symbol"));
        if (pairs.Find(name) is not { } pair) return (null, BinanceErrors.InvalidSymbol);
        if (ask["orderId"] is null && ask["origClientOrderId"] is null) return (null, new BinanceError(-1102, "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!"));
        OrderView[] found = ask["origClientOrderId"] is { } client && ask["orderId"] is null ? [.. exchange.Accounts.OrdersOf(account, client).Where(order => order.Order.Request.Symbol == pair.Symbol).Take(1)]
            : ask.Whole("orderId") is >= 0 and var number && exchange.Accounts.Order(account, BinanceNames.OrderId(number)) is { } one ? [one] : [];
        return found is [var order] && order.Order.Request.Symbol == pair.Symbol ? (order, null) : (null, BinanceErrors.NoSuchOrder);
    }

    private static (OrderView? Order, BinanceError? Error) Told(Floor.OrderAnswer answer) => (answer.Order, answer.Error is null ? null : BinanceErrors.Of(answer.Error));
}
