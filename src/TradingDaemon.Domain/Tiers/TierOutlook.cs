using System.Collections.Immutable;

namespace TradingDaemon.Domain.Tiers;

/// <summary>What keeps an account from the tier above its own.</summary>
/// <param name="Next">That tier.</param>
/// <param name="Missing">What is missing, a clause each; empty when it is about to be entered.</param>
public sealed record TierOutlook(Tier Next, ImmutableArray<string> Missing);
