using System.Text.Json;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Wire;

/// <summary>An order as it was at one moment: what an answer or a frame tells of it.</summary>
/// <param name="Order">What never changes of it is read from here.</param>
/// <param name="Quantity">Ordered, as last replaced.</param>
/// <param name="Price">Limit or trigger, as last replaced; 0 for a market order.</param>
/// <param name="Filled">Units of base.</param>
/// <param name="AveragePrice">Of the fills; 0 while there are none.</param>
/// <param name="Condition">Where it was in its life.</param>
/// <param name="Reason">Why it ended, or null.</param>
/// <param name="ClockOffset">How wrong the exchange's clock is told.</param>
internal readonly record struct OrderView(
    ExchangeOrder Order, decimal Quantity, decimal Price, decimal Filled, decimal AveragePrice, OrderCondition Condition, string? Reason, TimeSpan ClockOffset)
{
    private const int AverageDecimals = 10;

    /// <summary>An order as it is now.</summary>
    public static OrderView Of(ExchangeOrder order, TimeSpan clockOffset) =>
        new(order, order.Request.Quantity, order.Request.Price, order.Filled, order.AveragePrice, order.Condition, order.EndReason.Length > 0 ? order.EndReason : null, clockOffset);

    public void Write(Utf8JsonWriter json)
    {
        var request = Order.Request;
        json.WriteString("venueOrderId", Order.OrderId);
        if (request.ClientOrderId.Length > 0) json.WriteString("clientOrderId", request.ClientOrderId);
        else json.WriteNull("clientOrderId");
        json.WriteString("symbol", request.Symbol);
        json.WriteString("side", WireWords.Of(request.Side));
        json.WriteString("type", WireWords.Of(request.Kind));
        json.WriteAmount("quantity", Quantity);
        json.WriteAmount("price", request.Kind == OrderKind.Market ? null : Price);
        json.WriteAmount("filled", Filled);
        json.WriteAmount("averagePrice", AveragePrice > 0m ? Math.Round(AveragePrice, AverageDecimals) : null);
        json.WriteString("status", WireWords.Of(Condition));
        json.WriteString("reason", Reason);
        json.WriteTime("time", Order.AcceptedAt + ClockOffset);
    }
}
