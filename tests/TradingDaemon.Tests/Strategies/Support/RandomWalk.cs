namespace TradingDaemon.Tests.Strategies.Support;

/// <summary>Seeded price series: a geometric walk with quiet stretches and jumps, the shapes that break rolling sums.</summary>
internal static class RandomWalk
{
    public static double[] Prices(int seed, int count, double start = 100d, double volatility = 0.001)
    {
        var random = new Random(seed);
        var prices = new double[count];
        var price = start;
        for (var i = 0; i < count; i++)
        {
            var stands = (i / 500) % 7 == 3;                // a stretch in which nothing moves
            var jumps = random.Next(2_000) == 0 ? 50d : 1d;
            if (!stands) price *= Math.Exp(volatility * jumps * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5d) * 2d);
            prices[i] = price;
        }

        return prices;
    }
}
