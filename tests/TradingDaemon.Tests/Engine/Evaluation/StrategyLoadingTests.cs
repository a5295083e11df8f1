using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Evaluation;

namespace TradingDaemon.Tests.Engine.Evaluation;

public sealed class StrategyLoadingTests
{
    private readonly ScriptedFactory _factory = new();
    private Bench _bench = new();

    [SetUp]
    public void MakeBench()
    {
        _factory.Made.Clear();
        _factory.Needs = new StrategyNeeds(EveryEvent: true, TimeSpan.Zero, WarmUpObservations: 2);
        _factory.Faults = static _ => [];
        _bench = new Bench(null, _factory);
    }

    [Test]
    public void Load_NewStrategy_GoesFromIdleOverStartingToRunning()
    {
        Assert.That(_bench.Load(Bench.Spec("one")), Is.Empty);
        Assert.That(Conditions(), Is.EqualTo(new[] { StrategyCondition.Idle }));
        _bench.Quote(1);
        Assert.That(_bench.Report("one"), Is.EqualTo(new StrategyReport(new StrategyId("one"), "scripted", StrategyCondition.Starting, "started on BTC/USD", Bench.At(1), Bench.At(1), 1, 0, 0, 0, 0, 0, 1)));
        _bench.Quote(2);
        _bench.Quote(3);
        Assert.That(Conditions(), Is.EqualTo(new[] { StrategyCondition.Idle, StrategyCondition.Starting, StrategyCondition.Running }));
        Assert.That(_bench.Output.Moves[^1].Reason, Is.EqualTo("warmed up on BTC/USD"));
        Assert.That(_bench.Room.Occupant(0).Symbol, Is.EqualTo(Bench.Btc));
    }

    [Test]
    public void Load_SameSpecAgain_KeepsInstancesAndCounters()
    {
        _bench.Load(Specs());
        Run(3);
        _bench.Load(Specs());
        Run(3, from: 10);
        Assert.That(_factory.Made, Has.Count.EqualTo(2));
        Assert.That(_bench.Report("one").Evaluations, Is.EqualTo(6));

        static StrategySpec[] Specs() => [Parametrised("one"), Parametrised("two")];
        static StrategySpec Parametrised(string id) => Bench.Spec(id) with
        {
            Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("fast", "3"), AssetClasses = [AssetClass.Crypto], DisabledSymbols = ["IBM"],
        };
    }

    [Test]
    public void Load_ChangedSpec_StopsTheOldAndStartsFresh()
    {
        _bench.Load(Bench.Spec("one"), Bench.Spec("two"));
        Run(3);
        _bench.Load(Bench.Spec("two"), Bench.Spec("one") with { SizeFraction = 0.01m });
        Run(1, from: 10);
        Assert.That(_factory.Made, Has.Count.EqualTo(3));
        Assert.That((_bench.Report("one").Evaluations, _bench.Report("two").Evaluations), Is.EqualTo((1L, 4L)));
        Assert.That(_bench.Room.Strategies.Select(static report => report.Id.Text), Is.EqualTo(new[] { "two", "one" }));
        Assert.That(_bench.Output.Moves, Does.Contain(("one", StrategyCondition.Stopped, "its configuration changed")));
    }

    [Test]
    public void Load_MissingSpec_StopsItForGood()
    {
        _bench.Load(Bench.Spec("one", bars: TimeSpan.FromSeconds(7)), Bench.Spec("two"));
        Run(3);
        _bench.Load(Bench.Spec("two"));
        Run(3, from: 10);
        Assert.That(_bench.Output.Moves, Does.Contain(("one", StrategyCondition.Stopped, "no longer configured")));
        Assert.That(_bench.Room.Strategies, Has.Count.EqualTo(1));
        Assert.That(_factory.Made.Select(static made => made.Seen.Count), Is.EqualTo(new[] { 3, 6 }));
    }

    [Test]
    public void Load_FatalFaults_AreAllToldAndTheRestLoads()
    {
        _factory.Faults = static spec => spec.Id.Text switch { "own" => ["fast: must be below slow"], "throws" => throw new InvalidOperationException("boom"), _ => [] };
        var faults = _bench.Load(
            Bench.Spec("good"), Bench.Spec("good"), Bench.Spec("own"), Bench.Spec("throws"), Bench.Spec("kind", "unheard-of"), Bench.Spec(""),
            Bench.Spec("symbols") with { Symbols = default }, Bench.Spec("numbers") with { BarInterval = -TimeSpan.FromTicks(1), SignalLifetime = TimeSpan.Zero, SlippageMaxFraction = -1m });
        Assert.That(faults.Select(static fault => $"{fault.Strategy}: {fault.Text}"), Is.EqualTo(new[]
        {
            "good: id is used twice.", "own: fast: must be below slow", "throws: its own validation threw InvalidOperationException: boom",
            "kind: kind \"unheard-of\" is not known.", ": id is empty.", "symbols: symbols is empty; name some, or \"*\".",
            "numbers: barInterval is below zero.", "numbers: signalLifetime must be above zero.", "numbers: slippageMaxFraction is -1; it must be zero or more.",
        }));
        Assert.That(faults.All(static fault => fault.IsFatal), Is.True);
        Assert.That(_bench.Room.Strategies.Select(static report => report.Id.Text), Is.EqualTo(new[] { "good" }));
    }

