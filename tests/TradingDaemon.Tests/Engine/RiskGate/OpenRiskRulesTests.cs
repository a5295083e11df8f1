using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>Rules on what could be lost to the stops, at, just below and just above their limits, and where something is missing. IBM is at 99/100, equity 100,000.</summary>
internal sealed class OpenRiskRulesTests
{
    private static readonly RiskLimits Trade2 = RiskBench.Wide with { OpenRiskTradeMaxFraction = 0.002m };
    private static readonly RiskLimits Total5 = RiskBench.Wide with { OpenRiskTotalMaxFraction = 0.005m };

    [Test]
    public void Rules_UnlessSet_AreOff() => Assert.That(new RiskBench().Rule(900m), Is.Null);

    [TestCase(99, null)]
    [TestCase(100, null)]
    [TestCase(101, RiskRule.OpenRiskTrade)]
    public void Trade_AtItsLimit_Passes(decimal quantity, RiskRule? expected) => // a stop 2 away: 2 a share of 200
        Assert.That(RuleOf(new RiskBench(Trade2), quantity, Guard(2m)), Is.EqualTo(expected));

    [TestCase(2, null)]
    [TestCase(3, RiskRule.OpenRiskTrade)]
    public void Trade_WithoutAStop_CountsWithItsWholeValue(decimal quantity, RiskRule? expected)
    {
        Assert.That(new RiskBench(Trade2).Rule(quantity), Is.EqualTo(expected));
        Assert.That(RuleOf(new RiskBench(Trade2), quantity, new ProtectionTerms { TargetDistanceQuote = 1m, TrailDistanceQuote = 1m }), Is.EqualTo(expected), "neither a target nor a trail that has not begun bounds a loss");
    }

    [Test]
    public void Trade_CountsWhatIsHeldAlready()
    {
        var bench = new RiskBench(Trade2, new StrategySpec { Id = new StrategyId("beta"), Kind = "scripted", Symbols = ["*"], ExposureMaxFraction = 1e3m, Protection = new ProtectionSpec { StopFraction = 0.02m } });
        bench.Account.Trade(SignalKind.Buy, TestMarket.Ibm, "beta", 40m); // at 100, stop at 98, bid at 99: 1 a share
        RiskCase Beta(RiskCase order) => order with { Intent = order.Intent with { Strategy = new StrategyId("beta"), Protection = Guard(2m) }, EquityAccount = 100_000m };
        Assert.That((bench.Rule(80m, change: Beta), bench.Rule(81m, change: Beta)), Is.EqualTo(((RiskRule?)null, (RiskRule?)RiskRule.OpenRiskTrade)));
    }

    [Test]
    public void Total_CountsOthersAndWhatIsInFlight_AndTheUnguardedWhole()
    {
        var bench = new RiskBench(Total5, new StrategySpec { Id = new StrategyId("beta"), Kind = "scripted", Symbols = ["*"], ExposureMaxFraction = 1e3m, Protection = new ProtectionSpec { StopFraction = 0.02m } });
        bench.Account.Signal(SignalKind.Buy, TestMarket.Ibm, "beta", 50m); // in flight: 50 × 2
        Assert.That((RuleOf(bench, 200m, Guard(2m)), RuleOf(bench, 201m, Guard(2m))), Is.EqualTo(((RiskRule?)null, (RiskRule?)RiskRule.OpenRiskTotal)));
        bench.Account.Fill(bench.Account.LastOrder); // at 100: the bid of 99 is 1 above its stop
        Assert.That((RuleOf(bench, 225m, Guard(2m)), RuleOf(bench, 226m, Guard(2m))), Is.EqualTo(((RiskRule?)null, (RiskRule?)RiskRule.OpenRiskTotal)));

        var open = new RiskBench(Total5);
        open.Account.Trade(SignalKind.Buy, TestMarket.Eth, "beta", 30m); // 30 at 9, and nothing guards it: 270
        Assert.That((RuleOf(open, 115m, Guard(2m)), RuleOf(open, 116m, Guard(2m))), Is.EqualTo(((RiskRule?)null, (RiskRule?)RiskRule.OpenRiskTotal)));
    }

    [Test]
    public void Total_OfWhatHasNoQuote_IsRefused()
    {
        var bench = new RiskBench(Total5);
        bench.Account.Engine.Account.Log.Emit(new TradingDaemon.Domain.Facts.Fact.PositionTransferred(StrategyId.External, new StrategyId("beta"), TestMarket.SymbolOf(TestMarket.Call), 1m, 1m, "test"), bench.Account.Now); // worth nothing in all, and each half unknown
        RiskBench.AssertRefused(bench.Check(1m, change: static order => order with { EquityAccount = 100_000m }), RiskRule.OpenRiskTotal, 0.005m, 0m);
    }

    [Test]
    public void Exit_IsNeverBlockedByOpenRisk()
    {
        var bench = new RiskBench(RiskBench.Wide with { OpenRiskTradeMaxFraction = 0.02m, OpenRiskTotalMaxFraction = 0.02m });
        bench.Account.Engine.Account.Log.Emit(new TradingDaemon.Domain.Facts.Fact.PositionTransferred(StrategyId.External, AccountBench.Alpha, TestMarket.SymbolOf(TestMarket.Ibm), 500m, 100m, "test"), bench.Account.Now);
        Assert.That(bench.Rule(500m, OrderSide.Sell, change: RiskBench.Exit), Is.Null);
    }

    [TestCase(1.99, RiskRule.RewardRiskMin)]
    [TestCase(2, null)]
    [TestCase(2.01, null)]
    public void RewardRisk_AtItsLimit_Passes(decimal target, RiskRule? expected)
    {
        var bench = new RiskBench(RiskBench.Wide with { RewardRiskMin = 2m });
        Assert.That(RuleOf(bench, 1m, new ProtectionTerms { StopDistanceQuote = 1m, TargetDistanceQuote = target }), Is.EqualTo(expected));
        Assert.That((RuleOf(bench, 1m, Guard(1m)), bench.Rule(1m)), Is.EqualTo(((RiskRule?)null, (RiskRule?)null)), "where either is missing there is no ratio");
    }

    [Test]
    public void Refusals_ReadAsTheRulesAnnounce()
    {
        RiskBench.AssertRefused(new RiskBench(Trade2).Check(101m, change: static order => Guarded(order, Guard(2m))), RiskRule.OpenRiskTrade, 0.002m, 0.00202m);
        RiskBench.AssertRefused(new RiskBench(Total5).Check(251m, change: static order => Guarded(order, Guard(2m))), RiskRule.OpenRiskTotal, 0.005m, 0.00502m);
        RiskBench.AssertRefused(
            new RiskBench(RiskBench.Wide with { RewardRiskMin = 2m }).Check(1m, change: static order => Guarded(order, new ProtectionTerms { StopDistanceQuote = 2m, TargetDistanceQuote = 3m })), RiskRule.RewardRiskMin, 2m, 1.5m);
    }

    private static ProtectionTerms Guard(decimal distance) => new() { StopDistanceQuote = distance };

    private static RiskCase Guarded(RiskCase order, ProtectionTerms terms) => order with { Intent = order.Intent with { Protection = terms }, EquityAccount = 100_000m };

    private static RiskRule? RuleOf(RiskBench bench, decimal quantity, ProtectionTerms terms) => bench.Rule(quantity, change: order => Guarded(order, terms));
}
