using System.Collections.Immutable;
using TradingDaemon.Operations.Tiers;
using TradingDaemon.Operations.Trials;

namespace TradingDaemon.Operations.Status;

/// <summary>What keeps the account from the tier above its own, and how much of their size its entries have after promotions and losses alone: what tilt, the market or the volatility index make of an entry is not in it.</summary>
/// <param name="Tier">The tier above; null in the highest.</param>
/// <param name="Missing">What is missing, a clause each.</param>
/// <param name="SizeFactor">Which part of its size an entry has since the last promotion and after losses, above 0 up to 1.</param>
public sealed record NextTierLine(string? Tier, ImmutableArray<string> Missing, decimal SizeFactor)
{
    /// <summary>What new strategies and the others have instead, after a change of tier; null at any other time.</summary>
    public MigrationLine? Migration { get; init; }

    /// <summary>The trial on paper before it is entered; null where none is asked for, and before the first begins.</summary>
    public PaperTrialLine? Paper { get; init; }
}
