using System.Collections.Immutable;
using TradingDaemon.Domain.Algorithms;

namespace TradingDaemon.Simulation.World;

/// <summary>By which algorithms strategies execute their entries, in about half of all seeds: minutes are seconds here, a world lasts no longer.</summary>
internal static class Algorithms
{
    private const int MinutesOfADay = 1_440;
    private static readonly string[] Strategies = ["taker", "maker", "bear", "crossover"];

    /// <summary>Draws from a stream of its own, so that the rest of a world is left to the same chance as without.</summary>
    /// <param name="seed">The world's.</param>
    /// <returns>Algorithms by strategy; who is not in it sends one order. Empty where nobody uses any.</returns>
    public static ImmutableDictionary<string, AlgorithmSpec> Draw(int seed)
    {
        var chance = new Random(unchecked((seed * 1_000_003) ^ 0x4C6B));
        if (chance.Next(2) != 0) return ImmutableDictionary<string, AlgorithmSpec>.Empty;
        return Strategies.Where(_ => chance.Next(4) != 0).ToImmutableDictionary(static strategy => strategy, strategy => Bounded(Draw(chance), new Random(unchecked((seed * 1_000_003) ^ strategy[0]))), StringComparer.Ordinal);
    }

    // From streams of their own: what was drawn before stays as it was.
    private static AlgorithmSpec Bounded(AlgorithmSpec terms, Random chance)
    {
        if (chance.Next(2) == 0) terms = terms with { ShortfallMaxFraction = 0.0005m * chance.Next(1, 10) };
        if (terms.Algorithm == ExecutionAlgorithm.Iceberg && chance.Next(2) == 0) terms = terms with { DelayMin = TimeSpan.FromMilliseconds(300), DelayMax = TimeSpan.FromMilliseconds(chance.Next(300, 1_500)), FailedSlicesMax = chance.Next(1, 5) };
        return terms.Algorithm is ExecutionAlgorithm.Twap or ExecutionAlgorithm.Vwap && chance.Next(2) == 0 ? terms with { ChildNotionalMinAccount = chance.Next(15, 60) } : terms;
    }

    private static AlgorithmSpec Draw(Random chance)
    {
        var algorithm = (ExecutionAlgorithm)chance.Next((int)ExecutionAlgorithm.Twap, (int)ExecutionAlgorithm.Split + 1);
        return new AlgorithmSpec
        {
            Algorithm = algorithm, Horizon = TimeSpan.FromSeconds(chance.Next(3, 16)), ExtensionMax = TimeSpan.FromSeconds(chance.Next(2) * 3), Slices = chance.Next(1, 6), JitterFraction = chance.Next(3) * 0.3m,
            Profile = algorithm == ExecutionAlgorithm.Vwap ? new VolumeProfile([.. Enumerable.Range(0, MinutesOfADay).Select(_ => (decimal)chance.Next(5))]) : null,
            CapFraction = algorithm is ExecutionAlgorithm.Iceberg or ExecutionAlgorithm.Split || chance.Next(2) == 0 ? 0.001m * chance.Next(1, 10) : null,
            ChildNotionalMaxAccount = algorithm == ExecutionAlgorithm.Iceberg || chance.Next(2) == 0 ? chance.Next(150, 450) : null,
            Pause = TimeSpan.FromMilliseconds(chance.Next(500, 2_500)),
        };
    }
}
