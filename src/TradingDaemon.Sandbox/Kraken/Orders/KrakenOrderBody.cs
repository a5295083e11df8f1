using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken.Orders;

/// <summary>An order as answers over HTTP tell it.</summary>
internal static class KrakenOrderBody
{
    public static void Write(Utf8JsonWriter json, KrakenPair pair, in OrderView view, int userRef, string feeFlag, IReadOnlyList<Execution> trades, bool isWithTrades)
    {
        var (order, request) = (view.Order, view.Order.Request);
        json.WriteStartObject(KrakenNames.Order(order.OrderId));
        json.WriteNull("refid");
        json.WriteNumber("userref", userRef);
        if (request.ClientOrderId.Length > 0) json.WriteString("cl_ord_id", request.ClientOrderId);
        json.WriteString("status", StatusOf(view.Condition));
        json.WriteNumber("opentm", KrakenJson.Seconds(order.AcceptedAt + view.ClockOffset));
        json.WriteNumber("starttm", 0);
        json.WriteNumber("expiretm", 0);
        WriteDescription(json, pair, view);
        json.WriteText("vol", view.Quantity, 8);
        json.WriteText("vol_exec", view.Filled, 8);
        json.WriteText("cost", view.AveragePrice * view.Filled, KrakenPair.SumDecimals);
        json.WriteText("fee", trades.Sum(static trade => trade.Fee), KrakenPair.SumDecimals);
        json.WriteText("price", view.AveragePrice, KrakenPair.SumDecimals);
        json.WriteText("stopprice", 0m, KrakenPair.SumDecimals);
        json.WriteText("limitprice", 0m, KrakenPair.SumDecimals);
        if (request.Kind == OrderKind.Stop) json.WriteString("trigger", "last");
        json.WriteString("misc", "");
        json.WriteString("oflags", request.PostOnly ? $"post,{feeFlag}" : feeFlag);
        if (isWithTrades && trades.Count > 0)
        {
            json.WriteStartArray("trades");
            foreach (var trade in trades.Reverse()) json.WriteStringValue(KrakenNames.Trade(trade));
            json.WriteEndArray();
        }

        json.WriteString("reason", ReasonOf(view));
        if (order.ClosedAt is { } closed) json.WriteNumber("closetm", KrakenJson.Seconds(closed + view.ClockOffset));
        json.WriteEndObject();
    }

    /// <summary>Why an order ended early, in Kraken's words; null when it did not.</summary>
    public static string? ReasonOf(in OrderView view) => view.Condition switch
    {
        OrderCondition.Cancelled => view.Order.Request.Lifetime is Lifetime.ImmediateOrCancel or Lifetime.FillOrKill ? "IOC order limit reached" : "User requested",
        OrderCondition.Expired => "Market order not completely filled",
        OrderCondition.Rejected => "Insufficient funds",
        _ => null,
    };

    private static string StatusOf(OrderCondition condition) => condition switch
    {
        OrderCondition.Open or OrderCondition.PartiallyFilled => "open",
        OrderCondition.Filled => "closed",
        OrderCondition.Expired => "expired",
        _ => "canceled",
    };

    private static void WriteDescription(Utf8JsonWriter json, KrakenPair pair, in OrderView view)
    {
        var request = view.Order.Request;
        json.WriteStartObject("descr");
        json.WriteString("pair", pair.AltName);
        json.WriteString("type", KrakenOrderForm.SideOf(request));
        json.WriteString("ordertype", KrakenOrderForm.TypeOf(request));
        json.WriteString("price", request.Kind == OrderKind.Market ? "0" : pair.Price(view.Price));
        json.WriteString("price2", "0");
        json.WriteString("leverage", "none");
        json.WriteString("order", KrakenOrderForm.Describe(pair, request, view.Quantity, view.Price));
        json.WriteString("close", "");
        json.WriteEndObject();
    }
}
