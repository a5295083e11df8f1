using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>An order as the watcher remembers it.</summary>
internal sealed class ShadowOrder(OrderIntent intent)
{
    /// <summary>What was meant.</summary>
    public OrderIntent Intent => intent;

    /// <summary>Where it is.</summary>
    public OrderStatus Status { get; set; } = OrderStatus.PendingAck;

    /// <summary>Σ of its fills.</summary>
    public decimal Filled { get; set; }

    /// <summary>What is left of it.</summary>
    public decimal Remaining => intent.Terms.Quantity.Base - Filled;

    /// <summary>What one unit of it is worth to a limit: its own price, or the touch it was decided on.</summary>
    public decimal Price => intent.Terms is OrderTerms.Limit limit ? limit.Price.QuotePerBase : intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid;

    /// <summary>Whether an entry would meet it where it rests. An order at the market meets whatever rests; one that waits for its trigger meets nothing yet.</summary>
    public bool IsMetBy(OrderIntent entry)
    {
        if (intent.Symbol != entry.Symbol || intent.Side == entry.Side || intent.Terms is not OrderTerms.Limit { TimeInForce: TimeInForce.GoodTilCancelled or TimeInForce.Day } resting) return false;
        var gap = entry.Terms is OrderTerms.Limit priced ? priced.Price.QuotePerBase - resting.Price.QuotePerBase : 0m;
        return entry.Terms is not OrderTerms.Stop && (entry.Side == OrderSide.Buy ? gap >= 0m : gap <= 0m);
    }

    /// <summary>The same once more.</summary>
    public ShadowOrder Copy() => new(intent) { Status = Status, Filled = Filled };
}
