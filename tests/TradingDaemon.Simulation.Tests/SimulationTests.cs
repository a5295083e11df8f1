using System.Globalization;
using NUnit.Framework;

namespace TradingDaemon.Simulation.Tests;

/// <summary>
/// The whole daemon on seeds. TRADINGDAEMON_SEEDS=1000 runs that many, TRADINGDAEMON_SEED=17 runs the one that failed.
/// </summary>
[Parallelizable(ParallelScope.Children)]
public sealed class SimulationTests
{
    private const int Ticks = 20_000;
    private const int TicksTwice = 4_000;

    private static IEnumerable<int> Seeds =>
        Number("TRADINGDAEMON_SEED") is { } one ? [one] : Enumerable.Range(1, Number("TRADINGDAEMON_SEEDS") ?? 20);

    [TestCaseSource(nameof(Seeds))]
    public void Run_CruelWorld_EveryInvariantHolds(int seed) => Run(seed, Ticks);

    [TestCaseSource(nameof(Seeds))]
    public void Run_SameSeedTwice_DecidesTheSameToTheBit(int seed)
    {
        var (first, second) = (Run(seed, TicksTwice), Run(seed, TicksTwice));
        Assert.That(second, Is.EqualTo(first));
    }

    private static string Run(int seed, int ticks)
    {
        using var simulation = new Simulation(seed);
        try
        {
            var hash = simulation.Run(ticks);
            TestContext.Out.WriteLine($"seed {seed}, {ticks} ticks: {simulation.Summary()}; {hash}");
            return hash;
        }
        catch (Exception)
        {
            TestContext.Out.WriteLine($"seed {seed} failed; again with: TRADINGDAEMON_SEED={seed} dotnet test tests/TradingDaemon.Simulation.Tests\n{simulation.Summary()}");
            throw;
        }
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
