using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Evaluation;

namespace TradingDaemon.Tests.Engine.Evaluation;

/// <summary>History feeds statistics alone, and what comes live goes on after it.</summary>
public sealed class LookBackTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ScriptedFactory _factory = ScriptedFactory.Proposing(SignalKind.Buy);

    [SetUp]
    public void Begin()
    {
        _factory.Made.Clear();
        _factory.Script = ScriptedFactory.Proposing(SignalKind.Buy).Script;
        _factory.Needs = new StrategyNeeds(EveryEvent: false, Minute, WarmUpObservations: 3);
    }

    [Test]
    public void TakeHistory_OfAStrategyThatLooksBack_FeedsItInOrder_AndNothingIsProposed()
    {
        var bench = Loaded(bars: 5);
        var wanted = bench.Room.AwaitHistory(static _ => true).Single();
        Assert.That((wanted.Strategy.Text, wanted.Instrument.Symbol, wanted.Interval, wanted.Bars), Is.EqualTo(("s", Bench.Btc, Minute, 5)));
        Give(bench, wanted, -5, -4, -3, -2, -1);
        Assert.That(Minutes(), Is.EqualTo(new[] { -5, -4, -3, -2, -1 }));
        Assert.That(_factory.Made[0].Seen.Skip(2).Select(static view => (view.Time, view.Mid, double.IsNaN(view.Bid))), Is.EqualTo(new[] { (Bench.At(-120), -3d + 100d, true), (Bench.At(-60), 98d, true), (Bench.At(0), 99d, true) }));
        Assert.That((bench.Output.Signals.Count, bench.Report("s").Condition), Is.EqualTo((0, StrategyCondition.Running)), "warm, and nothing was proposed");
    }

    [Test]
    public void Step_AfterTheHistory_GoesOnWithoutAGapOrADouble()
    {
        var bench = Loaded(bars: 2);
        var wanted = bench.Room.AwaitHistory(static _ => true).Single();
        bench.Quote(10); // in minute 0, which is in progress
        Assert.That(_factory.Made.Single().Seen, Is.Empty, "it waits");
        Give(bench, wanted, -2, -1, 0); // told late: minute 0 was finished at the venue when it was asked
        bench.Quote(61);
        bench.Quote(121);
        Assert.That(Minutes(), Is.EqualTo(new[] { -2, -1, 0, 1 }), "minute 0 as it was seen here, once");
        Assert.That(Kinds(bench), Is.EqualTo(new[] { SignalKind.Buy, SignalKind.Buy }), "on live bars it proposes");
    }

    [Test]
    public void TakeHistory_AfterBarsWereClosedHere_FeedsThemBehindIt_EachOnce()
    {
        var bench = Loaded(bars: 5);
        var wanted = bench.Room.AwaitHistory(static _ => true).Single();
        foreach (var second in (double[])[10, 61, 121, 181]) bench.Quote(second); // minutes 0, 1 and 2 are closed
        Give(bench, wanted, -1, 0, 1);
        Assert.That((Minutes(), bench.Output.Signals.Count), Is.EqualTo((new[] { -1, 0, 1, 2 }, 0)), "of 0 and 1 the venue's own; of 2 what was seen here");
        bench.Quote(241);
        Assert.That((Minutes(), Kinds(bench)), Is.EqualTo((new[] { -1, 0, 1, 2, 3 }, new[] { SignalKind.Buy })));
    }

    /// <summary>A VWAP's volumes are asked for once an instrument, nobody waits for them, and signals carry what they tell; live minutes go on with it.</summary>
    [Test]
    public void TakeHistory_OfVolumes_TeachesWhatSignalsCarry()
    {
        var bench = new Bench(null, _factory);
        bench.Load(Bench.Spec("s", bars: Minute) with { Execution = new() { Algorithm = ExecutionAlgorithm.Vwap, VolumeDays = 3 } }, Bench.Spec("other", bars: Minute));
        var wanted = bench.Room.AwaitHistory(static _ => true).Single();
        Assert.That((wanted.IsOfVolumes, wanted.Strategy.Text, wanted.Interval, wanted.Bars), Is.EqualTo((true, "s", TimeSpan.FromMinutes(30), 3 * 48)));
        Assert.That(bench.Room.AwaitHistory(static _ => true), Is.Empty, "once");
        foreach (var second in (double[])[10, 61, 121, 181, 241]) bench.Quote(second);
        Assert.That(bench.Output.Signals.Select(static signal => signal.VolumeWeights.Length).Distinct(), Is.EqualTo(new[] { 0 }), "nobody waits, nothing is known");
        bench.Output.Signals.Clear();
        Bar Half(int part, double volume) => new(Bench.Start.AddMinutes(30 * part), TimeSpan.FromMinutes(30), 1d, 1d, 1d, 1d, volume, IsComplete: true);
        bench.Room.TakeHistory(wanted, [.. Enumerable.Range(-48, 48).Select(part => Half(part, part == -48 ? 4d : 2d))], Bench.At(250), bench.Account, bench.Output, bench.Watch);
        bench.Quote(301);
        var told = bench.Output.Signals.Single(static signal => signal.Strategy.Text == "s").VolumeWeights;
        Assert.That((told[24], told[0], told[47]), Is.EqualTo((1m, 0.5m, 0.5m)), "noon, midnight and before it");
        Assert.That(bench.Output.Signals.Single(static signal => signal.Strategy.Text == "other").VolumeWeights, Is.Empty, "who asked for nothing gets nothing");
    }

    /// <summary>What the history lacks is seen live before an entry is heard, and the wait says why; an exit is heard at once.</summary>
    [TestCase(4, SignalKind.Buy), TestCase(3, SignalKind.Wait), TestCase(0, SignalKind.Wait)]
    public void Step_WhereBarsAreMissing_EntriesWaitForThem(int told, SignalKind heard)
    {
        var bench = Loaded(bars: 5);
        bench.Quote(10);
        Give(bench, bench.Room.AwaitHistory(static _ => true).Single(), [.. Enumerable.Range(-told, told)]);
        bench.Quote(61);
        Assert.That(Kinds(bench), Is.EqualTo(new[] { heard }));
        Assert.That(bench.Output.Signals[0].Reasoning, heard == SignalKind.Buy ? Is.EqualTo("because") : Is.EqualTo($"Buy waits: {5 - told - 1} of the 5 bars it looks back on are missing. because"));
        _factory.Script = ScriptedFactory.Proposing(SignalKind.Close).Script;
        bench.Quote(121);
        Assert.That(Kinds(bench), Is.EqualTo(new[] { heard, SignalKind.Close }));
    }

    /// <summary>Bars nobody kept between the history and those that were kept would be a gap in its statistics.</summary>
    [TestCase(1_000, 1_003), TestCase(1_001, 1_000)]
    public void TakeHistory_AfterMoreBarsThanAreKept_IsLetGo(int closed, int seen)
    {
        var bench = Loaded(bars: 5);
        var wanted = bench.Room.AwaitHistory(static _ => true).Single();
        for (var minute = 0; minute <= closed; minute++) bench.Quote((60 * minute) + 10);
        Give(bench, wanted, -3, -2, -1);
        Assert.That(Minutes(), Has.Length.EqualTo(seen));
        Assert.That(Minutes()[^1], Is.EqualTo(closed - 1));
    }

    /// <summary>A change of tier or a reload loads others beside those that run: only what is new waits.</summary>
    [Test]
    public void AwaitHistory_AfterAnotherWasLoaded_IsForThatOneAlone()
    {
        var bench = Loaded(bars: 2);
        Give(bench, bench.Room.AwaitHistory(static _ => true).Single(), -2, -1);
        var first = Bench.Spec("s", bars: Minute) with { LookBackBars = 2 };
        bench.Load(first, Bench.Spec("t", bars: Minute) with { LookBackBars = 3 });
        Assert.That(bench.Room.AwaitHistory(static _ => true).Select(static wanted => (wanted.Strategy.Text, wanted.Bars)), Is.EqualTo(new[] { ("t", 3) }));
        Assert.That(bench.Room.AwaitHistory(static _ => true), Is.Empty, "and once");
    }

    [Test]
    public void TakeHistory_OfNothing_LetsItBeginWithout()
    {
        var bench = Loaded(bars: 5);
        var wanted = bench.Room.AwaitHistory(static _ => true).Single();
        bench.Quote(10);
        Give(bench, wanted);
        bench.Quote(61);
        Assert.That((Minutes(), bench.Report("s").Condition), Is.EqualTo((new[] { 0 }, StrategyCondition.Starting)));
        Give(bench, wanted, -1);
        Assert.That(Minutes(), Is.EqualTo(new[] { 0 }), "a second one is nobody's");
    }

    [Test]
    public void TakeHistory_OfAnInstanceThatThrows_IsItsFault_AndOthersGoOn()
    {
        _factory.Script = static (in MarketView market, ISignalSink _) =>
        {
            if (market.Instrument.Symbol == Bench.Btc) throw new InvalidOperationException("odd");
        };
        var bench = Loaded(bars: 2, Bench.Btc.Text, Bench.Eth.Text);
        foreach (var wanted in bench.Room.AwaitHistory(static _ => true)) Give(bench, wanted, -2, -1);
        Assert.That(bench.Report("s").Faults, Is.EqualTo(1));
        Assert.That(_factory.Made.Select(static made => made.Seen.Count), Is.EqualTo(new[] { 1, 2 }));
    }

    [TestCase(0, true), TestCase(5, false)]
    public void AwaitHistory_OfWhoDoesNotLookBack_OrOfAnothersEvents_LetsNobodyWait(int bars, bool isOurs)
    {
        var bench = Loaded(bars);
        Assert.That(bench.Room.AwaitHistory(_ => isOurs), Is.Empty);
        bench.Quote(10);
        bench.Quote(61);
        Assert.That(Minutes(), Is.EqualTo(new[] { 0 }));
    }

    /// <summary>A replay never asks for history: there the bars are those that come.</summary>
    [Test]
    public void Step_WhereNobodyAsksForHistory_HearsEntriesAfterAsManyBars()
    {
        _factory.Needs = new StrategyNeeds(EveryEvent: false, Minute, WarmUpObservations: 0);
        var bench = Loaded(bars: 2);
        foreach (var second in (double[])[10, 61, 121]) bench.Quote(second);
        Assert.That((Minutes(), Kinds(bench)), Is.EqualTo((new[] { 0, 1 }, new[] { SignalKind.Wait, SignalKind.Buy })));
    }

    [Test]
    public void Step_WithoutLookingBack_HearsTheFirstBar()
    {
        var bench = Loaded(bars: 0);
        bench.Quote(10);
        bench.Quote(61);
        Assert.That(Kinds(bench), Is.EqualTo(new[] { SignalKind.Buy }), "off unless configured, warm or not");
    }

    [TestCase(-1, 60, "lookBackBars is below zero."), TestCase(1, 0, "lookBackBars wants a barInterval above zero: only bars have a history."), TestCase(0, 0, null), TestCase(1, 60, null)]
    public void Load_OfALookBackThatMakesNoSense_IsAFault(int bars, int seconds, string? fault)
    {
        var bench = new Bench(null, _factory);
        var faults = bench.Load(Bench.Spec("s", bars: TimeSpan.FromSeconds(seconds)) with { LookBackBars = bars });
        Assert.That(faults.Select(static one => one.Text).SingleOrDefault(), Is.EqualTo(fault));
    }

    private Bench Loaded(int bars, params string[] symbols)
    {
        var bench = new Bench(null, _factory);
        bench.Load(Bench.Spec("s", bars: Minute, symbols: symbols) with { LookBackBars = bars });
        return bench;
    }

    private static void Give(Bench bench, HistoryWanted wanted, params int[] minutes) => Assert.That(bench.Room.TakeHistory(
        wanted, [.. minutes.Select(static minute => new Bar(Bench.Start + (minute * Minute), Minute, 100d, 101d, 90d, 100d + minute, 1d, IsComplete: true))], Bench.At(0), bench.Account, bench.Output, bench.Watch), Is.EqualTo(StepResult.Done));

    private static SignalKind[] Kinds(Bench bench) => [.. bench.Output.Signals.Select(static signal => signal.Kind)];

    private int[] Minutes() => [.. _factory.Made[0].Seen.Where(static view => view.HasClosedBar).Select(static view => (int)(view.ClosedBar.StartTime - Bench.Start).TotalMinutes)];
}
