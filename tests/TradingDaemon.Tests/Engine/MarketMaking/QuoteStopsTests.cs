using NUnit.Framework;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Routing;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;
using static TradingDaemon.Tests.Engine.MarketMaking.MakerBench;

namespace TradingDaemon.Tests.Engine.MarketMaking;

/// <summary>Whatever stops: quotes are taken back, and none is placed until it is over.</summary>
public sealed class QuoteStopsTests
{
    private static IEnumerable<TestCaseData> Stops => new (string Name, Command Pull)[]
    {
        ("halt", new Command.SetEmergency(EmergencyState.Halted, "operator", "Stop.")),
        ("reduce", new Command.SetEmergency(EmergencyState.Reducing, "operator", "Reduce.")),
        ("pause", new Command.ChangeState(EngineState.Paused, "Pause.")),
        ("fault", new Command.PauseForFault("No prices.")),
        ("strategy off", new Command.StrategyChanged(Maker, StrategyCondition.Paused, "Off.")),
        ("strategy crashed", new Command.StrategyChanged(Maker, StrategyCondition.Recovering, "It threw.")),
        ("close", new Command.CloseStrategy(Maker, "Close it.")),
        ("stop, cancel", new Command.Stop(ShutdownPolicy.Cancel, "Stop.")),
        ("stop, flatten", new Command.Stop(ShutdownPolicy.Flatten, "Stop.")),
    }.Select(static stop => new TestCaseData(stop.Pull).SetArgDisplayNames(stop.Name));

    [TestCaseSource(nameof(Stops))]
    public void Stop_CancelsEveryQuote_AndNoneIsPlacedAfter(Command pull)
    {
        var maker = Quoting();
        maker.Bench.Command(pull);
        maker.Pass();
        Assert.That(maker.Bench.Cancels, Has.Count.EqualTo(maker.Open.Count()).And.Count.EqualTo(5), "one that reduces too");
        maker.ConfirmCancels();
        var exits = maker.Bench.Orders.Count;
        for (var i = 0; i < 4; i++) maker.Tell(Bid(0, 9.99m, 10m), Ask(0, 10.01m, 10m)).Pass(1);
        Assert.That(maker.Bench.Orders.Skip(exits).Select(static order => order.Intent.QuoteOf), Has.All.Null);
        Assert.That(maker.Open, Is.Empty);
    }

    /// <summary>Bug: quotes that add rested on while their strategy was locked for tilt, or had no share of capital, and filled. Bug: that they were taken back for it was stored as "10 rest, 0 may."</summary>
    [TestCase(true), TestCase(false)]
    public void KeptOut_ByTiltOrCapital_OnlyWhatReducesRests(bool byTilt)
    {
        var setup = MakerBench.Setup() with { Tilt = new TiltPolicy() };
        var maker = new MakerBench(setup).Tell(Bid(0, 9.99m, 10m)).Accept().Fill(0, OrderSide.Buy, 10m).Tell(Bid(0, 9.99m, 10m), Bid(1, 9.98m, 10m), Ask(0, 10.01m, 10m)).Accept();
        var tier = setup.Tiers.All[0] with { Allocation = new TierAllocation { Method = AllocationMethod.Equal, Mode = AllocationMode.Emergency } };
        var until = maker.Bench.Now.AddDays(1);
        if (byTilt) maker.Bench.Engine.Account.Log.Emit(new Fact.TiltMoved(Maker, TiltMove.Locked, 0, until, 1m, "Three losses."), maker.Bench.Now);
        else maker.Bench.Engine.Account.Configure(new TierRulebook(new TierTable([tier]), setup.Spreads));
        maker.Pass().ConfirmCancels();
        Assert.That(Told(maker), Has.Length.EqualTo(2).And.All.EqualTo(byTilt ? $"maker may enter nothing: it is locked for tilt until {until:u}." : "maker may enter nothing: capital is shared out in the mode Emergency."));
        for (var i = 0; i < 3; i++) maker.Tell(Bid(0, 9.99m, 10m), Bid(1, 9.98m, 10m), Ask(0, 10.01m, 10m)).Pass(1).Accept();
        Assert.That(maker.Resting, Is.EqualTo(new[] { "ask 0: 10 at 10.01" }));
    }

