using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Account;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Tilt;

/// <summary>From what a strategy does to what is done about it, through restarts; exits pass whatever stands.</summary>
public sealed class TiltWatchTests
{
    private static readonly TiltPolicy Break = new() { JudgesBehaviour = false, BreaksAfterLosses = true };
    private static readonly TiltPolicy Lock = new() { Level1Min = 1, Level2Min = 1, Level3Min = 2, SizeVariationMax = 100m };

    [Test]
    public void Look_WithoutAPolicy_FindsKeepsAndChangesNothing()
    {
        var bench = Running(null);
        for (var i = 0; i < 6; i++) Lose(bench);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        var state = bench.Engine.Capture();
        Assert.That((bench.LastOrder.Terms.Quantity.Base, state.Tilts.Length, state.Trips.Length, bench.Facts.Any(static fact => fact is Fact.TiltFound or Fact.TiltMoved)), Is.EqualTo((10m, 0, 0, false)));
    }

    [Test]
    public void Look_TheThirdLossInARow_ForcesABreakOfHalfAnHourAndNoOther()
    {
        var bench = Running(Break);
        bench.Trade(SignalKind.Buy, TestMarket.Eth, "beta", quantity: 10m);
        Lose(bench);
        Lose(bench);
        Assert.That(bench.Facts.OfType<Fact.TiltMoved>(), Is.Empty);
        Lose(bench);
        var moved = bench.Facts.OfType<Fact.TiltMoved>().Single();
        Assert.That((moved.Trader, moved.Move, moved.Until), Is.EqualTo((AccountBench.Alpha, TiltMove.Break, (DateTimeOffset?)(bench.Now + TimeSpan.FromMinutes(30)))));
        Assert.That(Buy(bench), Is.EqualTo((RiskRule?)RiskRule.Tilt));
        Assert.That(bench.Refusals.Last().Detail, Does.Contain("3 losing trades in a row").And.Contain($"{moved.Until:O}"));
        Assert.That(Buy(bench, "beta"), Is.Null, "It is nobody else's break.");
        To(bench, moved.Until!.Value.AddTicks(-1));
        Assert.That(Buy(bench), Is.EqualTo((RiskRule?)RiskRule.Tilt));
        To(bench, moved.Until.Value);
        Assert.That(Buy(bench), Is.Null);
    }

    [Test]
    public void Look_AWinBetween_ForcesNoBreak()
    {
        var bench = Running(Break);
        Lose(bench);
        Lose(bench);
        Win(bench);
        Lose(bench);
        Lose(bench);
        Assert.That(bench.Facts.OfType<Fact.TiltMoved>(), Is.Empty);
    }

    [Test]
    public void Look_AnEntryRightAfterALoss_IsFoundNamedAndNoticed()
    {
        var bench = Running(new TiltPolicy());
        Lose(bench);
        Assert.That(Buy(bench), Is.Null);
        Assert.That(bench.Facts.OfType<Fact.TiltFound>().Select(static found => found.Signal), Is.EqualTo(new[] { TiltSignal.QuickReentry, TiltSignal.QuickReaction }));
        var moved = bench.Facts.OfType<Fact.TiltMoved>().Single();
        Assert.That((moved.Move, moved.SizeFactor, moved.Until), Is.EqualTo((TiltMove.Noticed, 1m, (DateTimeOffset?)(bench.Now + TimeSpan.FromMinutes(5)))));
        Assert.That(moved.Reason, Does.Contain("QuickReentry").And.Contain("QuickReaction").And.Contain("2 anomalies"));
    }

