using System.Diagnostics;
using TradingDaemon.Benchmarks.Daemon;
using TradingDaemon.Benchmarks.Machine;
using TradingDaemon.Benchmarks.Market;
using TradingDaemon.Benchmarks.Reporting;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>rooms</c>: decoded ticks through validation, quotes, strategies, account engine and risk, on one thread.</summary>
internal sealed class RoomsBench : IBench
{
    private const double TicksPerSecondMin = 1_000_000;
    private const int TicksMax = 1_000_000; // 130 bytes each
    private const int FirstTicksOfInstrument = 10_000; // strategies, bar builders and rings of bars are made among the first ticks of their instrument

    /// <inheritdoc/>
    public string Verb => "rooms";

    /// <inheritdoc/>
    public string Summary => "Decoded ticks through validation, strategies, risk and order in one thread: ticks a second and bytes a tick.";

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        using var place = Workplace.With(Tiers.Rare());
        var config = place.Load();
        var (synthetic, syntheticTicks) = SyntheticData.Make(config, run.Choose(TicksMax, TicksMax / 4));
        var figures = new List<Figure>();
        var rounds = run.Choose(7, 3);
        if (RecordedData.Ticks.Count > 0)
        {
            var (recorded, ticks) = Decoding.Load(RecordedData.Ticks, run.Choose(TicksMax, TicksMax / 4));
            figures.AddRange(Measure(run, "recorded quotes and trades", config, recorded, ticks, rounds));
        }

        figures.AddRange(Measure(run, "simulated market", config, synthetic, syntheticTicks, rounds));
        return Task.FromResult(new BenchReport(Verb, figures,
        [
            "Three strategies on every instrument, as in `replay`; the clock is told every 250 ms of market time; orders are filled at once by a stand-in for the venue. No channel, no journal.",
            $"Median of {rounds} rounds on one core with fresh rooms each, after one that warms up.",
            Words.Text($"Allocation is counted by the thread around every tick after the first {FirstTicksOfInstrument:N0} of its instrument, in a round of its own; a tick counts as silent when nothing came of it: no signal, no fact, no rejection, no strategy that became warm (telling that makes a sentence, once). Before that each strategy and each ring of bars is made, once."),
            "The naive path does less work for a tick: no sizes, outliers, bars, regimes, account or risk.",
        ], []));
    }

    private static List<Figure> Measure(BenchRun run, string what, DaemonConfig config, InstrumentCatalog catalog, RawTick[] ticks, int rounds)
    {
        using var pinned = OneCore.Pin();
        var (signals, orders) = (0L, 0L);
        var ours = Median(rounds, ticks.Length, () =>
        {
            var rig = new RoomsRig(config, catalog, ticks[0].ReceivedTime);
            return () =>
            {
                foreach (ref readonly var tick in ticks.AsSpan())
                {
                    rig.TellTime(tick.ReceivedTime);
                    rig.Step(tick);
                }

                (signals, orders) = (rig.Signals, rig.Orders);
            };
        });
        run.Say($"{what}: {Words.Count(ours)} ticks/s, {orders} orders");
        var naive = Median(rounds, ticks.Length, () =>
        {
            var path = new NaivePath(catalog);
            return () =>
            {
                foreach (ref readonly var tick in ticks.AsSpan()) path.Step(tick);
            };
        });
        var (bytes, silent, told, toldBytes) = Allocated(new RoomsRig(config, catalog, ticks[0].ReceivedTime), catalog, ticks);
        var naiveBytes = NaiveAllocated(new NaivePath(catalog), ticks);
        run.Say($"{what}: {bytes} bytes in {silent} silent ticks");
        return
        [
            Figure.Judged($"engine rooms, {what}, one core", "≥ 1,000,000 ticks/s", Words.Text($"{ours:N0} ticks/s ({ticks.Length:N0} ticks, {signals} signals, {orders} orders)"), ours >= TicksPerSecondMin, ours, "ticks/s", Words.Text($"naive path: {naive:N0} ticks/s")),
            Figure.Judged($"allocation, {what}", "0 bytes a tick without a signal", Words.Text($"{(double)bytes / silent:0.####} bytes a tick ({bytes:N0} bytes in {silent:N0} ticks)"), bytes == 0, (double)bytes / silent, "bytes/tick", Words.Text($"naive path: {naiveBytes:0} bytes a tick")),
            Figure.Told($"allocation when rooms are told the time, {what}", Words.Text($"{(double)toldBytes / told:0.#} bytes, {told:N0} times"), (double)toldBytes / told, "bytes"),
        ];
    }

    private static double Median(int rounds, int ticks, Func<Action> prepare)
    {
        var rates = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            var pass = prepare();
            GC.Collect();
            var startedAt = Stopwatch.GetTimestamp();
            pass();
            if (round > 0) rates.Add(ticks / Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
        }

        return rates.Order().ElementAt(rates.Count / 2);
    }

    private static (long Bytes, long Silent, long Told, long ToldBytes) Allocated(RoomsRig rig, InstrumentCatalog catalog, RawTick[] ticks)
    {
        var seen = new int[catalog.Count];
        var (bytes, silent, told, toldBytes) = (0L, 0L, 0L, 0L);
        foreach (ref readonly var tick in ticks.AsSpan())
        {
            var isWarm = ++seen[tick.Instrument.Index] > FirstTicksOfInstrument;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var isTold = rig.TellTime(tick.ReceivedTime);
            var between = GC.GetAllocatedBytesForCurrentThread();
            var hasEffect = rig.Step(tick);
            var after = GC.GetAllocatedBytesForCurrentThread();
            if (hasEffect || !isWarm) continue;
            (bytes, silent) = (bytes + after - between, silent + 1);
            if (isTold) (told, toldBytes) = (told + 1, toldBytes + between - before);
        }

        return (bytes, silent, told, toldBytes);
    }

    private static double NaiveAllocated(NaivePath path, RawTick[] ticks)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ref readonly var tick in ticks.AsSpan()) path.Step(tick);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)ticks.Length;
    }
}
