using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Simulation.World;

/// <summary>
/// What refines the rest of an account's configuration, in about half of all seeds: votes and the like where entries are weighed, findings of tilt that count more often, Kelly's factors, and
/// trials on paper before a gated tier. Hours are seconds here, a world lasts no longer.
/// </summary>
internal static class Refinements
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3); // so long that three and more meet in it

    /// <summary>Draws from a stream of its own, so that the rest of a world is left to the same chance as without.</summary>
    /// <param name="setup">What the seed turned on.</param>
    /// <param name="seed">The world's.</param>
    public static AccountSetup Refine(AccountSetup setup, int seed)
    {
        var chance = new Random(unchecked((seed * 1_000_003) ^ 0x5A20));
        if (chance.Next(2) != 0) return setup;
        var conflicts = (ConflictMethod)chance.Next((int)ConflictMethod.Voting, (int)ConflictMethod.First + 1);
        var (share, watch, isTried) = (chance.Next(3) switch { 0 => 0.5m, 1 => 0.66m, _ => 1m }, Watch(chance), chance.Next(3) != 0);
        var isWeighed = setup.Signals.ConflictWindow > TimeSpan.Zero;
        if (isWeighed) setup = setup with { Signals = setup.Signals with { ConflictWindow = Window, Conflicts = conflicts, ConsensusFraction = share } };
        return setup with { Tiers = new(setup.Tiers.All.Select(tier => tier with
        {
            Watch = setup.Tilt is null ? tier.Watch : watch, Paper = isTried && tier.Promotion.IsSet ? Trial : tier.Paper, Strategies = [.. tier.Strategies.Select(spec => Kelly(isWeighed ? spec with { AllowShort = true } : spec, seed))], // who may be short disagrees sooner
        })) };
    }

    private static TierPaper Trial => new() { Duration = TimeSpan.FromSeconds(2), DurationMax = TimeSpan.FromSeconds(6), Trades = 3, Pause = TimeSpan.FromSeconds(3) };

    private static TierWatch Watch(Random chance) => new() { First = Times(chance), Second = Times(chance), Third = Times(chance), Fourth = Times(chance), Near = Times(chance), Nearer = Times(chance), Nearest = Times(chance) };

    private static decimal Times(Random chance) => 1m + (0.5m * chance.Next(5));

    // The same of a strategy in every tier.
    private static StrategySpec Kelly(StrategySpec spec, int seed)
    {
        if (spec.Sizing.Method != SizingMethod.Kelly) return spec;
        var chance = new Random(unchecked((seed * 1_000_003) ^ 0x5A21));
        var sizing = spec.Sizing with
        {
            KellyDrawdownFraction = chance.Next(2) == 0 ? 0.0005m : null, KellyStreakWins = chance.Next(2) == 0 ? chance.Next(1, 5) : null, KellyByVolatility = chance.Next(2) == 0,
            KellyErrors = chance.Next(4) == 0 ? 0.2m : null,
        };
        return spec with { Sizing = sizing, MeasureInterval = TimeSpan.FromSeconds(1), MeasurePeriod = 3 };
    }
}
