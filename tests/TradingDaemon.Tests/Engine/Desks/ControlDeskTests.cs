using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>What operators and supervision may ask, and each shutdown policy to its end.</summary>
public sealed class ControlDeskTests
{
    [Test]
    public void Take_ChangeState_IsAFactOnceWithItsReason()
    {
        var bench = AccountBench.Running();
        bench.Command(new Command.ChangeState(EngineState.Paused, "lunch"));
        bench.Command(new Command.ChangeState(EngineState.Paused, "still lunch"));
        Assert.That(bench.Facts.OfType<Fact.StateChanged>().Last(), Is.EqualTo(new Fact.StateChanged(EngineState.Running, EngineState.Paused, "lunch")));
        Assert.That((bench.Facts.OfType<Fact.StateChanged>().Count(), bench.Engine.StateReason), Is.EqualTo((3, "lunch")));
    }

    [Test]
    public void PauseForFault_AndItsEnd_StopAndResumeEntries()
    {
        var bench = AccountBench.Running();
        bench.Command(new Command.PauseForFault("disk full"));
        Assert.That((bench.Books.State, bench.Engine.StateReason), Is.EqualTo((EngineState.Paused, "disk full")));
        bench.Command(new Command.ResumeAfterFault("disk free"));
        bench.Command(new Command.ResumeAfterFault("disk free"));
        Assert.That((bench.Books.State, bench.Engine.StateReason), Is.EqualTo((EngineState.Running, "disk free")));
    }

    [Test]
    public void PauseForFault_OnlyFromRunning([Values] EngineState state)
    {
        var bench = AccountBench.Running();
        bench.Command(new Command.ChangeState(state, "test"));
        bench.Command(new Command.PauseForFault("disk full"));
        Assert.That(bench.Books.State, Is.EqualTo(state == EngineState.Running ? EngineState.Paused : state));
        bench.Command(new Command.ResumeAfterFault("disk free"));
        Assert.That(bench.Books.State, Is.EqualTo(state), "The end of a fault never undoes what it did not do.");
    }

    /// <summary>Bug: an operator who paused while the disk was full was overruled when it was free again.</summary>
    [Test]
    public void ResumeAfterFault_WhenAnOperatorPausedMeanwhile_StaysPaused()
    {
        var bench = AccountBench.Running();
        bench.Command(new Command.PauseForFault("disk full"));
        bench.Command(new Command.ChangeState(EngineState.Paused, "operator"));
        bench.Command(new Command.ResumeAfterFault("disk free"));
        Assert.That(bench.Books.State, Is.EqualTo(EngineState.Paused));
        bench.Command(new Command.ChangeState(EngineState.Running, "operator"));
        bench.Command(new Command.ChangeState(EngineState.Paused, "operator"));
        bench.Command(new Command.ResumeAfterFault("late"));
        Assert.That(bench.Books.State, Is.EqualTo(EngineState.Paused));
    }

    [Test]
    public void StrategyChanged_IsRemembered()
    {
        var bench = AccountBench.Running();
        bench.Command(new Command.StrategyChanged(AccountBench.Alpha, StrategyCondition.Recovering, "threw"));
        Assert.That(bench.Facts.Last(), Is.EqualTo(new Fact.StrategyMoved(AccountBench.Alpha, StrategyCondition.Recovering, "threw")));
    }

    [Test]
    public void Stop_Hold_LeavesEverythingAndIsSettledAtOnce()
    {
        var bench = Busy();
        bench.Command(new Command.Stop(ShutdownPolicy.Hold, "bye"));
        Assert.That((bench.Books.State, bench.Engine.IsSettled, bench.Cancels.Count, bench.Books.Orders.Open.Count), Is.EqualTo((EngineState.Stopping, true, 0, 1)));
        bench.Signal(SignalKind.Buy, TestMarket.Eth);
        bench.Signal(SignalKind.Close, TestMarket.Btc);
        Assert.That(bench.Refusals.Select(static refusal => refusal.Rule), Is.EqualTo(new[] { RiskRule.EngineRunning, RiskRule.EngineRunning }));
    }

