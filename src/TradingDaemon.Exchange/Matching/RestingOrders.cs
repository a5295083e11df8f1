using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>The accounts' working orders of one instrument: limits in price-time priority, stops in time order.</summary>
internal sealed class RestingOrders
{
    private readonly List<ExchangeOrder> _buys = [];
    private readonly List<ExchangeOrder> _sells = [];

    /// <summary>Stops that have not triggered, oldest first.</summary>
    public List<ExchangeOrder> Stops { get; } = [];

    /// <summary>How many orders wait here.</summary>
    public int Count => _buys.Count + _sells.Count + Stops.Count;

    /// <summary>Limit orders of a side, best price first, then oldest first.</summary>
    public List<ExchangeOrder> Limits(Side side) => side == Side.Buy ? _buys : _sells;

    /// <summary>Adds an order behind those of its price.</summary>
    public void Add(ExchangeOrder order)
    {
        var list = ListOf(order);
        var at = list.Count;
        if (order.Request.Kind == OrderKind.Limit)
            while (at > 0 && TakePlan.IsWorse(order.Request.Side, order.Request.Price, list[at - 1].Request.Price)) at--; // to pay more is worse for the owner and first in line
        list.Insert(at, order);
    }

    /// <summary>Takes an order out; nothing happens when it is not here.</summary>
    public void Remove(ExchangeOrder order) => ListOf(order).Remove(order);

    private List<ExchangeOrder> ListOf(ExchangeOrder order) => order.Request.Kind == OrderKind.Stop ? Stops : Limits(order.Request.Side);
}
