using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Tests.Engine.Validation;

namespace TradingDaemon.Tests.Engine.Evaluation;

public sealed class EvaluationRoomPropertyTests
{
    [Test]
    public void Step_RandomStreamsAndMoodyStrategies_NeverThrowAndCountersAddUp([Values(1, 2, 3, 4)] int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        var bench = RunRandom(seed, steps: 5_000);
        Assert.That(bench.Room.Accepted + bench.Output.Rejections.Count, Is.EqualTo(5_000));
        foreach (var reason in Enum.GetValues<TickRejection>())
            Assert.That(bench.Room.Rejected(reason), Is.EqualTo(bench.Output.Rejections.Count(each => each == reason)));
        Assert.That(bench.Output.Signals, Has.Count.EqualTo(bench.Room.Strategies.Sum(static report => report.Proposals)));
        Assert.That(bench.Output.Signals, Is.Not.Empty);
        Assert.That(bench.Output.Marks.All(static mark => mark.Bid <= mark.Ask), Is.True);
        Assert.That(bench.Output.Signals.All(static signal => signal.Confidence is >= 0 and <= 1 && signal.ExpiresAt > signal.At && signal.Reasoning.Length > 0), Is.True);
        foreach (var group in bench.Output.Marks.GroupBy(static mark => mark.Instrument))
            Assert.That(group.Select(static mark => mark.SourceTime).Distinct().Count(), Is.GreaterThan(1));
    }

    [Test]
    public void Step_SameSeedTwice_DecidesTheSameToTheBit()
    {
        var (first, second) = (RunRandom(11, 3_000), RunRandom(11, 3_000));
        Assert.That(second.Output.Signals, Is.EqualTo(first.Output.Signals));
        Assert.That(second.Output.Marks, Is.EqualTo(first.Output.Marks));
        Assert.That(second.Output.Moves, Is.EqualTo(first.Output.Moves));
    }

    private static Bench RunRandom(int seed, int steps)
    {
        var random = new Random(seed);
        var minute = TimeSpan.FromMinutes(1);
        var moody = new ScriptedFactory("moody")
        {
            Needs = new StrategyNeeds(EveryEvent: true, minute, 3),
            Script = (in MarketView _, ISignalSink signals) =>
            {
                if (random.Next(200) == 0) throw new InvalidOperationException("a mood");
                if (random.Next(3) == 0) signals.Propose(new SignalProposal((SignalKind)random.Next(8), (random.NextDouble() * 1.2) - 0.1, random.Next(5) == 0 ? "" : "a mood", random.Next(-1, 3)));
            },
        };
        var bench = new Bench(new EvaluationOptions { RestartsMax = 1_000 }, moody);
        bench.Load(Bench.Spec("a", "moody", minute, "*"), Bench.Spec("b", "moody", 5 * minute, "BTC/USD"));
        for (var i = 0; i < steps; i++)
        {
            bench.Step(i % 2 == 0 ? RandomTicks.Next(random, Bench.Catalog.Count, Bench.Start) : Sane(random, i));
            if (random.Next(50) == 0) bench.Room.AdvanceTo(Bench.At(i), bench.Account, bench.Output, bench.Watch);
            if (random.Next(500) == 0) bench.Room.Switch(new StrategyId("a"), random.Next(2) == 0, Bench.At(i), bench.Output);
            if (random.Next(500) == 0) bench.Room.ReportDrops(new InstrumentId(0));
        }

        bench.Room.Switch(new StrategyId("a"), on: true, Bench.At(steps), bench.Output);
        Assert.That(bench.Output.Moves.Any(static move => move.Condition == StrategyCondition.Recovering), Is.True);
        return bench;
    }

    private static RawTick Sane(Random random, int second)
    {
        var bid = 100m + (random.Next(-100, 100) / 100m);
        return RawTick.OfQuote(new InstrumentId(random.Next(Bench.Catalog.Count)), Bench.At(100_000 + second), Bench.At(100_000 + second), bid, 1m, bid + (random.Next(0, 30) / 100m), 1m);
    }
}
