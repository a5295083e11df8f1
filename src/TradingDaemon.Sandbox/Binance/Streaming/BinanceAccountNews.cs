using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Binance.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Streaming;

/// <summary>What happens to one client's orders and to what it owns: from now on, without a picture and without numbers. Inside the floor only.</summary>
internal sealed class BinanceAccountNews(ExchangeParts exchange, PairTable<BinancePair> pairs, StreamClient client)
{
    private readonly Dictionary<string, (decimal Quantity, decimal Price)> _open = new(StringComparer.Ordinal); // no more than there are open orders
    private Execution? _trade;
    private long _events;

    /// <summary>Whether it is told.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Begins to tell.</summary>
    public void Begin(string account)
    {
        IsOn = true;
        _open.Clear();
        foreach (var order in exchange.Accounts.OpenOrders(account)) _open[order.Order.OrderId] = (order.Quantity, order.Price);
    }

    /// <summary>Tells no longer.</summary>
    public void End() => IsOn = false;

    public void OnExecution(Execution execution) => _trade = execution.IsTrade ? execution : null; // told with the order's state after it

    public void OnOrder(in OrderView order)
    {
        var trade = _trade?.OrderId == order.Order.OrderId ? _trade : null;
        _trade = null;
        if (!IsOn || pairs.OfSymbol(order.Order.Request.Symbol) is not { } pair) return;
        var isKnown = _open.ContainsKey(order.Order.OrderId);
        if (order.Condition is OrderCondition.Open or OrderCondition.PartiallyFilled) _open[order.Order.OrderId] = (order.Quantity, order.Price);
        else _open.Remove(order.Order.OrderId);
        var kind = trade is not null ? "TRADE" : order.Condition switch
        {
            OrderCondition.Open => isKnown ? "REPLACED" : "NEW",
            OrderCondition.PartiallyFilled => "REPLACED",
            OrderCondition.Cancelled => "CANCELED",
            OrderCondition.Rejected => "REJECTED",
            _ => "EXPIRED",
        };
        var view = order;
        Tell(trade is null ? "order" : "execution", pair.Symbol, json => WriteReport(json, pair, view, kind, trade));
        Tell("balance", pair.Symbol, json => WritePosition(json, pair, trade?.FeeAsset));
    }

    private void Tell(string kind, string symbol, Action<Utf8JsonWriter> write) => client.Tell(BinanceJson.Frame(json =>
    {
        json.WriteNumber("subscriptionId", 0);
        json.WriteStartObject("event");
        write(json);
        json.WriteEndObject();
    }), kind, symbol);

    private void WriteReport(Utf8JsonWriter json, BinancePair pair, OrderView view, string kind, Execution? trade)
    {
        var (request, now) = (view.Order.Request, exchange.Now.ToUnixTimeMilliseconds());
        var isCancelled = kind == "CANCELED";
        json.WriteString("e", "executionReport");
        json.WriteNumber("E", now);
        json.WriteString("s", pair.Name);
        json.WriteString("c", isCancelled ? BinanceNames.CancelOf(view.Order.OrderId) : request.ClientOrderId);
        json.WriteString("S", BinanceNames.Of(request.Side));
        json.WriteString("o", BinanceNames.TypeOf(request));
        json.WriteString("f", BinanceNames.LifetimeOf(request));
        json.WriteText("q", view.Quantity);
        json.WriteText("p", request.Kind == OrderKind.Limit ? view.Price : 0m);
        json.WriteText("P", request.Kind == OrderKind.Stop ? view.Price : 0m);
        json.WriteText("F", 0m);
        json.WriteNumber("g", -1);
        json.WriteString("C", isCancelled ? request.ClientOrderId : "");
        json.WriteString("x", kind);
        json.WriteString("X", BinanceNames.Of(view.Condition));
        json.WriteString("r", "NONE");
        if (kind is "EXPIRED" or "REJECTED") json.WriteString("eR", request.Kind == OrderKind.Market ? "INSUFFICIENT_LIQUIDITY" : "UNFILLED_IOC_QUANTITY_EXPIRED");
        json.WriteNumber("i", BinanceNames.Order(view.Order.OrderId));
        json.WriteText("l", trade?.Quantity ?? 0m);
        json.WriteText("z", view.Filled);
        json.WriteText("L", trade?.Price ?? 0m);
        json.WriteString("n", trade is null ? "0" : BinanceJson.Text(trade.Fee));
        json.WriteString("N", trade?.FeeAsset);
        json.WriteNumber("T", trade is null ? now : (trade.At + view.ClockOffset).ToUnixTimeMilliseconds());
        json.WriteNumber("t", trade?.Sequence ?? -1);
        json.WriteNumber("I", ++_events);
        json.WriteBoolean("w", view.Condition is OrderCondition.Open or OrderCondition.PartiallyFilled && request.Kind != OrderKind.Stop);
        json.WriteBoolean("m", trade?.Role == LiquidityRole.Maker);
        json.WriteBoolean("M", false);
        var created = (view.Order.AcceptedAt + view.ClockOffset).ToUnixTimeMilliseconds();
        json.WriteNumber("O", created);
        json.WriteText("Z", view.AveragePrice * view.Filled);
        json.WriteText("Y", trade?.Notional ?? 0m);
        json.WriteText("Q", 0m);
        json.WriteNumber("W", created);
        json.WriteString("V", "NONE");
    }

    private void WritePosition(Utf8JsonWriter json, BinancePair pair, string? feeAsset)
    {
        var now = exchange.Now.ToUnixTimeMilliseconds();
        json.WriteString("e", "outboundAccountPosition");
        json.WriteNumber("E", now);
        json.WriteNumber("u", now);
        var moved = AssetHolding.Of(exchange, client.Account!, pairs.BaseOf).Where(asset => asset.Asset == pair.Rules.Base || asset.Asset == pair.Rules.Quote || asset.Asset == feeAsset);
        json.WriteEach("B", moved, asset =>
        {
            json.WriteString("a", asset.Asset);
            json.WriteText("f", asset.Free);
            json.WriteText("l", asset.Held);
        });
    }
}
