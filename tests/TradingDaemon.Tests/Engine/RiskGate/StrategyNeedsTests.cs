using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Gating;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Engine.Evaluation;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>What a strategy needs to enter, on the whole way from its signal: an equity, and others that are sound. Its exits ask for neither.</summary>
public sealed class StrategyNeedsTests
{
    private static readonly StrategyId Beta = new("beta");

    [Test]
    public void Nothing_IsNeededByDefault() =>
        Assert.That((new StrategySpec { Id = Beta, Kind = "k", Symbols = [] }.CapitalMinAccount, new StrategySpec { Id = Beta, Kind = "k", Symbols = [] }.DependsOn.Length), Is.EqualTo(((decimal?)null, 0)));

    [TestCase(100_000, 1), TestCase(100_000.01, 0)]
    public void Entry_AtAnEquity_PassesFromWhatItNeedsOn(double needed, int orders)
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec() with { CapitalMinAccount = (decimal)needed }));
        bench.Signal(SignalKind.Buy, quantity: 1m);
        Assert.That(bench.Orders, Has.Count.EqualTo(orders));
        if (orders == 1) return;
        var refused = bench.Refusals.Single();
        Assert.That((refused.Rule, refused.Detail), Is.EqualTo((RiskRule.StrategyCapitalMin, "alpha enters from an equity of 100000.01 on, it is 100000.")));
        Assert.That(WhyNot(bench), Is.EqualTo("it enters from an equity of 100000.01 on, it is 100000"));
    }

    [Test]
    public void Exit_AfterEquityFellBelowWhatItsStrategyNeeds_Passes()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec() with { CapitalMinAccount = 99_900m }));
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Now += TimeSpan.FromSeconds(1.5);
        bench.Quote(TestMarket.Ibm, 180m, 180.1m); // 200 less
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 1m);
        Assert.That(bench.Refusals.Single().Rule, Is.EqualTo(RiskRule.StrategyCapitalMin));
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.Net(TestMarket.Ibm), Is.Zero);
    }

    [TestCase(StrategyCondition.Paused, false), TestCase(StrategyCondition.Recovering, false), TestCase(StrategyCondition.Disabled, false), TestCase(StrategyCondition.Starting, true)]
    public void Entry_WhileAStrategyItDependsOnIsNotSound_IsRefused(StrategyCondition condition, bool passes)
    {
        var bench = Depending(TestMarket.Spec("beta"));
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        bench.Command(new Command.StrategyChanged(Beta, condition, "test"));
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 10m);
        Assert.That((bench.Orders.Count, WhyNot(bench)), Is.EqualTo((passes ? 2 : 1, passes ? null : $"it depends on beta, which is {condition}")));
        if (passes) return;
        Assert.That((bench.Refusals.Single().Rule, bench.Refusals.Single().Detail), Is.EqualTo((RiskRule.StrategyDependency, $"alpha depends on beta, which is {condition}.")));
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        bench.Command(new Command.StrategyChanged(Beta, StrategyCondition.Running, "test"));
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 10m);
        Assert.That((bench.LastOrder.IsReduceOnly, bench.LastOrder.Symbol.Text), Is.EqualTo((false, "ETH/USD")));
    }

    [TestCase(true, "which is switched off"), TestCase(false, "which is not loaded")]
    public void Entry_OfAStrategyThatDependsOnOneThatIsNotThere_IsRefused(bool isLoaded, string why)
    {
        var bench = isLoaded ? Depending(TestMarket.Spec("beta") with { Enabled = false }) : Depending();
        bench.Signal(SignalKind.Buy, quantity: 1m);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Detail), Is.EqualTo((0, $"alpha depends on beta, {why}.")));
    }

    private static AccountBench Depending(params StrategySpec[] others) => AccountBench.Running(TestMarket.Setup([TestMarket.Spec() with { DependsOn = [Beta] }, .. others]));

    private static string? WhyNot(AccountBench bench) =>
        StrategyLines.Of([new StrategyReport(AccountBench.Alpha, "scripted", StrategyCondition.Running, "", default, null, 10, 1, 0, 0, 0, 0, Instruments: 1)], bench.Engine.Account).Single().EntersNothing;
}
