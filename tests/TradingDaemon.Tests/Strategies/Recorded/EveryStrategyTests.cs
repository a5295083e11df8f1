using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Catalogue;
using TradingDaemon.Tests.Strategies.Support;
using Allocations = TradingDaemon.Tests.Operations.Support.Allocations;

namespace TradingDaemon.Tests.Strategies.Recorded;

/// <summary>What holds for every kind on any series: seeded walks that stand still and jump, garbage prices, and recorded markets.</summary>
[NonParallelizable] // another thread's collection counts against the thread that is measured
public sealed class EveryStrategyTests
{
    private static readonly string[] Kinds = ["moving-average-crossover", "multi-asset-momentum", "mean-reversion"];

    private static StrategyRun Run(string kind, bool allowShort = false, TimeSpan barInterval = default) => new(
        StrategyCatalogue.Default.Create(Samples.Spec(kind) with { AllowShort = allowShort, BarInterval = barInterval }, Samples.Instrument()))
    {
        AllowShort = allowShort,
    };

    [Test]
    public void Evaluate_SeededWalks_NeverThrowsAndProposesSanely([ValueSource(nameof(Kinds))] string kind, [Values] bool allowShort, [Range(1, 8)] int seed)
    {
        var prices = RandomWalk.Prices(seed, 10_000, start: Math.Pow(10d, seed - 4), volatility: 0.0005 * seed);
        var run = Run(kind, allowShort).Over(prices);
        TestContext.Out.WriteLine($"{kind} seed {seed}: {run.Proposals.Count} proposals");
        AssertSane(run, allowShort);
    }

    [Test]
    public void Evaluate_GarbageAmongPrices_IsAsIfItNeverCame([ValueSource(nameof(Kinds))] string kind)
    {
        var prices = RandomWalk.Prices(3, 3_000);
        var clean = Run(kind).Over(prices);
        var dirty = Run(kind).Over([.. prices.SelectMany(static p => new[] { p, double.NaN, 0d, -1d, double.PositiveInfinity })]);
        Assert.That(dirty.Proposals.Select(static p => p.Proposal), Is.EqualTo(clean.Proposals.Select(static p => p.Proposal)));
    }

    [Test]
    public void Evaluate_ProposingNothing_AllocatesNothing([ValueSource(nameof(Kinds))] string kind)
    {
        var strategy = StrategyCatalogue.Default.Create(Samples.Spec(kind), Samples.Instrument());
        var sink = new StrategyRun(strategy, fills: false);
        var views = Enumerable.Range(0, 7).Select(static i => Samples.Quote(100d + (0.001 * i * (7 - i)), Samples.Start)).ToArray();
        var account = Samples.Holding(-1m, strategy: "another");
        for (var i = 0; i < 5_000; i++) strategy.Evaluate(views[i % 7], account, Regime.Normal, sink);
        var proposals = sink.Proposals.Count;
        var quiet = Enumerable.Repeat(Samples.Quote(100d, Samples.Start), 1).ToArray();
        for (var i = 0; i < 5_000; i++) strategy.Evaluate(quiet[0], account, Regime.Normal, sink);
        Assert.That(Allocations.LeastOf(() => { for (var i = 0; i < 10_000; i++) strategy.Evaluate(quiet[0], account, Regime.Normal, sink); }), Is.Zero);
        Assert.That(sink.Proposals, Has.Count.LessThan(proposals + 3));
    }

    [TestCase("moving-average-crossover", 500, 8_000)]
    [TestCase("multi-asset-momentum", 500, 8_000)]
    [TestCase("mean-reversion", 50, 3_000)]
    public void Evaluate_RecordedMinuteBars_TradesPlausiblyOften(string kind, int least, int most)
    {
        var bars = SharedData.Bars("bars/crypto_1m_BTCPERP_20211231_20220201.csv.gz", "BTC-PERP");
        Assert.That(bars, Has.Count.EqualTo(45_031));
        AssertRepeatable(() => Run(kind, barInterval: TimeSpan.FromMinutes(1)).OverBars(bars), least, most);
    }