    [TestCase(true), TestCase(false)]
    public void KeptOut_ForWantOfCapitalOrAnotherStrategy_OnlyWhatReducesRests(bool byCapital)
    {
        var setup = MakerBench.Setup();
        var maker = new MakerBench(setup).Tell(Bid(0, 9.99m, 10m)).Accept().Fill(0, OrderSide.Buy, 10m).Tell(Bid(0, 9.99m, 10m), Bid(1, 9.98m, 10m), Ask(0, 10.01m, 10m)).Accept();
        var tier = setup.Tiers.All[0] with { Strategies = [.. setup.Tiers.All[0].Strategies.Select(spec => byCapital ? spec with { CapitalMinAccount = 1e9m } : spec with { DependsOn = [new StrategyId("nobody")] })] };
        maker.Bench.Engine.Account.Configure(new TierRulebook(new TierTable([tier]), setup.Spreads));
        maker.Pass().ConfirmCancels();
        Assert.That(Told(maker), Has.Length.EqualTo(2).And.All.StartsWith(byCapital ? "maker may enter nothing: it enters from an equity of 1000000000 on, it is " : "maker may enter nothing: it depends on nobody"));
        for (var i = 0; i < 3; i++) maker.Tell(Bid(0, 9.99m, 10m), Bid(1, 9.98m, 10m), Ask(0, 10.01m, 10m)).Pass(1).Accept();
        Assert.That(maker.Resting, Is.EqualTo(new[] { "ask 0: 10 at 10.01" }));
    }

    /// <summary>Bug: a market maker that had lost its most closed what its other one held under another name of the thing.</summary>
    [Test]
    public void Close_ByAMarketMaker_IsOfItsOwnNameAlone()
    {
        var setup = MakerBench.Setup() with { Routing = new RoutingPolicy { IsSmart = true, SameThings = [[TestMarket.SymbolOf(TestMarket.Btc), TestMarket.SymbolOf(TestMarket.Eth)]] } };
        var maker = new MakerBench(setup) { Instrument = TestMarket.Btc };
        maker.Tell(Bid(0, 99.9m, 1m)).Accept().Fill(0, OrderSide.Buy, 1m);
        var other = new MakerBench(maker.Bench) { Instrument = TestMarket.Eth };
        other.Tell(Bid(0, 9.99m, 1m)).Accept();
        other.Fill(0, OrderSide.Buy, 1m);
        Assert.That((maker.Net, other.Net), Is.EqualTo((1m, 1m)));
        var before = maker.Bench.Orders.Count;
        maker.Bench.Signal(SignalKind.Close, TestMarket.Btc, "maker");
        Assert.That(maker.Bench.Orders.Skip(before).Select(static order => order.Intent.Symbol.Text), Is.EqualTo(new[] { "BTC/USD" }));
    }

    /// <summary>Bug: a strategy that had been a market maker before a reload closed under one name alone, and under all of them after a restart.</summary>
    [Test]
    public void Close_ByWhatIsNoMarketMakerAnyMore_FindsWhatIsHeldUnderTheOtherName([Values] bool isRestarted, [Values] bool toldLate)
    {
        var setup = MakerBench.Setup() with { Routing = new RoutingPolicy { IsSmart = true, SameThings = [[TestMarket.SymbolOf(TestMarket.Btc), TestMarket.SymbolOf(TestMarket.Eth)]] } };
        var maker = new MakerBench(setup) { Instrument = TestMarket.Btc };
        maker.Tell(Bid(0, 99.9m, 1m)).Accept();
        var other = new MakerBench(maker.Bench) { Instrument = TestMarket.Eth };
        other.Tell(Bid(0, 9.99m, 1m)).Accept();
        maker.Bench.Fill(maker.Open.Single(static order => order.Intent.Symbol.Text == "ETH/USD").Intent, 1m, 9.99m);
        var tiers = new TierTable([TestMarket.Tier("only", 0m, TestMarket.Spec("maker"))]); // another kind
        maker.Bench.Engine.Account.Configure(new TierRulebook(tiers, setup.Spreads));
        if (toldLate) maker.Tell(Bid(0, 99.9m, 1m)); // it was on its way
        maker.Pass();
        Assert.That(maker.Bench.Cancels, Has.Count.EqualTo(1), "nobody wants its quotes any more");
        maker.ConfirmCancels();
        Assert.That(maker.Open, Is.Empty);
        var bench = maker.Bench;
        if (isRestarted)
        {
            bench = new AccountBench(setup with { Tiers = tiers }, maker.Bench.Engine.Capture()) { Now = maker.Bench.Now };
            bench.Boot();
            bench.Statement();
            bench.Command(new Command.ChangeState(EngineState.Running, "Recovered."));
        }

        bench.Quote(TestMarket.Eth, 9.995m, 10.005m);
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        var before = bench.Orders.Count;
        bench.Signal(SignalKind.Close, TestMarket.Btc, "maker");
        Assert.That(bench.Orders.Skip(before).Select(static order => order.Intent.Symbol.Text), Is.EqualTo(new[] { "ETH/USD" }));
    }

