using System.Text.Json.Serialization;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Domain.Facts;

/// <summary>What a refusal was judged by, as the ids it can be looked up by again. A signal from outside has its own in <see cref="Signals.SignalOrigin.AgentSignal"/>; a strategy's own is its refusal's number.</summary>
/// <param name="AccountSequence">Number of the newest fact the account was made of when it was judged: every position, order, amount of cash and use of a limit is the fold of the facts up to it.</param>
/// <param name="Configuration">Number of the configuration in force; 0 before the first.</param>
public sealed record RefusalInputs(long AccountSequence, long Configuration)
{
    /// <summary>The quote it was judged by, or, where no rule looked at one, the newest the account had; null when there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JudgedQuote? Quote { get; init; }

    /// <summary>The parent order a part was refused of; null of what is no part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ParentId? Parent { get; init; }

    /// <summary>Which part of it; null of what is no part.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Part { get; init; }

    /// <summary>Which layer of a market maker's quotes; null of what is no quote.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Layer { get; init; }

    /// <summary>Why it was wanted, where no signal asked for it: an operator, a protection, a tier or the shutdown did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Wanted { get; init; }
}