    [Test]
    public void Look_AtLevelTwo_EntriesAreHalfTheirSizeForAQuarterOfAnHour()
    {
        var bench = Running(new TiltPolicy { Level1Min = 1, Level2Min = 2, RepeatAfter = TimeSpan.FromDays(1) });
        Lose(bench);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        var until = bench.Facts.OfType<Fact.TiltMoved>().Last(static moved => moved.Move == TiltMove.Halved).Until!.Value;
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        Assert.That(bench.LastOrder.Terms.Quantity.Base, Is.EqualTo(10m), "What was entered whole leaves whole.");
        To(bench, until.AddTicks(-1));
        Assert.That(bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 11m).Terms.Quantity.Base, Is.EqualTo(5m), "in whole lots");
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        To(bench, until);
        Assert.That(bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m).Terms.Quantity.Base, Is.EqualTo(10m));
    }

    [Test]
    public void Look_AtLevelThree_NothingIsEnteredAndEveryExitPasses()
    {
        var bench = Locked(out var until);
        Assert.That(Buy(bench), Is.EqualTo((RiskRule?)RiskRule.Tilt));
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        Assert.That((bench.LastOrder.IsReduceOnly, bench.Net(TestMarket.Ibm), until - bench.Now), Is.EqualTo((true, 0m, TimeSpan.FromMinutes(30))));
    }

    [Test]
    public void Look_AfterARestartInTheMiddleOfALock_ItGoesOn()
    {
        var bench = Locked(out var until);
        foreach (var engine in new[] { bench.Recovered(), new AccountEngine(bench.Setup, bench.Engine.Capture()) })
        {
            Assert.That(AccountBench.Canonical(engine.Capture()), Is.EqualTo(bench.Canonical()));
            var again = new AccountBench(bench.Setup, engine.Capture()) { Now = until.AddTicks(-1) };
            Requote(again);
            Assert.That(Buy(again), Is.EqualTo((RiskRule?)RiskRule.Tilt));
            To(again, until);
            Assert.That(Buy(again), Is.Null);
            Assert.That(again.LastOrder.Terms.Quantity.Base, Is.EqualTo(2m), "a quarter of it: recovery has begun");
        }
    }

    [Test]
    public void Look_AfterALock_EntriesGrowWithProfitableTrades()
    {
        var bench = Locked(out var until);
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        To(bench, until);
        var sizes = new List<decimal>();
        for (var i = 0; i < 16; i++) sizes.Add(Win(bench, 40m));
        Assert.That(sizes, Is.EqualTo(new[] { 10m, 10m, 10m, 20m, 20m, 20m, 20m, 20m, 30m, 30m, 30m, 30m, 30m, 30m, 30m, 40m }));
        Assert.That(bench.Facts.OfType<Fact.TiltMoved>().Last().Move, Is.EqualTo(TiltMove.Recovered));
    }

    [Test]
    public void Look_APersonWhoResumes_EndsLockAndRecovery()
    {
        var bench = Locked(out _);
        bench.Command(new Command.SetEmergency(EmergencyState.Reducing, "cli", "to have a look"));
        bench.Command(new Command.SetEmergency(EmergencyState.Active, "cli", "it was a test"));
        Assert.That((Buy(bench), bench.LastOrder.Terms.Quantity.Base), Is.EqualTo(((RiskRule?)null, 10m)));
    }

    /// <summary>Bug: that reducing ended by itself, after a time, ended every measure with nobody having looked.</summary>
    [Test]
    public void Look_ReducingThatEndsByItself_EndsNoLock()
    {
        var bench = Locked(out _);
        bench.Command(new Command.SetEmergency(EmergencyState.Reducing, "cli", "to have a look"));
        bench.Command(new Command.SetEmergency(EmergencyState.Active, EmergencySources.Timer, "Reducing for 01:00:00, as configured."));
        Assert.That((bench.Books.Emergency, Buy(bench)), Is.EqualTo((EmergencyState.Active, (RiskRule?)RiskRule.Tilt)));
        Assert.That(AccountBench.Canonical(bench.Recovered().Capture()), Is.EqualTo(bench.Canonical()));
    }

    [Test]
    public void Look_ALockOfAPolicyThatWasSwitchedOff_KeepsNobodyOut()
    {
        var bench = Locked(out _);
        var again = new AccountBench(bench.Setup with { Tilt = null }, bench.Engine.Capture()) { Now = bench.Now };
        Requote(again);
        Assert.That((Buy(again), again.LastOrder.Terms.Quantity.Base), Is.EqualTo(((RiskRule?)null, 10m)));
    }

    private static AccountBench Running(TiltPolicy? policy) =>
        AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta")) with { Tilt = policy }, cash: 10_000_000m);

    // A loss, and an entry right after it: two anomalies.
    private static AccountBench Locked(out DateTimeOffset until)
    {
        var bench = Running(Lock);
        Lose(bench);
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        until = bench.Facts.OfType<Fact.TiltMoved>().Last(static moved => moved.Move == TiltMove.Locked).Until!.Value;
        return bench;
    }

    private static void Lose(AccountBench bench)
    {
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Trade(SignalKind.Close, TestMarket.Ibm); // pays the spread
    }

    private static decimal Win(AccountBench bench, decimal quantity = 10m)
    {
        To(bench, bench.Now + TimeSpan.FromMinutes(10));
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: quantity);
        var size = bench.LastOrder.Terms.Quantity.Base;
        bench.Quote(TestMarket.Ibm, 209.95m, 210.05m);
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        Requote(bench);
        return size;
    }

    private static RiskRule? Buy(AccountBench bench, string strategy = "alpha")
    {
        var (orders, refused) = (bench.Orders.Count, bench.Refusals.Count());
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, strategy, quantity: 10m);
        Assert.That(bench.Orders.Count - orders + bench.Refusals.Count() - refused, Is.EqualTo(1), "An order or a row.");
        return bench.Orders.Count > orders ? null : bench.Refusals.Last().Rule;
    }

    private static void To(AccountBench bench, DateTimeOffset at)
    {
        bench.Now = at;
        Requote(bench);
    }

    private static void Requote(AccountBench bench)
    {
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Quote(TestMarket.Eth, 9.995m, 10.005m);
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
    }
}
