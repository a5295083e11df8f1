using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>What is asked of orders.</summary>
internal sealed class CoinSpotTrading(ExchangeParts exchange, PairTable<CoinSpotCoin> coins, CoinSpotMarket market)
{
    /// <summary>A resting order at a rate.</summary>
    public Reply Place(ApiRequest request, string account, Side side)
    {
        if (CoinOf(request) is not { } coin) return CoinSpotErrors.Reply(ApiError.UnknownInstrument);
        if (Above(request, "amount") is not { } amount) return CoinSpotErrors.Reply(ApiError.InvalidQuantity);
        if (Above(request, "rate") is not { } rate) return CoinSpotErrors.Reply(ApiError.InvalidPrice);
        var (order, error) = exchange.Entry.Place(account, OrderRequest.Limit("", coin.Rules.Symbol, side, amount, rate));
        return error is not null ? CoinSpotErrors.Reply(error) : CoinSpotJson.Ok(json =>
        {
            WriteHead(json, coin, order!.Value.Quantity, order.Value.Price);
            json.WriteString("id", CoinSpotJson.OrderId(order.Value.Order.OrderId));
        });
    }

    /// <summary>Bought or sold at once, as a whole or not at all, of more than the most at once that most; no id is told.</summary>
    public Reply PlaceNow(ApiRequest request, string account, Side side)
    {
        if (coins.Find(OrderBody.Text(request.Json, "cointype"), null) is not { } coin) return CoinSpotErrors.Reply(ApiError.UnknownInstrument);
        if (OrderBody.Text(request.Json, "amounttype") is not ("coin" or "aud") || Quantity(request, coin, side) is not { } amount) return CoinSpotErrors.Reply(ApiError.InvalidQuantity);
        amount = Math.Min(amount, exchange.AtOnceMax ?? amount);
        var (order, error) = exchange.Entry.Place(account, Bound(request, coin, side) is { } worst
            ? OrderRequest.Limit("", coin.Rules.Symbol, side, amount, worst, Lifetime.FillOrKill) : OrderRequest.Market("", coin.Rules.Symbol, side, amount));
        if (error is not null) return CoinSpotErrors.Reply(error);
        if (order is not { Filled: > 0m } done) return CoinSpotErrors.Reply(ApiError.NoLiquidity);
        return CoinSpotJson.Ok(json =>
        {
            json.WriteString("coin", coin.Coin);
            json.WriteFigure("amount", done.Filled);
            json.WriteString("market", coin.Market);
            json.WriteFigure("total", Math.Round(done.AveragePrice * done.Filled, 2));
        });
    }

    /// <summary>What buying or selling at once would be done at.</summary>
    public Reply Quote(ApiRequest request, Side side) => coins.Find(OrderBody.Text(request.Json, "cointype"), null) is { } coin
        ? CoinSpotJson.Ok(json => json.WriteFigure("rate", market.Touch(coin, side == Side.Buy ? Side.Sell : Side.Buy))) : CoinSpotErrors.Reply(ApiError.UnknownInstrument);

    /// <summary>Another rate for an order.</summary>
    public Reply Edit(ApiRequest request, string account, Side side)
    {
        if (Find(request, account, side) is not { } found) return CoinSpotErrors.Reply(ApiError.OrderNotFound);
        if (Above(request, "newrate") is not { } rate) return CoinSpotErrors.Reply(ApiError.InvalidPrice);
        var (order, error) = exchange.Entry.Replace(account, OrderName.Venue(found.Order.OrderId), null, rate);
        return error is not null ? CoinSpotErrors.Reply(error) : CoinSpotJson.Ok(json =>
        {
            json.WriteBoolean("updated", true);
            json.WriteString("id", CoinSpotJson.OrderId(found.Order.OrderId));
            json.WriteString("coin", coins.OfSymbol(found.Order.Request.Symbol)?.Coin);
            json.WriteFigure("rate", found.Price);
            json.WriteFigure("newrate", order!.Value.Price);
            json.WriteFigure("amount", order.Value.Order.Remaining);
            json.WriteFigure("total", order.Value.Order.Remaining * order.Value.Price);
        });
    }

    /// <summary>Cancels one order; an order of the other side is not found.</summary>
    public Reply Cancel(ApiRequest request, string account, Side side)
    {
        if (Find(request, account, side) is not { } found) return CoinSpotErrors.Reply(ApiError.OrderNotFound);
        return exchange.Entry.Cancel(account, OrderName.Venue(found.Order.OrderId)).Error is { } error ? CoinSpotErrors.Reply(error) : CoinSpotJson.Ok(static _ => { });
    }

    /// <summary>Cancels every order of a side, of one coin where it is named.</summary>
    public Reply CancelAll(ApiRequest request, string account, Side side)
    {
        var coin = OrderBody.Text(request.Json, "coin")?.ToUpperInvariant();
        foreach (var order in exchange.Accounts.OpenOrders(account).Where(order => order.Order.Request.Side == side && coins.OfSymbol(order.Order.Request.Symbol) is { } of && (coin is null || of.Coin == coin)))
            exchange.Entry.Cancel(account, OrderName.Venue(order.Order.OrderId));
        return CoinSpotJson.Ok(static _ => { });
    }

    /// <summary>The market an order is about; null when there is none.</summary>
    public CoinSpotCoin? CoinOf(ApiRequest request) => coins.Find(OrderBody.Text(request.Json, "cointype"), OrderBody.Text(request.Json, "markettype"));

    private OrderView? Find(ApiRequest request, string account, Side side) =>
        CoinSpotJson.OrderOf(request.Parameter("id")) is { } id && exchange.Accounts.Order(account, id) is { } order && order.Order.Request.Side == side ? order : null;

    // Amounts in dollars are turned into coins at the touch, whole lots of them.
    private decimal? Quantity(ApiRequest request, CoinSpotCoin coin, Side side)
    {
        if (Above(request, "amount") is not { } amount || OrderBody.Text(request.Json, "amounttype") == "coin") return Above(request, "amount");
        return market.Touch(coin, side == Side.Buy ? Side.Sell : Side.Buy) is > 0m and var touch ? coin.Rules.FloorToLot(amount / touch) : null;
    }

    private static decimal? Above(ApiRequest request, string name) => OrderBody.Amount(request.Json, name) is > 0m and var amount ? amount : null;

    // The worst rate that is taken, on the grid; null where none is said.
    private static decimal? Bound(ApiRequest request, CoinSpotCoin coin, Side side)
    {
        if (OrderBody.Amount(request.Json, "rate") is not { } rate) return null;
        var part = (OrderBody.Amount(request.Json, "threshold") ?? 0m) / 100m;
        var (worst, tick) = (rate * (side == Side.Buy ? 1m + part : 1m - part), coin.Rules.TickSize);
        return (side == Side.Buy ? Math.Floor(worst / tick) : Math.Ceiling(worst / tick)) * tick;
    }

    private static void WriteHead(Utf8JsonWriter json, CoinSpotCoin coin, decimal amount, decimal rate)
    {
        json.WriteString("coin", coin.Coin);
        json.WriteString("market", coin.Market);
        json.WriteFigure("amount", amount);
        json.WriteFigure("rate", rate);
    }
}
