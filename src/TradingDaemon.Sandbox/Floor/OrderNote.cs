using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>What reports said of an order so far: the exchange's own object is ahead of the report being told.</summary>
internal sealed class OrderNote
{
    public decimal Quantity { get; set; }

    public decimal Price { get; set; }

    public decimal Filled { get; set; }

    /// <summary>Σ price × quantity of its fills.</summary>
    public decimal FilledValue { get; set; }

    public OrderCondition Condition { get; set; } = OrderCondition.Open;

    public string? Reason { get; set; }

    /// <summary>A note of an order as it is now.</summary>
    public static OrderNote Of(ExchangeOrder order) => new()
    {
        Quantity = order.Request.Quantity, Price = order.Request.Price, Filled = order.Filled, FilledValue = order.AveragePrice * order.Filled, Condition = order.Condition,
    };

    public void Fill(decimal price, decimal quantity)
    {
        Filled += quantity;
        FilledValue += price * quantity;
        Condition = Filled == Quantity ? OrderCondition.Filled : OrderCondition.PartiallyFilled;
    }

    public void End(OrderCondition condition, string reason) => (Condition, Reason) = (condition, reason);

    /// <summary>The order as it is told.</summary>
    public OrderView ViewOf(ExchangeOrder order, TimeSpan clockOffset) =>
        new(order, Quantity, Price, Filled, Filled > 0m ? FilledValue / Filled : 0m, Condition, Reason, clockOffset);
}
