using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Engine.Algorithms;

namespace TradingDaemon.Tests.Engine.Account;

/// <summary>Every refusal says by which account, configuration and quote it was judged, whoever asked.</summary>
public sealed class RefusalInputsTests
{
    private static readonly JudgedQuote Bitcoin = new("simulated", TestMarket.SymbolOf(TestMarket.Btc), TestMarket.Start, TestMarket.Start, 99.95m, 100.05m);

    [Test]
    public void Signal_RefusedByTheGate_NamesAccountConfigurationAndQuote()
    {
        var bench = AccountBench.Running();
        bench.Command(new Command.Configure(new TierRulebook(new TierTable([TestMarket.Tier("only", 0m, TestMarket.Spec())]), new SpreadLimits()), "ab12", "file", "", []));
        bench.Signal(SignalKind.Buy, quantity: 900m);
        var refused = bench.Recorded.Single(static one => one.Fact is Fact.SignalRefused);
        Assert.That(InputsOf(refused), Is.EqualTo(new RefusalInputs(refused.Sequence - 1, 1) { Quote = Bitcoin }));
    }

    [Test]
    public void Signal_RefusedBeforeTheGate_NamesTheNewestQuote_OrNone()
    {
        var bench = AccountBench.Running();
        bench.Signal(SignalKind.Close);
        bench.Signal(bench.SignalOf(SignalKind.Buy, TestMarket.Sap) with { Confidence = 2d });
        Assert.That(bench.Refusals.Select(static one => one.Inputs!.Quote), Is.EqualTo(new[] { Bitcoin, null }));
        Assert.That(bench.Refusals.Select(static one => one.Inputs!.Configuration), Is.All.Zero);
    }

    /// <summary>What switches a runaway off is a fact of its own, before its refusal: the order was judged by the account before it.</summary>
    [Test]
    public void Signal_ThatSwitchesItsStrategyOff_WasJudgedBeforeThat()
    {
        var bench = AccountBench.Running(TestMarket.Setup(new RiskLimits { StrategyOrdersPerSecondMax = 1, AccountOrdersPerSecondMax = 2 }));
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        while (bench.Books.Conditions.Count == 0)
        {
            bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
            bench.Now += TimeSpan.FromTicks(1);
            Assert.That(bench.Recorded, Has.Count.LessThan(1_000));
        }

        var off = bench.Recorded.Single(static one => one.Fact is Fact.StrategyMoved);
        foreach (var refused in bench.Recorded.Where(static one => one.Fact is Fact.SignalRefused))
            Assert.That(InputsOf(refused)!.AccountSequence, Is.EqualTo(refused.Sequence - (refused.Sequence == off.Sequence + 1 ? 2 : 1)));
    }

    [Test]
    public void Close_OfAnOperator_SaysWhatWasWanted()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        bench.Now += TimeSpan.FromMinutes(5); // the quote is old by now
        bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "enough"));
        var refused = bench.Refusals.Last();
        Assert.That((refused.Rule, refused.Origin, refused.Inputs!.Quote, refused.Inputs.Wanted), Is.EqualTo((RiskRule.QuoteFresh, (SignalOrigin?)null, Bitcoin, "enough")));
    }

    [Test]
    public void Part_OfAParent_NamesParentAndPart()
    {
        var world = new ParentWorld(ParentWorld.Twap);
        world.Buy(10m);
        var parent = world.Parent!.Order.Id;
        world.Bench.Command(new Command.StrategyChanged(AccountBench.Alpha, StrategyCondition.Paused, "It threw."));
        world.Pass(120);
        var refused = world.Bench.Refusals.Last();
        Assert.That((refused.Inputs!.Parent, refused.Inputs.Part, refused.Inputs.Wanted), Is.EqualTo(((ParentId?)parent, (int?)2, (string?)null)));
    }

    [Test]
    public void Refusal_OfAVersionWithoutInputs_IsReadAndWrittenAsItWas()
    {
        const string old = """{"$type":"signal-refused","strategy":"momentum","symbol":"BTC/USD","kind":"Buy","rule":"PositionMax","limit":"0.20","asked":"0.215","detail":"d","origin":null,"further":null}""";
        var read = (Fact.SignalRefused)FactJson.Deserialize(old);
        Assert.That((read.Inputs, FactJson.Serialize(read)), Is.EqualTo(((RefusalInputs?)null, old)));
    }

    private static RefusalInputs? InputsOf(RecordedFact recorded) => ((Fact.SignalRefused)recorded.Fact).Inputs;
}
