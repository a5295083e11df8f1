namespace TradingDaemon.Domain.Agents;

/// <summary>A nonce an agent used.</summary>
/// <param name="Agent">Who.</param>
/// <param name="Nonce">Which.</param>
/// <param name="SentAt">When the agent says it signed (UTC).</param>
/// <param name="Signal">The number of the signal it came with.</param>
public sealed record AgentNonce(string Agent, string Nonce, DateTimeOffset SentAt, long Signal);
