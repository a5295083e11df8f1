using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.MonteCarlo;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Cli.MonteCarlo;

/// <summary>Runs drawn from closed trades: what arithmetic knows of them, and the verb from the journal to its words.</summary>
[TestFixture]
internal sealed class MonteCarloVerbTests
{
    [Test]
    public void Draw_OfTradesAllAlike_IsTheSameOnEveryRun()
    {
        var outlook = new EquityPaths([0.1m, 0.1m], 0.5m).Draw(runs: 100, trades: 2, seed: 1, deepFraction: 0.2);
        Assert.That((outlook.EndLow, outlook.EndMedian, outlook.EndHigh), Is.EqualTo((1.1025, 1.1025, 1.1025)).Within(1e-12));
        Assert.That((outlook.LossShare, outlook.FallHigh, outlook.DeepShare), Is.EqualTo((0d, 0d, 0d)));
        var ruin = new EquityPaths([-1.5m], 1m).Draw(100, 3, 1, 1d);
        Assert.That((ruin.EndHigh, ruin.LossShare, ruin.FallMedian, ruin.DeepShare), Is.EqualTo((0d, 1d, 1d, 1d)), "More than all cannot be lost.");
    }

    /// <summary>Two of three gain a tenth: a run of two trades loses unless both gain, which is 5 in 9; it falls by a fifth never, by a tenth as often.</summary>
    [Test]
    public void Draw_OfTwoTrades_LosesAsOftenAsArithmeticSays([Values(1, 2, 3)] int seed)
    {
        var outlook = new EquityPaths([0.1m, 0.1m, -0.1m], 1m).Draw(10_000, 2, seed, 0.0999);
        Assert.That(outlook.LossShare, Is.EqualTo(5d / 9d).Within(0.02));
        Assert.That(outlook.DeepShare, Is.EqualTo(5d / 9d).Within(0.02));
        Assert.That((outlook.EndMedian, outlook.EndHigh), Is.EqualTo((0.99, 1.21)).Within(1e-12));
    }

    [Test]
    public void Draw_WithASeed_IsTheSameAgain_AndAnotherIsNot()
    {
        var paths = new EquityPaths([0.03m, -0.02m, 0.01m, -0.005m], 0.7m);
        var outlooks = new[] { 7, 7, 8 }.Select(seed => paths.Draw(1_000, 100, seed, 0.2)).ToArray();
        Assert.That((outlooks[1], outlooks.Distinct().Count()), Is.EqualTo((outlooks[0], 2)));
    }

    [Test]
    public void Draw_OfGainsWithoutEnd_StaysANumber()
    {
        var outlook = new EquityPaths([100m], 1m).Draw(10, 10_000, 1, 0.2);
        Assert.That((double.IsFinite(outlook.EndHigh), outlook.FallHigh), Is.EqualTo((true, 0d)));
    }

    [Test]
    public async Task Verb_OfAJournal_DrawsFromTheTradesOfOneStrategy()
    {
        using var run = Journalled();
        Assert.That(await run.InvokeAsync("montecarlo", "alpha", "--stake", "0.5", "--runs", "200", "--trades", "10", "--json"), Is.EqualTo(ExitCode.Done), run.Error);
        var told = JsonDocument.Parse(run.Output).RootElement;
        Assert.That((told.GetProperty("strategy").GetString(), told.GetProperty("sample").GetInt32(), told.GetProperty("stakeFraction").GetString()), Is.EqualTo(("alpha", 3, "0.5")));
        Assert.That(told.GetProperty("lossShare").GetDouble(), Is.InRange(0.01, 0.99));
    }

    [Test]
    public async Task Verb_WithoutAStake_TakesAQuarterOfKellys()
    {
        using var run = Journalled();
        Assert.That(await run.InvokeAsync("montecarlo", "alpha"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.StartWith("10,000 runs of 100 trades, drawn from the 3 newest of alpha, ").And.Contain("one in twenty below").And.Contain("falls by 20"));
    }

    [TestCase("no closed trade of gamma", ExitCode.Failed, "gamma")]
    [TestCase("show no edge", ExitCode.Failed, "beta")]
    [TestCase("--stake is not above 0", ExitCode.Misused, "alpha", "--stake", "0")]
    [TestCase("--stake is not above 0", ExitCode.Misused, "alpha", "--stake", "1.01")]
    [TestCase("--runs 0 is not from 1", ExitCode.Misused, "alpha", "--runs", "0")]
    [TestCase("--trades 10001 is not from 1", ExitCode.Misused, "alpha", "--trades", "10001")]
    [TestCase("--fall is not above 0", ExitCode.Misused, "alpha", "--fall", "0")]
    public async Task Verb_OfWhatCannotBeDrawn_SaysWhy(string why, int code, params string[] arguments)
    {
        using var run = Journalled();
        Assert.That(await run.InvokeAsync(["montecarlo", .. arguments]), Is.EqualTo(code), run.Error);
        Assert.That(run.Error, Does.Contain(why));
    }

    // Alpha gained twice and lost once, beta lost once.
    private static CommandLineRun Journalled()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta")));
        foreach (var (strategy, price) in new[] { ("alpha", 110m), ("alpha", 95m), ("beta", 90m), ("alpha", 105m) })
        {
            bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
            bench.Trade(SignalKind.Buy, TestMarket.Btc, strategy, 1m);
            bench.Quote(TestMarket.Btc, price - 0.05m, price + 0.05m);
            bench.Trade(SignalKind.Close, TestMarket.Btc, strategy);
        }

        var run = new CommandLineRun();
        run.Actions.Journal.AddRange(bench.Recorded);
        return run;
    }
}
