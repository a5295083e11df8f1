using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Engine.Arbitration;

/// <summary>What becomes of an entry that was weighed against others.</summary>
/// <param name="Entry">The entry, its size reduced where it was netted in part.</param>
/// <param name="Refusal">Why it does not go; null when it does.</param>
public readonly record struct Verdict(WaitingEntry Entry, RiskRefusal? Refusal);
