using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Evaluation;

namespace TradingDaemon.Tests.Engine.Evaluation;

/// <summary>The hot path of the room, as the benchmark runs it: quotes and trades, three strategies, bars.</summary>
[NonParallelizable] // another thread's collection counts against the thread that is measured
public sealed class EvaluationRoomAllocationTests
{
    private const int Ticks = 50_000;

    [Test]
    public void Step_TicksWithoutSignal_AllocateNothing()
    {
        var room = new EvaluationRoom(Bench.Catalog, new EvaluationOptions(), static _ => new TrivialFactory());
        var output = new CountingOutput();
        room.Load([Bench.Spec("a"), Bench.Spec("b"), Bench.Spec("c", bars: TimeSpan.FromMinutes(1))], Bench.Start, output);
        Run(room, output, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(room, output, Ticks);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(allocated, Is.Zero);
        Assert.That((output.Marks, output.Signals), Is.EqualTo((2 * Ticks * 9 / 10, 0)));
        Assert.That(room.Strategies.Select(static report => report.Evaluations), Is.EqualTo(new[] { 2L * Ticks, 2L * Ticks, 166L }));
    }

    private static void Run(EvaluationRoom room, CountingOutput output, int from)
    {
        for (var i = from; i < from + Ticks; i++)
        {
            var at = Bench.Start + TimeSpan.FromMilliseconds(i * 100);
            var bid = 100m + (i % 50 * 0.01m);
            var tick = i % 10 == 0
                ? RawTick.OfTrade(new InstrumentId(0), at, at, bid, 1m, AggressorSide.Buy)
                : RawTick.OfQuote(new InstrumentId(0), at, at, bid, 1m, bid + 0.01m, 1m);
            room.Step(in tick, AccountSnapshot.Empty, output, NullWatch.Instance);
        }
    }

    private sealed class CountingOutput : IEvaluationOutput
    {
        public int Marks { get; private set; }

        public int Signals { get; private set; }

        public void OnMark(in Quote quote) => Marks++;

        public void OnDepth(InstrumentId instrument, BookSnapshot depth) => Marks += 0;

        public void OnSignal(Signal signal) => Signals++;

        public void OnRejected(in RawTick tick, TickRejection reason) => Assert.Fail($"{reason}");

        public void OnStrategyMoved(StrategyId strategy, StrategyCondition condition, string reason)
        {
        }

        public void OnProposalInvalid(StrategyId strategy, InstrumentId instrument, string fault) => Assert.Fail(fault);
    }

    private sealed class TrivialFactory : IStrategyFactory
    {
        public string Kind => "scripted";

        public IReadOnlyList<StrategyParameter> Parameters => [];

        public IEnumerable<string> Validate(StrategySpec spec) => [];

        public IStrategy Create(StrategySpec spec, Instrument instrument) => new TrivialStrategy(new StrategyNeeds(spec.BarInterval == TimeSpan.Zero, spec.BarInterval, 10));
    }

    private sealed class TrivialStrategy(StrategyNeeds needs) : IStrategy
    {
        private double _average;

        public StrategyNeeds Needs => needs;

        public void Evaluate(in MarketView market, AccountSnapshot account, Regime regime, ISignalSink signals)
        {
            var price = market.HasClosedBar ? market.ClosedBar.Close : market.Mid;
            _average += (price - _average) * 0.1;
            if (_average < 0) signals.Propose(new SignalProposal(SignalKind.Sell, 1, "never"));
        }
    }
}
