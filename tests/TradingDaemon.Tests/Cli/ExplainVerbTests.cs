using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Cli.Context;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.Algorithms;
using TradingDaemon.Tests.Engine.Routing;

namespace TradingDaemon.Tests.Cli;

/// <summary>What the engine decided and recorded, told.</summary>
[TestFixture]
internal sealed class ExplainVerbTests
{
    [Test]
    public async Task Explain_AnOrder_TellsItFromTheTickToTheFill()
    {
        var bench = AccountBench.Running();
        bench.Signal(Quoted(bench));
        var intent = bench.LastOrder;
        bench.Accept(intent);
        bench.Fill(intent, quantity: 2m, price: 100.10m, fee: 0.2m);
        using var run = Of(bench.Recorded.Where(one => IsOf(one.Fact, intent.ClientOrderId.Text)));
        Assert.That(await run.InvokeAsync("explain", "known"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output.Split('\n').Select(static line => line.TrimStart().Split(' ')[0]).Where(static word => word.Length > 0), Is.EqualTo(new[] { "order", "tick", "signal", "cost", "rules", "intent", "venue", "fill", "quality" }), run.Output);
        Assert.That(run.Output, Does.Contain("99.95 / 100.05").And.Contain("confidence").And.Contain("Because.").And.Contain("every rule let it pass").And.Contain($"the venue calls it V-{intent.ClientOrderId.Text}")
            .And.Contain("2 at 100.1, fee 0.2 USD").And.Contain("quality 2 filled, 100 % of it at 100.1 on average, 0.100 % worse than the middle of 100").And.Contain("fees 0.2 USD"));
    }

    [Test]
    public async Task Explain_AParentOrder_TellsItsPartsAndItsEnd_AndAChildNamesItsParent()
    {
        var world = new ParentWorld(ParentWorld.Twap with { Slices = 2, CapFraction = 0.01m });
        world.Buy(10m);
        world.Pass(300);
        world.Pass(2);
        var opened = world.Bench.Recorded.FindIndex(static one => one.Fact is Fact.ParentOpened);
        using var run = Of(world.Bench.Recorded.Skip(opened));
        Assert.That(await run.InvokeAsync("explain", "known"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.StartWith($"parent order {world.Bench.Recorded[opened].Sequence}: alpha, Buy 10 BTC/USD by Twap").And.Contain("Twap, in 2 slices until").And.Contain("none beyond 101.0505, decided on 99.95 / 100.05; durable before its first child")
            .And.Contain("child   ").And.Contain("2, slice 2: order ").And.Contain("Completed: All of it is filled.").And.Contain("10 filled, 0 not").And.Contain("quality 10 filled, 100 % of it at 100.05 on average, 0.050 % worse than the middle of 100"));
        using var child = Of(world.Bench.Recorded.Where(static one => one.Fact is Fact.OrderIntended).Take(1));
        Assert.That(await child.InvokeAsync("explain", "known"), Is.EqualTo(ExitCode.Done), child.Error);
        Assert.That(child.Output, Does.Contain($"part 1 of parent order {world.Bench.Recorded[opened].Sequence}, slice 1; explain {world.Bench.Recorded[opened].Sequence} tells of the whole"));
    }

    /// <summary>Bug: what was bought below the middle was told as "-0.100 % worse" than it.</summary>
    [TestCase(99.90, "0.100 % better than the middle of 100, 0.100 % better than the middle of the decision"), TestCase(100.00, "0.000 % worse than the middle of 100, 0.000 % worse than the middle of the decision")]
    public async Task Explain_AnOrderFilledBelowTheMiddle_SaysThatItWasBetter(decimal price, string expected)
    {
        var bench = AccountBench.Running();
        bench.Signal(Quoted(bench));
        bench.Fill(bench.LastOrder, quantity: 2m, price: price);
        using var run = Of(bench.Recorded.Where(one => IsOf(one.Fact, bench.LastOrder.ClientOrderId.Text)));
        Assert.That(await run.InvokeAsync("explain", "known"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.Contain(expected));
    }

    [Test]
    public async Task Explain_AsJson_HasTheSameSteps()
    {
        var bench = AccountBench.Running();
        bench.Signal(Quoted(bench));
        bench.Fill(bench.LastOrder, quantity: 2m, price: 100.10m);
        using var run = Of(bench.Recorded.Where(one => IsOf(one.Fact, bench.LastOrder.ClientOrderId.Text)));
        Assert.That(await run.InvokeAsync("explain", "known", "--json"), Is.EqualTo(ExitCode.Done), run.Error);
        var told = JsonDocument.Parse(run.Output).RootElement;
        Assert.That(told.GetProperty("steps").EnumerateArray().Select(static step => step.GetProperty("stage").GetString()), Is.SupersetOf(new[] { "tick", "signal", "cost", "rules", "intent", "fill" }));
        Assert.That((told.GetProperty("quality").GetProperty("fillRatio").GetString(), told.GetProperty("quality").GetProperty("arrivalMid").GetString()), Is.EqualTo(("1", "100")));
    }

    [Test]
    public async Task Explain_ARoutedOrder_TellsTheWayItTook_AndAnEntryThatWaits_ThatItWasDowngraded()
    {
        var bench = new RoutingBench();
        var intent = bench.Signal(SignalKind.Buy)!;
        using var sent = Of([new RecordedFact(1, bench.Now, new Fact.OrderIntended(intent))]);
        Assert.That(await sent.InvokeAsync("explain", "known"), Is.EqualTo(ExitCode.Done), sent.Error);
        Assert.That(sent.Output, Does.Match("route .*spread 0\\.100 ?% by the newest quote, at most 0\\.200 ?%; expected to cost 0\\.150 ?% at there: impact 0\\.000 ?%, fee 0\\.100 ?%; instead of BTC/USD, which saves 0\\.30015 of account currency"));
        bench.Quote(TestMarket.Ibm, 190m, 200m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm);
        using var waits = Of([new RecordedFact(2, bench.Now, bench.LastRefusal)]);
        Assert.That(await waits.InvokeAsync("explain", "2"), Is.EqualTo(ExitCode.Done), waits.Error);
        Assert.That(waits.Output, Does.Contain("downgraded to Wait, spread 5.128").And.Contain("SpreadGate said no"));
    }

    [Test]
    public async Task Explain_ARefusedSignal_NamesEveryRuleThatSaidNo()
    {
        var bench = AccountBench.Running();
        bench.Report(new VenueEvent.EntriesBlocked("simulated", BlockCause.FeedStale, "nothing is seen", bench.Now));
        bench.Signal(SignalKind.Buy, quantity: 900m);
        var refused = bench.Recorded.Single(static one => one.Fact is Fact.SignalRefused);
        using var run = Of([refused]);
        Assert.That(await run.InvokeAsync("explain", $"{refused.Sequence}"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.StartWith($"refused signal {refused.Sequence}: alpha, Buy BTC/USD").And.Contain("EntriesBlocked said no: ").And.Contain("so would have: OrderNotionalMax: "));
        Assert.That(run.Output, Does.Match($"inputs .*the account as of fact {refused.Sequence - 1}, before the first configuration was told\n.*quote of BTC/USD at simulated 99\\.95 / 100\\.05, of 2024-03-01 12:00:00\\.000 by its source, received 2024-03-01 12:00:00\\.000\n"));
        Assert.That(await run.InvokeAsync("explain"), Is.EqualTo(ExitCode.Done));
        Assert.That(run.Output, Does.Match($"\n{refused.Sequence} +.*alpha: Buy BTC/USD refused by EntriesBlocked"), "without an id, the newest decisions");
    }

    [Test]
    public async Task Explain_AGuardedEntryAndTheExitOfItsStop_TellDistancesLevelAndPrice()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec() with { Protection = new ProtectionSpec { StopFraction = 0.02m, TargetFraction = 0.05m, TrailFraction = 0.01m, TrailAfterFraction = 0.01m } }));
        var entry = bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 2m);
        using var entered = Of(bench.Recorded.Where(one => IsOf(one.Fact, entry.ClientOrderId.Text)));
        Assert.That(await entered.InvokeAsync("explain", "known"), Is.EqualTo(ExitCode.Done), entered.Error);
        Assert.That(entered.Output, Does.Match("guard .*stop loss 4\\.001 from the entry, take profit 10\\.0025 from it, trailing stop 2\\.0005 behind the best price after 1\\.00 ?% of profit; in the same intent"));
        bench.Now += TimeSpan.FromSeconds(2);
        bench.Mark(TestMarket.Ibm, 195m, 195.1m);
        var exit = bench.LastOrder;
        using var closed = Of(bench.Recorded.Where(one => IsOf(one.Fact, exit.ClientOrderId.Text)));
        Assert.That(await closed.InvokeAsync("explain", "known"), Is.EqualTo(ExitCode.Done), closed.Error);
        Assert.That((exit.IsReduceOnly, closed.Output), Is.EqualTo((true, closed.Output)));
        Assert.That(closed.Output, Does.Contain("Stop loss at 196.049 reached: bid 195, entry 200.05."));
    }

