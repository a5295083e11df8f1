using TradingDaemon.Domain.Agents;

namespace TradingDaemon.Operations.Agents;

/// <summary>What came of a signal from outside.</summary>
/// <param name="IsTaken">Whether it was taken, which is durable then; what a risk rule said of it is in the message.</param>
/// <param name="Number">Its number, for <c>explain</c>; of the earlier one where a nonce came again; null when it has none.</param>
/// <param name="Refusal">Why it was not taken; null when it was, and while that is not known.</param>
/// <param name="Message">In words.</param>
public sealed record AgentAnswer(bool IsTaken, long? Number, AgentRefusal? Refusal, string Message);
