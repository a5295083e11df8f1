using System.Text.Json.Serialization;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Domain.Orders;

/// <summary>What kind of order, as a closed family: each case has exactly the fields it needs.</summary>
[JsonDerivedType(typeof(Market), "market")]
[JsonDerivedType(typeof(Limit), "limit")]
[JsonDerivedType(typeof(Stop), "stop")]
public abstract record OrderTerms
{
    private OrderTerms(Quantity quantity) => Quantity = quantity;

    /// <summary>Ordered amount.</summary>
    public Quantity Quantity { get; init; }

    /// <summary>Takes what the book shows, at once.</summary>
    public sealed record Market(Quantity Quantity) : OrderTerms(Quantity);

    /// <summary>Never worse than a price.</summary>
    /// <param name="Quantity">Ordered amount.</param>
    /// <param name="Price">The limit, on the tick grid.</param>
    /// <param name="TimeInForce">How long it lives.</param>
    /// <param name="PostOnly">True: the venue refuses it rather than letting it take.</param>
    public sealed record Limit(Quantity Quantity, Price Price, TimeInForce TimeInForce, bool PostOnly) : OrderTerms(Quantity)
    {
        /// <summary>Whether it may stay in the book.</summary>
        public bool MayRest() => TimeInForce is not (TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill);
    }

    /// <summary>A market order that wakes when the market reaches the trigger: at or above it for a buy, at or below for a sell.</summary>
    /// <param name="Quantity">Ordered amount.</param>
    /// <param name="Trigger">The waking price, on the tick grid.</param>
    public sealed record Stop(Quantity Quantity, Price Trigger) : OrderTerms(Quantity);
}
