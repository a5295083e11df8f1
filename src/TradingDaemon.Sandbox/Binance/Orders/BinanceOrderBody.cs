using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Orders;

/// <summary>An order as answers tell it.</summary>
internal static class BinanceOrderBody
{
    private const string NoPrevention = "NONE";

    /// <summary>Of an order that is asked after, among others.</summary>
    public static void WriteAsked(Utf8JsonWriter json, BinancePair pair, OrderView view)
    {
        json.WriteStartObject();
        Write(json, pair, view);
        json.WriteEndObject();
    }

    /// <summary>Of an order that is asked after by its name.</summary>
    public static Reply Asked(BinancePair pair, OrderView view) => BinanceJson.Object(json => Write(json, pair, view));

    /// <summary>Of an order just placed, as fully as was asked.</summary>
    public static void WritePlaced(Utf8JsonWriter json, BinancePair pair, OrderView view, string detail, IEnumerable<Execution> fills)
    {
        WriteNames(json, pair, view, view.Order.Request.ClientOrderId);
        json.WriteNumber("transactTime", Milliseconds(view.Order.AcceptedAt, view));
        if (detail == "ACK") return;
        WriteState(json, view);
        if (view.Order.Request.Kind == OrderKind.Stop) json.WriteText("stopPrice", view.Price);
        if (detail != "FULL") return;
        json.WriteEach("fills", fills, fill =>
        {
            json.WriteText("price", fill.Price);
            json.WriteText("qty", fill.Quantity);
            json.WriteText("commission", fill.Fee);
            json.WriteString("commissionAsset", fill.FeeAsset);
            json.WriteNumber("tradeId", fill.Sequence);
        });
    }

    /// <summary>Of an order just cancelled: its own id stands in second place.</summary>
    public static void WriteCancelled(Utf8JsonWriter json, BinancePair pair, OrderView view, string cancelId)
    {
        json.WriteString("origClientOrderId", view.Order.Request.ClientOrderId);
        WriteNames(json, pair, view, cancelId);
        json.WriteNumber("transactTime", Milliseconds(view.Order.ClosedAt ?? view.Order.AcceptedAt, view));
        WriteState(json, view);
    }

    private static void Write(Utf8JsonWriter json, BinancePair pair, OrderView view)
    {
        WriteNames(json, pair, view, view.Order.Request.ClientOrderId);
        WriteState(json, view);
        json.WriteText("stopPrice", view.Order.Request.Kind == OrderKind.Stop ? view.Price : 0m);
        json.WriteText("icebergQty", 0m);
        json.WriteNumber("time", Milliseconds(view.Order.AcceptedAt, view));
        json.WriteNumber("updateTime", Milliseconds(view.Order.ClosedAt ?? view.Order.AcceptedAt, view));
        json.WriteBoolean("isWorking", view.Order.Request.Kind != OrderKind.Stop);
    }

    private static void WriteNames(Utf8JsonWriter json, BinancePair pair, OrderView view, string clientOrderId)
    {
        json.WriteString("symbol", pair.Name);
        json.WriteNumber("orderId", BinanceNames.Order(view.Order.OrderId));
        json.WriteNumber("orderListId", -1);
        json.WriteString("clientOrderId", clientOrderId);
    }

    private static void WriteState(Utf8JsonWriter json, OrderView view)
    {
        var request = view.Order.Request;
        json.WriteText("price", request.Kind == OrderKind.Limit ? view.Price : 0m);
        json.WriteText("origQty", view.Quantity);
        json.WriteText("executedQty", view.Filled);
        json.WriteText("origQuoteOrderQty", 0m);
        json.WriteText("cummulativeQuoteQty", view.AveragePrice * view.Filled);
        json.WriteString("status", BinanceNames.Of(view.Condition));
        json.WriteString("timeInForce", BinanceNames.LifetimeOf(request));
        json.WriteString("type", BinanceNames.TypeOf(request));
        json.WriteString("side", BinanceNames.Of(request.Side));
        json.WriteNumber("workingTime", Milliseconds(view.Order.AcceptedAt, view));
        json.WriteString("selfTradePreventionMode", NoPrevention);
    }

    private static long Milliseconds(DateTimeOffset at, in OrderView view) => (at + view.ClockOffset).ToUnixTimeMilliseconds();
}
