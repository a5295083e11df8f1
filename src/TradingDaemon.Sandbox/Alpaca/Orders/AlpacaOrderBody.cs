using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca.Orders;

/// <summary>The order object, the same in answers and on the stream.</summary>
internal static class AlpacaOrderBody
{
    public static void Write(Utf8JsonWriter json, AlpacaMarket market, OrderView order, AlpacaNote note, string? status = null) => AlpacaJson.WriteObject(json, () =>
    {
        var request = order.Order.Request;
        status ??= StatusOf(order.Condition, note);
        json.WriteString("id", AlpacaNames.Order(order.Order.OrderId));
        json.WriteString("client_order_id", request.ClientOrderId.Length > 0 ? request.ClientOrderId : AlpacaNames.Order(order.Order.OrderId));
        WriteTimes(json, order, status);
        WriteName(json, "replaced_by", note.ReplacedBy);
        WriteName(json, "replaces", note.Replaces);
        json.WriteString("asset_id", AlpacaNames.Asset(market.Index));
        json.WriteString("symbol", market.Symbol);
        json.WriteString("asset_class", market.Class);
        json.WriteAmount("notional", note.Notional);
        json.WriteAmount("qty", note.Notional is null ? order.Quantity : null);
        json.WriteAmount("filled_qty", order.Filled);
        json.WriteAmount("filled_avg_price", order.AveragePrice > 0m ? Math.Round(order.AveragePrice, 10) : null);
        json.WriteString("order_class", "");
        json.WriteString("order_type", WireWords.Of(request.Kind));
        json.WriteString("type", WireWords.Of(request.Kind));
        json.WriteString("side", WireWords.Of(request.Side));
        json.WriteString("time_in_force", LifetimeOf(request, market));
        json.WriteAmount("limit_price", request.Kind == OrderKind.Limit ? order.Price : null);
        json.WriteAmount("stop_price", request.Kind == OrderKind.Stop ? order.Price : null);
        json.WriteString("status", status);
        json.WriteBoolean("extended_hours", false);
        json.WriteNull("legs");
        json.WriteNull("trail_percent");
        json.WriteNull("trail_price");
        json.WriteNull("hwm");
    });

    /// <summary>Alpaca's word for where an order is.</summary>
    public static string StatusOf(OrderCondition condition, AlpacaNote note) => condition switch
    {
        OrderCondition.Open => "new",
        OrderCondition.PartiallyFilled => "partially_filled",
        OrderCondition.Filled => "filled",
        OrderCondition.Cancelled => note.IsReplaced ? "replaced" : "canceled",
        OrderCondition.Rejected => "rejected",
        _ => "expired",
    };

    private static void WriteTimes(Utf8JsonWriter json, OrderView order, string status)
    {
        var (accepted, ended) = (order.Order.AcceptedAt + order.ClockOffset, (order.Order.ClosedAt ?? order.Order.AcceptedAt) + order.ClockOffset);
        AlpacaJson.WriteMoment(json, "created_at", accepted);
        AlpacaJson.WriteMoment(json, "updated_at", ended);
        AlpacaJson.WriteMoment(json, "submitted_at", accepted);
        foreach (var (name, word) in new[] { ("filled_at", "filled"), ("expired_at", "expired"), ("canceled_at", "canceled"), ("failed_at", "rejected"), ("replaced_at", "replaced") })
            AlpacaJson.WriteMoment(json, name, status == word ? ended : null);
    }

    private static string LifetimeOf(OrderRequest request, AlpacaMarket market) => (request.Kind, request.Lifetime) switch
    {
        (OrderKind.Market, _) => market.IsCoin ? "gtc" : "day",
        (_, Lifetime.Day) => "day",
        (_, Lifetime.ImmediateOrCancel) => "ioc",
        (_, Lifetime.FillOrKill) => "fok",
        _ => "gtc",
    };

    private static void WriteName(Utf8JsonWriter json, string name, string? orderId)
    {
        if (orderId is null) json.WriteNull(name);
        else json.WriteString(name, AlpacaNames.Order(orderId));
    }
}