    [Test]
    public void Stop_Cancel_IsSettledWhenTheLastOrderEnded()
    {
        var bench = Busy();
        Assert.That(bench.Engine.IsSettled, Is.False);
        bench.Command(new Command.Stop(ShutdownPolicy.Cancel, "bye"));
        Assert.That((bench.Cancels.Count, bench.Engine.IsSettled), Is.EqualTo((1, false)));
        bench.Report(new VenueEvent.CancelDone(bench.Cancels[0].ClientOrderId, "done", bench.Now));
        Assert.That((bench.Engine.IsSettled, bench.Net(TestMarket.Btc)), Is.EqualTo((true, 2m)));
    }

    [Test]
    public void Stop_Flatten_CancelsThenClosesEverythingAlsoWhatIsExternal()
    {
        var bench = Busy();
        bench.Fill(bench.LastOrder with { ClientOrderId = new ClientOrderId("theirs") }, 1m);
        bench.Command(new Command.Stop(ShutdownPolicy.Flatten, "bye"));
        var sent = bench.Orders.Count;
        bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That((bench.Cancels.Count, bench.Orders.Count), Is.EqualTo((1, sent)), "No exit while an entry can still fill.");
        bench.Fill(bench.LastOrder, 1m);
        bench.Report(new VenueEvent.CancelDone(bench.LastOrder.ClientOrderId, "done", bench.Now));
        var exits = bench.Orders.Skip(sent).Select(static order => (order.Intent.Strategy.Text, order.Intent.Symbol.Text, order.Intent.Terms.Quantity.Base, order.Intent.IsReduceOnly)).ToList();
        Assert.That(exits, Is.EquivalentTo(new[] { ("alpha", "BTC/USD", 2m, true), ("alpha", "IBM", 1m, true), (StrategyId.External.Text, "IBM", 1m, true) }));
        foreach (var exit in bench.Orders.Skip(sent).ToList()) bench.Fill(exit.Intent);
        Assert.That((bench.Engine.IsSettled, bench.Books.Positions.All.All(static book => book.NetBase == 0m)), Is.EqualTo((true, true)));
    }

    [Test]
    public void Stop_FlattenThatMeetsAnEmptyBook_TriesThreeRoundsAndThenIsSettled()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        bench.Command(new Command.Stop(ShutdownPolicy.Flatten, "bye"));
        var rounds = 0;
        for (var i = 0; i < 100; i++)
        {
            bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
            if (bench.Books.Orders.Open.Count > 0)
            {
                rounds++;
                Assert.That(bench.Engine.IsSettled, Is.False);
                bench.Report(new VenueEvent.Expired(bench.LastOrder.ClientOrderId, "the book holds no more", bench.Now));
            }

            bench.Clock(TimeSpan.FromMilliseconds(250));
        }

