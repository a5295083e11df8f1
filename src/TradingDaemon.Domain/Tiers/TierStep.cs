namespace TradingDaemon.Domain.Tiers;

/// <summary>The tier that applies now.</summary>
/// <param name="Tier">Which.</param>
/// <param name="Reason">Why it is another one than before, in one sentence; null when it is not, and where equity alone decides.</param>
public readonly record struct TierStep(Tier Tier, string? Reason);
