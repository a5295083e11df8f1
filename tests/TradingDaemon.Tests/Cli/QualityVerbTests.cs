using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Explain;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Algorithms;

namespace TradingDaemon.Tests.Cli;

[TestFixture]
internal sealed class QualityVerbTests
{
    [Test]
    public async Task Quality_OfAJournal_SumsUpByStrategyAndVenue()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta")));
        Fill(bench, "alpha", TestMarket.Btc, 100.10m, fee: 0.2002m); // 0.1 % beyond 100, fee 0.1 %
        Fill(bench, "beta", TestMarket.Ibm, 200m, fee: 0m);
        bench.Quote(TestMarket.Eth, 9m, 10m);
        bench.Signal(SignalKind.Buy, TestMarket.Eth);
        using var run = new CommandLineRun();
        run.Actions.Journal.AddRange(bench.Recorded);
        Assert.That(await run.InvokeAsync("quality", "--json"), Is.EqualTo(ExitCode.Done), run.Error);
        var lines = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Select(static line => string.Join(' ', line.EnumerateObject().Select(static one => one.Value.ToString()))).ToArray();
        Assert.That(lines, Is.EqualTo(new[]
        {
            "all all 2 1 1 0.00075 0.0005 0.0005 0.0005 99 0.2",
            "strategy alpha 1 1 1 0.001 0.001 0.001 0.001 98 0.1",
            "strategy beta 1 0 1 0.0005 0 0 0 100 0.1",
            "venue simulated 2 0 1 0.00075 0.0005 0.0005 0.0005 99 0.2",
        }));
        Assert.That(await run.InvokeAsync("quality"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.Contain("strategy alpha").And.Contain("0.075"));
    }

    [Test]
    public async Task Quality_OfEntriesInParts_MeasuresTheWholeAgainstItsArrival()
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m); // decided on a middle of 100
        (world.Bid, world.Ask) = (100.95m, 101.05m);
        world.Pass(600);
        using var run = new CommandLineRun();
        run.Actions.Journal.AddRange(world.Bench.Recorded);
        Assert.That(await run.InvokeAsync("quality", "--json"), Is.EqualTo(ExitCode.Done), run.Error);
        var line = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Single(static one => one.GetProperty("by").GetString() == "algorithm");
        Assert.That((line.GetProperty("name").GetString(), line.GetProperty("orders").GetInt64(), line.GetProperty("fillRatio").GetString(), line.GetProperty("shortfallFraction").GetString()), Is.EqualTo(("twap", 1L, "1", "0.0095")), "a tenth at 100.05, the rest at 101.05");
    }

    [Test]
    public async Task Quality_OfAJournalWithoutOrders_SaysSo()
    {
        using var run = new CommandLineRun();
        Assert.That(await run.InvokeAsync("quality"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.StartWith("No order has ended yet."));
    }

    [TestCase(100.00, 1.0, 0, 100)]
    [TestCase(99.00, 1.0, 0, 100, TestName = "Score_OfAFillBetterThanTheMiddle_IsNotRewarded")]
    [TestCase(101.00, 1.0, 0, 90)]
    [TestCase(103.00, 1.0, 0, 70)]
    [TestCase(110.00, 1.0, 0, 70, TestName = "Score_OfAnySlippage_LosesThirtyAtMost")]
    [TestCase(100.00, 0.5, 0, 80)]
    [TestCase(100.00, 1.0, 7, 93)]
    [TestCase(100.00, 1.0, 70, 90)]
    public void Score_IsAHundredLessWhatEachFaultCosts(decimal price, decimal ratio, int seconds, decimal expected)
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        var intent = bench.LastOrder with { DecisionBid = 99.9m, DecisionAsk = 100.1m };
        bench.Now = bench.Now.AddSeconds(seconds);
        var quality = ExecutionQuality.Of(intent, [bench.FillOf(intent, 2m * ratio, price)]);
        Assert.That(quality.Score, Is.EqualTo(expected));
    }

    [Test]
    public void Shortfall_IsAgainstThePricesTheStrategyDecidedOn_AndSlippageAgainstThoseOfTheOrder()
    {
        var bench = AccountBench.Running();
        bench.Signal(bench.SignalOf(SignalKind.Sell) with { Kind = SignalKind.Buy, QuantityBase = 2m, Quote = TestMarket.Quote(TestMarket.Btc, 98.95m, 99.05m, bench.Now) });
        var quality = ExecutionQuality.Of(bench.LastOrder, [bench.FillOf(bench.LastOrder, 2m, 100m)]);
        Assert.That((quality.SlippageFraction, quality.ShortfallFraction), Is.EqualTo((0m, 1m / 99m)));
        Assert.That(ExecutionQuality.Of(bench.LastOrder, []), Has.Property("SlippageFraction").Null.And.Property("FeeFraction").Null.And.Property("Score").EqualTo(60m));
    }

    [TestCase("USD", 1, 0.005)]
    [TestCase("BTC", 0.01, 0.005)]
    [TestCase("BNB", 1, null)]
    public void Fee_InEitherSideOfThePair_IsAShareOfWhatWasFilled_AndUnknownInAnythingElse(string currency, decimal fee, double? expected)
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Buy, quantity: 2m);
        Assert.That((double?)ExecutionQuality.Of(bench.LastOrder, [bench.FillOf(bench.LastOrder, 2m, 100m, fee, currency)]).FeeFraction, Is.EqualTo(expected));
    }

    private static void Fill(AccountBench bench, string strategy, int instrument, decimal price, decimal fee)
    {
        bench.Signal(SignalKind.Buy, instrument, strategy, quantity: 2m);
        bench.Fill(bench.LastOrder, price: price, fee: fee);
    }
}
