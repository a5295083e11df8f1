using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Simulation.World;

/// <summary>An order of ours whose terms the venue changed.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="OrderId">The venue's name for it.</param>
/// <param name="At">When it was changed first.</param>
/// <param name="Filled">How much of it was filled then, as was asked for.</param>
/// <param name="Executed">The account's newest execution then.</param>
internal sealed record EditedOrder(OrderRequest Asked, string OrderId, DateTimeOffset At, decimal Filled, long Executed)
{
    /// <summary>Whether it is over and did nothing that had not been asked for.</summary>
    public bool IsHarmless(SimulatedExchange exchange)
    {
        var order = exchange.Account(Ground.Account).FindOrder(OrderName.Venue(OrderId));
        if (order is { IsOpen: true } || (order is { Condition: OrderCondition.Filled } && order.Filled < Asked.Quantity)) return false;
        var trades = exchange.ExecutionsSince(Executed, int.MaxValue).Where(trade => trade.IsTrade && trade.OrderId == OrderId).ToList();
        return Filled + trades.Sum(static trade => trade.Quantity) <= Asked.Quantity && trades.All(trade => Asked.Side == Side.Buy ? trade.Price <= Asked.Price : trade.Price >= Asked.Price);
    }
}
