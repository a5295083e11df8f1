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

    /// <summary>When the newest child's end was told (UTC); null before, and where no delay is configured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? IdleAt { get; init; }

    /// <summary>Children that ended without a fill, and that nobody here took back; counted where that is bounded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Failed { get; init; }

    /// <summary>Σ of what is filled × how much worse than the arrival's middle it was, as a share of that; summed where that is bounded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public decimal ShortfallBase { get; init; }

    /// <summary>How much worse than the middle on arrival what is filled was on average, as a share of that, without fees; negative when it was better. Null without a fill, and where it is not bounded.</summary>
    public decimal? ShortfallFraction => Order.Terms.ShortfallMaxFraction is not null && FilledBase > 0m ? ShortfallBase / FilledBase : null;

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