    [Test]
    public async Task Explain_AnEntryOfAStrategyThatHasABreak_TellsUntilWhenAndWhy()
    {
        var bench = AccountBench.Running(TestMarket.Setup() with { Tilt = new TiltPolicy { JudgesBehaviour = false, BreaksAfterLosses = true, BreakLosses = 1 } });
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 2m);
        bench.Now += TimeSpan.FromSeconds(2);
        bench.Quote(TestMarket.Ibm, 190m, 190.1m);
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        bench.Clock(TimeSpan.FromSeconds(2));
        bench.Quote(TestMarket.Ibm, 190m, 190.1m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 2m);
        var refused = bench.Recorded.Last();
        using var run = Of([refused]);
        Assert.That(await run.InvokeAsync("explain", $"{refused.Sequence}"), Is.EqualTo(ExitCode.Done), run.Error);
        Assert.That(run.Output, Does.Match("Tilt said no: alpha enters nothing until 2024-03-01T12:3.*: .+"));
    }

    [Test]
    public async Task Explain_WhatNobodyKnows_SaysWhereItLooked()
    {
        using var run = Of([]);
        Assert.That(await run.InvokeAsync("explain", "nobody"), Is.EqualTo(ExitCode.Failed));
        Assert.That(run.Error, Does.Contain("has no order nobody and no refused signal or parent order of that number"));
    }

    private static Signal Quoted(AccountBench bench) => bench.SignalOf(SignalKind.Buy, quantity: 2m) with { Quote = TestMarket.Quote(TestMarket.Btc, 99.95m, 100.05m, bench.Now) };

    private static bool IsOf(Fact fact, string id) => fact switch
    {
        Fact.OrderIntended intended => intended.Intent.ClientOrderId.Text == id,
        Fact.OrderMoved moved => moved.ClientOrderId.Text == id,
        Fact.FillBooked booked => booked.Fill.ClientOrderId.Text == id,
        _ => false,
    };

    private static CommandLineRun Of(IEnumerable<RecordedFact> journal)
    {
        var run = new CommandLineRun();
        run.Actions.Journal.AddRange(journal);
        return run;
    }
}