    /// <summary>Bug: a market maker that had told no set since a restart closed what its other one held under another name of the thing.</summary>
    [Test]
    public void Close_ByAMarketMakerThatSaidNothingSinceTheStart_IsOfItsOwnNameAlone()
    {
        var setup = MakerBench.Setup() with { Routing = new RoutingPolicy { IsSmart = true, SameThings = [[TestMarket.SymbolOf(TestMarket.Btc), TestMarket.SymbolOf(TestMarket.Eth)]] } };
        var before = new MakerBench(setup).Tell(Bid(0, 9.99m, 1m)).Accept().Fill(0, OrderSide.Buy, 1m);
        var after = new MakerBench(setup, before.Bench.Engine.Capture(), before.Bench.Now);
        after.Bench.Boot();
        after.Bench.Statement();
        after.Bench.Command(new Command.ChangeState(EngineState.Running, "Recovered."));
        after.Pass();
        after.Bench.Signal(SignalKind.Close, TestMarket.Btc, "maker");
        Assert.That(after.Bench.Orders, Is.Empty);
        Assert.That(after.Bench.Refusals.Single().Rule, Is.EqualTo(RiskRule.NothingToClose));
    }

    [Test]
    public void Stop_ThatHolds_LeavesQuotesToTheNextStart()
    {
        var maker = Quoting();
        maker.Bench.Command(new Command.Stop(ShutdownPolicy.Hold, "Stop."));
        maker.Tell(Bid(0, 9.98m, 10m)).Pass(6);
        Assert.That((maker.Bench.Cancels.Count, maker.Open.Count()), Is.EqualTo((0, 5)));
    }

    [TestCase(EmergencyState.Halted)]
    [TestCase(EmergencyState.Reducing)]
    public void Resume_WaitsForANewSet(EmergencyState pulled)
    {
        var maker = Quoting();
        maker.Bench.Command(new Command.SetEmergency(pulled, "operator", "Stop."));
        maker.Pass().ConfirmCancels().Pass();
        maker.Bench.Command(new Command.SetEmergency(EmergencyState.Active, "operator", "Go on."));
        maker.Pass();
        Assert.That(maker.Open, Is.Empty, "what was wanted before is not what is wanted now");
        maker.Tell(Bid(0, 9.99m, 10m));
        Assert.That(maker.Open.Count(), Is.EqualTo(1));
    }

    [Test]
    public void Close_OfAPosition_TakesQuotesBackFirst_AndIsDoneWhenTheyAreOver()
    {
        var maker = Quoting();
        maker.Bench.Command(new Command.CloseStrategy(Maker, "Close it."));
        Assert.That(maker.Bench.Orders.Last().Intent.QuoteOf, Is.Not.Null, "no exit beside quotes that may still sell the same");
        maker.ConfirmCancels().Pass(1).Pass(1);
        var exit = maker.Bench.LastOrder;
        Assert.That((exit.Side, exit.IsReduceOnly, exit.Terms.Quantity.Base, exit.QuoteOf), Is.EqualTo((OrderSide.Sell, true, 10m, (QuoteOf?)null)));
        maker.Tell(Bid(0, 9.99m, 10m));
        Assert.That(maker.Open, Is.Empty, "nothing is quoted while it is closed");
        maker.Bench.Fill(exit);
        maker.Pass().Tell(Bid(0, 9.99m, 10m));
        Assert.That((maker.Net, maker.Open.Count()), Is.EqualTo((0m, 1)));
    }

