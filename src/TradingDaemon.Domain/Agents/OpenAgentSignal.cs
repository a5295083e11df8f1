namespace TradingDaemon.Domain.Agents;

/// <summary>A signal from outside that was taken and not decided yet.</summary>
/// <param name="Number">Of the fact it was taken with.</param>
/// <param name="Signal">What it says.</param>
public sealed record OpenAgentSignal(long Number, AgentSignal Signal);
