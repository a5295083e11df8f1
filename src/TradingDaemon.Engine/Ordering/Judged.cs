using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.Ordering;

/// <summary>An order before the gate, and what the gate said.</summary>
/// <param name="Case">The order; null where it came to none.</param>
/// <param name="Refusal">Why it may not be sent; null when it may.</param>
public readonly record struct Judged(RiskCase? Case, RiskRefusal? Refusal);