    [TestCase(SignalKind.Close)]
    [TestCase(SignalKind.CloseAll)]
    public void Close_ByItsOwnSignal_TakesQuotesBack_AndIsToldWhatItWaitsFor(SignalKind kind)
    {
        var maker = Quoting();
        maker.Bench.Signal(kind, TestMarket.Eth, "maker");
        Assert.That((maker.Bench.Cancels.Count, maker.Bench.Refusals.Last().Detail), Is.EqualTo((5, "50 of ETH/USD are quoted, and are being taken back first.")));
        maker.ConfirmCancels();
        maker.Bench.Signal(kind, TestMarket.Eth, "maker");
        Assert.That(maker.Bench.LastOrder, Has.Property("IsReduceOnly").True.And.Property("QuoteOf").Null);
        maker.Bench.Fill(maker.Bench.LastOrder);
        Assert.That(maker.Net, Is.Zero);
    }

    [Test]
    public void TierChange_TakesQuotesBack_WhereTheNewTierDoesNotRunIt()
    {
        var setup = TestMarket.SetupOf(TestMarket.Tier("low", 0m, TestMarket.Spec()), TestMarket.Tier("high", 99_000m, TestMarket.Spec(), Spec()));
        var maker = Quoting(setup);
        maker.Bench.Engine.Account.Log.Emit(new Fact.CashMoved("USD", -50_000m, "Withdrawn."), maker.Bench.Now);
        maker.Pass(1).Pass(1);
        Assert.That(maker.Bench.Books.Tier, Is.EqualTo("low"));
        Assert.That(maker.Bench.Cancels, Has.Count.EqualTo(5));
        maker.ConfirmCancels().Tell(Bid(0, 9.99m, 10m)).Pass(1);
        Assert.That(maker.Open, Is.Empty);
    }

    [Test]
    public void Block_AtTheVenue_TakesQuotesBack()
    {
        var maker = Quoting();
        maker.Bench.Report(new VenueEvent.EntriesBlocked("simulated", BlockCause.ClockSkew, "Its clock is off.", maker.Bench.Now));
        maker.Pass();
        Assert.That(maker.Bench.Cancels, Has.Count.EqualTo(5));
    }

    /// <summary>Bug: of what a market maker wanted before the engine compared with the venue anew, the journal said that it had wanted nothing since the start.</summary>
    [Test]
    public void Cancel_OfWhatWasForgotten_SaysWhyItWas()
    {
        var maker = Quoting();
        maker.Pass(6).ConfirmCancels().Tell(Bid(0, 9.99m, 10m), Bid(1, 9.98m, 10m)).Accept();
        Assert.That(maker.Open.Count(), Is.EqualTo(2));
        maker.Bench.Command(new Command.ChangeState(EngineState.Reconciling, "Compared anew."));
        maker.Pass();
        maker.Bench.Command(new Command.ChangeState(EngineState.Running, "Books and venues agree."));
        var before = maker.Bench.Recorded.Count;
        maker.Pass();
        var reasons = maker.Bench.Facts.Skip(before).OfType<Fact.OrderMoved>().Select(static moved => moved.Reason).ToList();
        Assert.That(reasons, Is.Not.Empty.And.All.EqualTo("What maker wanted counts no more: The engine is Reconciling, the emergency stop says Active."));
    }

    // Ten are held, so that one of the asks only reduces.
    private static MakerBench Quoting(AccountSetup? setup = null)
    {
        var maker = new MakerBench(setup).Tell(Bid(0, 9.99m, 10m)).Accept().Fill(0, OrderSide.Buy, 10m);
        maker.Tell(Ask(0, 10.01m, 10m), Ask(1, 10.02m, 10m), Bid(0, 9.99m, 10m), Bid(1, 9.98m, 10m), Bid(2, 9.97m, 10m)).Accept();
        Assert.That(maker.Open.Count(static order => order.Intent.IsReduceOnly), Is.EqualTo(1));
        return maker;
    }

    private static string?[] Told(MakerBench maker) => [.. maker.Bench.Facts.OfType<Fact.OrderMoved>().Where(static moved => moved.Kind == OrderEventKind.CancelRequested).Select(static moved => moved.Reason)];
}
