namespace TradingDaemon.Domain.Agents;

/// <summary>What became of a signal from outside.</summary>
/// <param name="Number">Its number, of the earlier one where a nonce came again; 0 when it has none.</param>
/// <param name="Refusal">Why it was not taken; null when it was.</param>
/// <param name="Text">What became of it so far, in words.</param>
/// <param name="Sequence">The fact up to which the journal must be durable for this to be so.</param>
public sealed record AgentVerdict(long Number, AgentRefusal? Refusal, string Text, long Sequence);
