using TradingDaemon.Domain.Orders;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>An order as the watcher remembers it.</summary>
internal sealed class ShadowOrder(OrderIntent intent)
{
    /// <summary>What was meant.</summary>
    public OrderIntent Intent => intent;

    /// <summary>Where it is.</summary>
    public OrderStatus Status
    {
        get;
        set
        {
            field = value;
            IsTakenBack |= value == OrderStatus.CancelPending;
        }
    }

    = OrderStatus.PendingAck;

    /// <summary>Whether its cancel was ever decided.</summary>
    public bool IsTakenBack { get; private set; }

    /// <summary>Whether a round of the clock left it resting although its strategy may enter nothing.</summary>
    public bool IsOverdue { get; set; }

    /// <summary>Σ of its fills.</summary>
    public decimal Filled { get; set; }

    /// <summary>What is left of it.</summary>
    public decimal Remaining => intent.Terms.Quantity.Base - Filled;

    /// <summary>What one unit of it is worth to a limit: its own price, or the touch it was decided on.</summary>
    public decimal Price => intent.Terms is OrderTerms.Limit limit ? limit.Price.QuotePerBase : intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid;

    /// <summary>Whether an entry would meet it where it rests. An order at the market meets whatever rests; one that waits for its trigger meets nothing yet.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="isSame">Whether both are the same thing: at another venue nothing is met, but bought for what it is offered at there. Each currency here is worth the same.</param>
    public bool IsMetBy(OrderIntent entry, bool isSame)
    {
        if (!(isSame || Ground.PairOf(intent.Symbol) == Ground.PairOf(entry.Symbol)) || intent.Side == entry.Side || intent.Terms is not OrderTerms.Limit { TimeInForce: TimeInForce.GoodTilCancelled or TimeInForce.Day } resting) return false;
        var ours = (entry.Terms as OrderTerms.Limit)?.Price.QuotePerBase ?? (intent.Symbol == entry.Symbol ? resting.Price.QuotePerBase : entry.Side == OrderSide.Buy ? entry.DecisionAsk : entry.DecisionBid);
        return entry.Terms is not OrderTerms.Stop && (entry.Side == OrderSide.Buy ? ours >= resting.Price.QuotePerBase : ours <= resting.Price.QuotePerBase);
    }

    /// <summary>The same once more.</summary>
    public ShadowOrder Copy() => new(intent) { Status = Status, Filled = Filled, IsTakenBack = IsTakenBack };
}
