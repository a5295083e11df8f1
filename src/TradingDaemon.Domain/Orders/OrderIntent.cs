using System.Text.Json.Serialization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Orders;

/// <summary>What we mean to send, complete enough to be judged, stored, sent and explained later.</summary>
public sealed record OrderIntent
{
    /// <summary>Our id.</summary>
    public required ClientOrderId ClientOrderId { get; init; }

    /// <summary>Whose position it changes.</summary>
    public required StrategyId Strategy { get; init; }

    /// <summary>What is traded.</summary>
    public required Symbol Symbol { get; init; }

    /// <summary>Where.</summary>
    public required string Venue { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>Kind, quantity and prices.</summary>
    public required OrderTerms Terms { get; init; }

    /// <summary>True when it can only reduce the strategy's position: limits on entries do not apply.</summary>
    public required bool IsReduceOnly { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Bid the decision was made on, quote currency.</summary>
    public required decimal DecisionBid { get; init; }

    /// <summary>Ask the decision was made on, quote currency.</summary>
    public required decimal DecisionAsk { get; init; }

    /// <summary>When it was decided (UTC).</summary>
    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>When a resting order is cancelled by us (UTC); null for orders that do not rest.</summary>
    public DateTimeOffset? CancelAt { get; init; }

    /// <summary>The signal it goes back to; null when nobody's signal asked for it, and in intents of versions without it.</summary>
    public SignalOrigin? Origin { get; init; }

    /// <summary>What routing found; null while routing is off, and in intents of versions without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RouteTaken? Route { get; init; }

    /// <summary>Of an entry: what guards the position it opens, durable before it is sent; null for none, for exits, and in intents of versions without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProtectionTerms? Protection { get; init; }

    /// <summary>The parent order it is a part of; null for an order of its own, and in intents of versions without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChildOf? Child { get; init; }

    /// <summary>Which quote of a market maker it is; null for every other order, and in intents of versions without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QuoteOf? QuoteOf { get; init; }

    /// <summary>What a unit of it is valued at while it works, quote currency: its limit or trigger, else the touch it was decided on.</summary>
    public decimal ValuedAtQuote => Terms switch
    {
        OrderTerms.Limit limit => limit.Price.QuotePerBase,
        OrderTerms.Stop stop => stop.Trigger.QuotePerBase,
        _ => Side == OrderSide.Buy ? DecisionAsk : DecisionBid,
    };

    /// <summary>Account owner, for ledgers keyed by user; empty when not configured.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Tenant, for ledgers keyed by tenant; empty when not configured.</summary>
    public string Tenant { get; init; } = "";
}
