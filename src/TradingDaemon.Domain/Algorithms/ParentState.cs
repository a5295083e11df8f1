using System.Text.Json.Serialization;

namespace TradingDaemon.Domain.Algorithms;

/// <summary>A parent order and what has become of it: the fold of facts about it and its children. What is in flight is told by the orders.</summary>
/// <param name="Order">What was decided.</param>
public sealed record ParentState(ParentOrder Order)
{
    /// <summary>Σ of its children's fills, base.</summary>
    public decimal FilledBase { get; init; }

    /// <summary>Children decided so far.</summary>
    public int Children { get; init; }

    /// <summary>The newest slice a child was decided for; −1 before the first.</summary>
    public int Slice { get; init; } = -1;

    /// <summary>When the newest child was decided (UTC); null before the first.</summary>
    public DateTimeOffset? ChildAt { get; init; }

    /// <summary>By whom it is halted, and why; null while it is not, and in checkpoints of versions without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Paused { get; init; }

    /// <summary>Why it sends no more children; null while it works.</summary>
    public ParentEnd? Ending { get; init; }

    /// <summary>That in words; null while it works.</summary>
    public string? EndingReason { get; init; }

    /// <summary>What is not filled, base; zero or more.</summary>
    public decimal UnfilledBase => Math.Max(0m, Order.QuantityBase - FilledBase);
}