    [TestCase("moving-average-crossover", 100, 4_000)]
    [TestCase("multi-asset-momentum", 100, 4_000)]
    [TestCase("mean-reversion", 10, 1_500)]
    public void Evaluate_RecordedFiveMinuteBars_TradesPlausiblyOften(string kind, int least, int most)
    {
        var bars = SharedData.Bars("bars/crypto_5m_ETH-LTC-XMR-DASH-ETC_BTC_20180110_20180130.csv.gz", "ETHBTC");
        AssertRepeatable(() => Run(kind, barInterval: TimeSpan.FromMinutes(5)).OverBars(bars), least, most);
    }

    [TestCase("moving-average-crossover", 100, 20_000)]
    [TestCase("multi-asset-momentum", 100, 20_000)]
    [TestCase("mean-reversion", 10, 10_000)]
    public void Evaluate_RecordedTickQuotes_TradesPlausiblyOften(string kind, int least, int most)
    {
        var mids = SharedData.Mids("quotes/crypto_tick_binance_BTCUSDT_20240808_20240809.csv.gz", 100_000);
        Assert.That(mids, Has.Length.EqualTo(73_174));
        AssertRepeatable(() => Run(kind).Over(mids), least, most);
    }

    [Test]
    public void Evaluate_RecordedDailyBars_CrossoverAgreesWithTheDefinition()
    {
        var bars = SharedData.Bars("bars/crypto_1d_coinbase_BTCUSD_2014_2018.csv.gz", "BTCUSD");
        var closes = bars.Select(static bar => bar.Close).ToArray();
        var sides = Enumerable.Range(19, closes.Length - 19).Select(i => Math.Sign(closes[(i - 4)..(i + 1)].Average() - closes[(i - 19)..(i + 1)].Average())).ToArray();
        var crosses = Enumerable.Range(1, sides.Length - 1).Where(i => sides[i] != sides[i - 1]).Select(i => (Observation: i + 20, Up: sides[i] > 0)).ToList();
        if (!crosses[0].Up) crosses.RemoveAt(0);            // flat at the first death cross: nothing to sell

        var run = Run("moving-average-crossover", barInterval: TimeSpan.FromDays(1)).OverBars(bars);
        Assert.That(run.Proposals.Select(static p => (p.Observation, p.Proposal.Kind == SignalKind.Buy)), Is.EqualTo(crosses));
        Assert.That(crosses, Has.Count.GreaterThan(20));
    }

    private static void AssertRepeatable(Func<StrategyRun> run, int least, int most)
    {
        var first = run();
        TestContext.Out.WriteLine($"{first.Proposals.Count} proposals");
        AssertSane(first, allowShort: false);
        Assert.That(first.Proposals, Has.Count.InRange(least, most));
        Assert.That(run().Proposals, Is.EqualTo(first.Proposals), "the same series gives the same proposals");
    }

    private static void AssertSane(StrategyRun run, bool allowShort)
    {
        foreach (var (_, proposal) in run.Proposals)
        {
            Assert.That(proposal.Confidence, Is.InRange(0d, 1d));
            Assert.That(proposal.Reasoning, Is.Not.Empty.And.Not.Contains("NaN"));
        }

        var kinds = run.Kinds.ToArray();
        for (var i = 1; i < kinds.Length; i++) Assert.That(kinds[i], Is.Not.EqualTo(kinds[i - 1]), $"proposal {i} repeats");
        if (allowShort || kinds.Length == 0) return;
        Assert.That(kinds[0], Is.EqualTo(SignalKind.Buy), "without shorts nothing comes before a Buy");
        Assert.That(kinds.Where(static (_, i) => i % 2 == 0), Has.All.EqualTo(SignalKind.Buy));
    }
}