    [Test]
    public void Load_SymbolsItMayNotHave_AreLeftOutAndTold()
    {
        var faults = _bench.Load(Bench.Spec("one", symbols: ["BTC/USD", "IBM", "DOGE/USD"]) with { AssetClasses = [AssetClass.Crypto] });
        Assert.That(faults.Select(static fault => (fault.Text, fault.IsFatal)), Is.EqualTo(new[]
        {
            ("symbol IBM is Equity, which is not among its assetClasses.", false), ("symbol DOGE/USD is not in the catalogue.", false),
        }));
        Assert.That(_bench.Report("one").Instruments, Is.EqualTo(1));
    }

    [TestCase(new AssetClass[0], 3)]
    [TestCase(new[] { AssetClass.Crypto }, 2)]
    [TestCase(new[] { AssetClass.Forex }, 0)]
    public void Load_EverySymbol_MeansTradableOnesOfItsClasses(AssetClass[] classes, int expected)
    {
        Assert.That(_bench.Load(Bench.Spec("one", symbols: "*") with { AssetClasses = [.. classes] }), Is.Empty);
        Assert.That(_bench.Report("one").Instruments, Is.EqualTo(expected));
    }

    [Test]
    public void Load_DisabledInConfiguration_IsPausedUntilSwitchedOn()
    {
        _bench.Load(Bench.Spec("one") with { Enabled = false });
        Run(2);
        Assert.That(_factory.Made, Is.Empty);
        Assert.That(_bench.Output.Moves.Single(), Is.EqualTo(("one", StrategyCondition.Paused, "switched off by configuration")));
        Assert.That(_bench.Room.Switch(new StrategyId("one"), on: true, Bench.At(5), _bench.Output), Is.True);
        Run(2, from: 10);
        Assert.That(_factory.Made.Single().Seen, Has.Count.EqualTo(2));
        Assert.That(_bench.Report("one").Condition, Is.EqualTo(StrategyCondition.Running));
    }

    [Test]
    public void Switch_OffAndOn_StartsWithFreshStatistics()
    {
        _bench.Load(Bench.Spec("one"));
        Run(3);
        Assert.That(_bench.Room.Switch(new StrategyId("one"), on: false, Bench.At(5), _bench.Output), Is.True);
        Assert.That(_bench.Room.Switch(new StrategyId("one"), on: false, Bench.At(6), _bench.Output), Is.True);
        Run(3, from: 10);
        _bench.Room.Switch(new StrategyId("one"), on: true, Bench.At(20), _bench.Output);
        Run(1, from: 30);
        Assert.That(_factory.Made.Select(static made => made.Seen.Count), Is.EqualTo(new[] { 3, 1 }));
        Assert.That(Conditions()[^3..], Is.EqualTo(new[] { StrategyCondition.Paused, StrategyCondition.Idle, StrategyCondition.Starting }));
        Assert.That(_bench.Room.Switch(new StrategyId("two"), on: true, Bench.At(20), _bench.Output), Is.False);
    }

    [Test]
    public void Switch_OneSymbol_LeavesTheOthersAlone()
    {
        _bench.Load(Bench.Spec("one", symbols: ["BTC/USD", "ETH/USD"]) with { DisabledSymbols = ["ETH/USD"] });
        var id = new StrategyId("one");
        _bench.Quote(1);
        _bench.Quote(1, instrument: 1);
        Assert.That(_factory.Made, Has.Count.EqualTo(1));
        Assert.That(_bench.Room.Switch(id, Bench.Eth, on: true, Bench.At(2), _bench.Output), Is.True);
        Assert.That(_bench.Room.Switch(id, Bench.Btc, on: true, Bench.At(2), _bench.Output), Is.True, "already on");
        Assert.That(_bench.Room.Switch(id, Bench.Btc, on: false, Bench.At(2), _bench.Output), Is.True);
        _bench.Quote(3);
        _bench.Quote(3, instrument: 1);
        Assert.That(_factory.Made.Select(static made => made.Seen.Count), Is.EqualTo(new[] { 1, 1 }));
        Assert.That(_bench.Room.Switch(id, Bench.Ibm, on: true, Bench.At(2), _bench.Output), Is.False);
        Assert.That(_bench.Room.Switch(new StrategyId("two"), Bench.Btc, on: true, Bench.At(2), _bench.Output), Is.False);
    }

    [Test]
    public void Load_BuilderNobodyReads_IsDropped()
    {
        var market = new InstrumentMarket(Bench.Catalog.All[0], new EvaluationOptions());
        var kept = market.BuilderFor(TimeSpan.FromMinutes(1));
        var dropped = market.BuilderFor(TimeSpan.FromMinutes(5));
        market.Seat([]);
        Assert.That(market.BuilderFor(TimeSpan.Zero), Is.Null);
        Assert.That(market.BuilderFor(TimeSpan.FromMinutes(1)), Is.SameAs(kept));
        Assert.That(market.BuilderFor(TimeSpan.FromMinutes(5)), Is.Not.SameAs(dropped));
    }

    private StrategyCondition[] Conditions() => [.. _bench.Output.Moves.Select(static move => move.Condition)];

    private void Run(int quotes, int from = 1)
    {
        for (var i = 0; i < quotes; i++) _bench.Quote(from + i);
    }
}
