using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Domain.Tiers;

/// <summary>Limits, strategies and spreads, whole.</summary>
/// <param name="Tiers">The tier table.</param>
/// <param name="Spreads">Widest spreads.</param>
public sealed record TierRulebook(TierTable Tiers, SpreadLimits Spreads) : Rulebook;
