using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Simulation.World;

/// <summary>An order of ours whose terms the venue changed.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="OrderId">The venue's name for it.</param>
/// <param name="At">When it was changed first.</param>
internal sealed record EditedOrder(OrderRequest Asked, string OrderId, DateTimeOffset At)
{
    /// <summary>Whether it is over and did nothing that had not been asked for.</summary>
    public bool IsHarmless(SimulatedExchange exchange)
    {
        var order = exchange.Account(Ground.Account).FindOrder(OrderName.Venue(OrderId));
        if (order is { IsOpen: true } || (order is { Condition: OrderCondition.Filled } && order.Filled < Asked.Quantity)) return false;
        var trades = exchange.ExecutionsSince(0, int.MaxValue).Where(trade => trade.IsTrade && trade.OrderId == OrderId).ToList();
        return trades.Sum(static trade => trade.Quantity) <= Asked.Quantity && trades.All(trade => Asked.Side == Side.Buy ? trade.Price <= Asked.Price : trade.Price >= Asked.Price);
    }
}