        Assert.That((rounds, bench.Engine.IsSettled, bench.Net(TestMarket.Btc) > 0m), Is.EqualTo((3, true, true)));
    }

    /// <summary>Bug: on a quote a moment too old all three rounds were over within half a second, and the position stayed.</summary>
    [Test]
    public void Stop_FlattenOnAnOldQuote_WaitsForTheNextOne()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        bench.Now += TimeSpan.FromSeconds(3);
        bench.Command(new Command.Stop(ShutdownPolicy.Flatten, "bye"));
        for (var i = 0; i < 6; i++) bench.Clock(TimeSpan.FromMilliseconds(250));
        Assert.That((bench.Books.Orders.Open.Count, bench.Engine.IsSettled), Is.EqualTo((0, false)));
        bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        bench.Clock(TimeSpan.FromMilliseconds(500));
        bench.Fill(bench.LastOrder);
        Assert.That((bench.Engine.IsSettled, bench.Net(TestMarket.Btc)), Is.EqualTo((true, 0m)));
    }

    /// <summary>Bug: rounds whose exits were all refused counted, so that three seconds without a quote were a flatten that was carried out, with the position held.</summary>
    [Test]
    public void Stop_FlattenWithoutAQuoteForLong_IsNotSettledAndClosesOnTheNextOne()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Clock(TimeSpan.FromSeconds(30));
        bench.Command(new Command.Stop(ShutdownPolicy.Flatten, "bye"));
        for (var i = 0; i < 20; i++) bench.Clock(TimeSpan.FromSeconds(1));
        Assert.That((bench.Engine.IsSettled, bench.Net(TestMarket.Ibm)), Is.EqualTo((false, 10m)));
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        bench.Clock(TimeSpan.FromSeconds(1));
        bench.Fill(bench.LastOrder);
        Assert.That((bench.Engine.IsSettled, bench.Net(TestMarket.Ibm)), Is.EqualTo((true, 0m)));
    }

    /// <summary>A fee in kind leaves less than a lot behind: nothing can close it, and no stop waits for it.</summary>
    [Test]
    public void Stop_FlattenWithLessThanALotLeft_IsSettled()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        bench.Fill(bench.LastOrder with { ClientOrderId = new ClientOrderId("gone"), Side = OrderSide.Sell }, quantity: 0.1m);
        bench.Command(new Command.Stop(ShutdownPolicy.Flatten, "bye"));
        while (bench.Books.Orders.Open.Count > 0) bench.Fill(bench.LastOrder);
        Assert.That(bench.Engine.IsSettled, Is.EqualTo(bench.Books.Positions.All.All(static book => Math.Abs(book.NetBase) < TestMarket.Catalog.Find(book.Key.Symbol)!.LotSize)));
    }

    /// <summary>Bug: exits went in the strategy's own style; a post-only one rested until the grace was over, and the position stayed.</summary>
    [Test]
    public void Stop_FlattenOfAStrategyWhoseOrdersRest_GoesAtMarket([Values] OrderStyle style)
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(style: style)));
        bench.Trade(SignalKind.Buy);
        bench.Command(new Command.Stop(ShutdownPolicy.Flatten, "bye"));
        Assert.That((bench.LastOrder.IsReduceOnly, bench.LastOrder.Terms, bench.LastOrder.CancelAt), Is.EqualTo((true, (OrderTerms)new OrderTerms.Market(bench.LastOrder.Terms.Quantity), (DateTimeOffset?)null)));
    }

    [Test]
    public void Stop_AskedAgain_StartsItsRoundsAnew()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        bench.Command(new Command.Stop(ShutdownPolicy.Hold, "bye"));
        bench.Command(new Command.Stop(ShutdownPolicy.Flatten, "no, sell"));
        Assert.That((bench.LastOrder.IsReduceOnly, bench.Engine.IsSettled, bench.Facts.OfType<Fact.StateChanged>().Count(static changed => changed.To == EngineState.Stopping)),
            Is.EqualTo((true, false, 1)));
    }

    [Test]
    public void CloseStrategy_CancelsItsOrdersAndClosesItsPositionsOnly()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta")));
        bench.Trade(SignalKind.Buy, quantity: 2m);
        bench.Trade(SignalKind.Buy, strategy: "beta", quantity: 2m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 1m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, "beta", quantity: 1m);
        bench.Command(new Command.ChangeState(EngineState.Paused, "test"));
        bench.Command(new Command.CloseStrategy(AccountBench.Alpha, "not wanted"));
        Assert.That((bench.Books.Orders.Find(bench.Cancels.Single().ClientOrderId)!.Intent.Strategy, bench.LastOrder.Strategy, bench.LastOrder.Symbol, bench.LastOrder.IsReduceOnly, bench.LastOrder.Reason),
            Is.EqualTo((AccountBench.Alpha, AccountBench.Alpha, TestMarket.SymbolOf(TestMarket.Btc), true, "not wanted")));
    }

    // Two coins held, one share on its way.
    private static AccountBench Busy()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy, quantity: 2m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 3m);
        bench.Accept(bench.LastOrder);
        return bench;
    }
}
