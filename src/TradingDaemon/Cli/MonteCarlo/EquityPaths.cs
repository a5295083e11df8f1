namespace TradingDaemon.Cli.MonteCarlo;

/// <summary>
/// Where equity may come to by trades like those that were made: each trade of a run is drawn from them, any of them again (the bootstrap of B. Efron, 1979), and stakes
/// the same part of what equity is by then. That one trade says nothing of the next is taken for granted.
/// </summary>
/// <param name="returns">What each trade came to, as a fraction of what was closed; at least one.</param>
/// <param name="stakeFraction">Part of equity on each; above zero up to 1.</param>
internal sealed class EquityPaths(IReadOnlyList<decimal> returns, decimal stakeFraction)
{
    private const double EquityMax = 1e100; // beyond it a number means nothing

    private readonly double[] _factors = [.. returns.Select(one => Math.Max(0d, 1d + (double)(stakeFraction * one)))];

    /// <summary>Draws runs; the same seed draws the same.</summary>
    /// <param name="runs">How many; above zero.</param>
    /// <param name="trades">Trades of each; above zero.</param>
    /// <param name="seed">Where chance begins.</param>
    /// <param name="deepFraction">The fall that is asked about.</param>
    public PathOutlook Draw(int runs, int trades, int seed, double deepFraction)
    {
        var chance = new Random(seed);
        var (ends, falls) = (new double[runs], new double[runs]);
        for (var run = 0; run < runs; run++) (ends[run], falls[run]) = Walk(chance, trades);
        var (lost, deep) = (ends.Count(static end => end < 1d), falls.Count(fall => fall >= deepFraction));
        Array.Sort(ends);
        Array.Sort(falls);
        return new PathOutlook(At(ends, 0.05), At(ends, 0.5), At(ends, 0.95), (double)lost / runs, At(falls, 0.5), At(falls, 0.95), (double)deep / runs);
    }

    private (double End, double Fall) Walk(Random chance, int trades)
    {
        var (equity, peak, fall) = (1d, 1d, 0d);
        for (var trade = 0; trade < trades; trade++)
        {
            equity = Math.Min(EquityMax, equity * _factors[chance.Next(_factors.Length)]);
            peak = Math.Max(peak, equity);
            fall = Math.Max(fall, 1d - (equity / peak));
        }

        return (equity, fall);
    }

    private static double At(double[] sorted, double part) => sorted[(int)(part * (sorted.Length - 1))];
}
