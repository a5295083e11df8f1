using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Domain.Tiers;

/// <summary>Limits, strategies, spreads and the gatekeeper's model, whole.</summary>
/// <param name="Tiers">The tier table.</param>
/// <param name="Spreads">Widest spreads.</param>
public sealed record TierRulebook(TierTable Tiers, SpreadLimits Spreads) : Rulebook
{
    /// <summary>Whether entries are scored, by which model, and what for; null scores none.</summary>
    public GatekeeperPolicy? Gatekeeper { get; init; }
}
