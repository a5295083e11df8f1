using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Arbitration;

/// <summary>How entries of several strategies share the account.</summary>
public sealed class ArbitrationDeskTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public void Take_WithoutAPolicy_GoesItsWayAtOnce()
    {
        var bench = AccountBench.Running(Setup(new SignalPolicy(), "alpha", "beta"));
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 1m);
        bench.Signal(SignalKind.Sell, TestMarket.Eth, "beta", quantity: 1m);
        Assert.That((bench.Orders.Count, bench.Engine.WaitingEntries), Is.EqualTo((2, 0)));
    }

    [Test]
    public void Take_AnEntry_WaitsForTheWindowAndGoesWithTheClock()
    {
        var bench = AccountBench.Running(Setup(new SignalPolicy { ConflictWindow = Second }, "alpha"));
        bench.Signal(SignalKind.Buy, quantity: 1m);
        bench.Clock(TimeSpan.FromMilliseconds(999));
        Assert.That((bench.Orders.Count, bench.Engine.WaitingEntries), Is.EqualTo((0, 1)));
        bench.Clock(TimeSpan.FromMilliseconds(1));
        Assert.That((bench.Orders.Count, bench.Engine.WaitingEntries, bench.LastOrder.Origin?.Kind), Is.EqualTo((1, 0, (SignalKind?)SignalKind.Buy)));
    }

    [Test]
    public void Take_TwoThatDisagree_TheOneOfTheHigherPriorityGoesAndTheOtherIsARow()
    {
        var bench = AccountBench.Running(Setup(new SignalPolicy { ConflictWindow = Second }, "alpha", "beta:80"));
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 1m);
        bench.Clock(TimeSpan.FromMilliseconds(500));
        bench.Signal(SignalKind.Sell, TestMarket.Eth, "beta", quantity: 1m);
        bench.Clock(TimeSpan.FromMilliseconds(500));
        Assert.That(bench.LastOrder.Strategy.Text, Is.EqualTo("beta"), "The first one's window is everybody's.");
        var refusal = bench.Refusals.Single();
        Assert.That((refusal.Rule, refusal.Strategy.Text, refusal.Limit, refusal.Asked, refusal.Origin?.Kind), Is.EqualTo((RiskRule.SignalConflict, "alpha", 90m, 60m, (SignalKind?)SignalKind.Buy)));
    }

    [Test]
    public void Take_ASellOfOneThatMayNotBeShort_VetoesNobody()
    {
        var setup = Setup(new SignalPolicy { ConflictWindow = Second, Conflicts = ConflictMethod.Veto }, "alpha", "beta");
        var bench = AccountBench.Running(setup);
        bench.Signal(SignalKind.Buy, TestMarket.Btc, quantity: 1m);
        bench.Signal(SignalKind.Sell, TestMarket.Btc, "beta", quantity: 1m); // BTC cannot be shorted
        bench.Clock(Second);
        Assert.That((bench.LastOrder.Strategy.Text, bench.Refusals.Single().Rule), Is.EqualTo(("alpha", RiskRule.ShortNotAllowed)));
    }

    [Test]
    public void Take_Netted_EntersTheDifference()
    {
        var bench = AccountBench.Running(Setup(new SignalPolicy { ConflictWindow = Second, Conflicts = ConflictMethod.Net }, "alpha", "beta"));
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 3m);
        bench.Signal(SignalKind.Sell, TestMarket.Eth, "beta", quantity: 1m);
        bench.Clock(Second);
        Assert.That(bench.Orders.Select(static order => (order.Intent.Strategy.Text, order.Intent.Terms.Quantity.Base)), Is.EqualTo(new[] { ("alpha", 2m) }));
    }

    [Test]
    public void Take_AnExit_GoesAtOnceAndTakesBackWhatWaited()
    {
        var bench = AccountBench.Running(Setup(new SignalPolicy { ConflictWindow = Second }, "alpha"));
        bench.Signal(SignalKind.Buy, quantity: 1m);
        bench.Clock(Second);
        bench.Fill(bench.LastOrder);
        bench.Signal(SignalKind.Buy, quantity: 1m); // adds to it, waits
        bench.Signal(SignalKind.Close);
        Assert.That((bench.LastOrder.IsReduceOnly, bench.Engine.WaitingEntries), Is.EqualTo((true, 0)));
        Assert.That(bench.Refusals.Single().Rule, Is.EqualTo(RiskRule.SignalConflict));
    }

    [Test]
    public void Take_AReversalOfAWaitingEntry_TellsOfTheFirst()
    {
        var bench = AccountBench.Running(Setup(new SignalPolicy { ConflictWindow = Second }, "alpha"));
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 1m);
        bench.Signal(SignalKind.Sell, TestMarket.Eth, quantity: 2m);
        bench.Clock(Second);
        Assert.That((bench.Orders.Single().Intent.Side, bench.Refusals.Single().Detail), Is.EqualTo((OrderSide.Sell, "alpha wants the opposite by now.")));
    }

    [Test]
    public void Take_OneThatExpiresWhileItWaits_IsRefusedByName()
    {
        var bench = AccountBench.Running(Setup(new SignalPolicy { ConflictWindow = Second }, "alpha"));
        bench.Signal(bench.SignalOf(SignalKind.Buy, quantity: 1m) with { ExpiresAt = bench.Now.AddSeconds(0.5) });
        bench.Clock(Second);
        Assert.That((bench.Orders.Count, bench.Refusals.Single().Rule), Is.EqualTo((0, RiskRule.SignalValid)));
    }

    [Test]
    public void Take_WhileEntriesArePaused_EveryoneThatWaitsIsToldSo()
    {
        var bench = AccountBench.Running(Setup(new SignalPolicy { ConflictWindow = Second }, "alpha", "beta"));
        bench.Signal(SignalKind.Buy, quantity: 1m);
        bench.Signal(SignalKind.Buy, TestMarket.Eth, "beta", quantity: 1m);
        bench.Command(new Command.ChangeState(EngineState.Paused, "A fault."));
        bench.Clock();
        Assert.That(bench.Refusals.Select(static refusal => refusal.Rule), Is.EqualTo(new[] { RiskRule.EngineRunning, RiskRule.EngineRunning }));
        Assert.That(bench.Engine.WaitingEntries, Is.Zero);
    }

    [Test]
    public void Take_MoreThanMayWait_RefusesTheLowestScore()
    {
        var bench = AccountBench.Running(Setup(new SignalPolicy { ConflictWindow = Second, WaitingMax = 1 }, "alpha:60", "beta:50"));
        bench.Signal(SignalKind.Buy, quantity: 1m);
        bench.Signal(SignalKind.Buy, TestMarket.Eth, "beta", quantity: 1m);
        Assert.That((bench.Refusals.Single().Rule, bench.Refusals.Single().Strategy.Text, bench.Engine.WaitingEntries), Is.EqualTo((RiskRule.SignalQueueFull, "beta", 1)));
    }

    [Test]
    public void Take_MoreEntriesThanAMinuteHears_RefusesThemAndLetsTheExitPass()
    {
        var bench = AccountBench.Running(Setup(new SignalPolicy { PerMinuteMax = 2 }, "alpha"));
        bench.Trade(SignalKind.Buy, quantity: 1m);
        bench.Trade(SignalKind.Buy, quantity: 1m);
        bench.Signal(SignalKind.Buy, quantity: 1m);
        bench.Signal(SignalKind.Close);
        Assert.That((bench.Refusals.Single().Rule, bench.LastOrder.IsReduceOnly, bench.LastOrder.Terms.Quantity.Base), Is.EqualTo((RiskRule.SignalRate, true, 2m)));
    }

    [Test]
    public void Take_AConfidenceThatIsNone_NeverWaits()
    {
        var bench = AccountBench.Running(Setup(new SignalPolicy { ConflictWindow = Second }, "alpha"));
        bench.Signal(bench.SignalOf(SignalKind.Buy, quantity: 1m) with { Confidence = double.NaN });
        Assert.That((bench.Refusals.Single().Rule, bench.Engine.WaitingEntries), Is.EqualTo((RiskRule.SignalValid, 0)));
    }

    /// <summary>
    /// A thousand strategies want in, all the time, at an account that lets fifty orders a second pass. A hundred of the highest priority would fill it for
    /// ever. All of the others, of every priority, have had an order by the time what they wait for outweighs the highest score.
    /// </summary>
    [Test]
    public void Take_AThousandStrategies_EveryOneHasItsTurn()
    {
        var random = new Random(7);
        var names = Enumerable.Range(0, 1_000).Select(index => $"s{index}:{(index < 100 ? 100 : random.Next(0, 100))}").ToArray();
        var bench = AccountBench.Running(Setup(new SignalPolicy { ConflictWindow = Second }, names));
        var specs = bench.Setup.Tiers.All[0].Strategies;
        var (had, seconds, taken) = (new HashSet<string>(), 0, 0);
        for (; had.Count < specs.Length && seconds < 200; seconds++)
        {
            bench.Quote(TestMarket.Eth, 9.995m, 10.005m);
            foreach (var spec in specs) bench.Signal(SignalKind.Buy, TestMarket.Eth, spec.Id.Text, quantity: 0.01m);
            for (var quarter = 0; quarter < 4; quarter++)
            {
                bench.Clock(TimeSpan.FromMilliseconds(250));
                for (; taken < bench.Orders.Count; taken++)
                {
                    had.Add(bench.Orders[taken].Intent.Strategy.Text);
                    bench.Fill(bench.Orders[taken].Intent);
                }
            }
        }

        TestContext.Out.WriteLine($"{taken} orders in {seconds} s");
        Assert.That(had, Has.Count.EqualTo(1_000));
        Assert.That(taken, Is.EqualTo(50 * seconds).Within(50), "Nothing of the account's pace is left unused.");
        Assert.That(seconds, Is.LessThanOrEqualTo(140), "120 points of score, and the time it takes to serve all.");
    }

    private static AccountSetup Setup(SignalPolicy policy, params string[] strategies) =>
        TestMarket.Setup([.. strategies.Select(static text => text.Split(':')).Select(static parts => Spec(parts[0], parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 50))]) with { Signals = policy };

    private static StrategySpec Spec(string name, int priority) => TestMarket.Spec(name, allowShort: true) with { Priority = priority };
}
