using TradingDaemon.Benchmarks.Daemon;
using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>latency</c>: the running daemon under load, from a tick's arrival to its order at the venue's door, the durable write included.</summary>
internal sealed class LatencyBench : IBench
{
    private const double MedianMax = 0.001;
    private const double Percentile99Max = 0.01;
    private const string MemoryDisk = "/dev/shm";

    private static readonly string[] Stages = ["evaluate", "signal_wait", "decide", "journal", "dispatch"];

    /// <inheritdoc/>
    public string Verb => "latency";

    /// <inheritdoc/>
    public string Summary => "Tick to order with 100 strategies on 100 instruments at 10,000 ticks a second, measured by the running daemon.";

    /// <inheritdoc/>
    public async Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        var lasting = TimeSpan.FromSeconds(run.Choose(20, 5));
        run.Say("strategies on quarter-second bars, as delivered");
        var bars = await LoadedDaemon.RunAsync(LoadedDaemon.OnBars(), lasting, null, stopping);
        run.Say($"{Words.Count(bars.TickToOrder.Count)} orders; strategies on every quote");
        var quotes = await LoadedDaemon.RunAsync(LoadedDaemon.OnQuotes(), lasting, null, stopping);
        run.Say($"{Words.Count(quotes.TickToOrder.Count)} orders; one strategy on each instrument");
        var single = await LoadedDaemon.RunAsync(LoadedDaemon.OneEach(), lasting, null, stopping);
        run.Say($"{Words.Count(single.TickToOrder.Count)} orders; quarter-second bars without a disk");
        var free = await OnMemoryDiskAsync(lasting, stopping);
        var figures = Judged("quarter-second bars", bars, free).Concat(Judged("every quote", quotes, null)).Concat(Judged("one strategy an instrument", single, null)).ToList();
        return new BenchReport(Verb, figures,
        [
            Words.Text($"{LoadedDaemon.Strategies} strategies, each on all {LoadedDaemon.Instruments} instruments: {LoadedDaemon.Strategies * LoadedDaemon.Instruments:N0} instances; simulated market at {LoadedDaemon.TicksPerSecond:N0} ticks a second, handed on in batches every millisecond. Bars of all instruments end at the same moment, so their signals come in bursts. The third load has each strategy on an instrument of its own."),
            "Times are the daemon's own histograms between two scrapes, so quantiles are interpolated inside a bucket and the largest is known as the bound of its bucket only. Whether a bar is held is exact: bars are bounds of buckets.",
            "The alternative keeps store and ledger in memory (`/dev/shm`), where a flush costs nothing: the lower bound, and not a way to run.",
            Loads("quarter-second bars", bars),
            Loads("every quote", quotes),
            Loads("one strategy an instrument, every quote", single),
        ],
        [Stage("Stages, quarter-second bars:", bars), Stage("Stages, every quote:", quotes), Stage("Stages, one strategy an instrument:", single)]);
    }

    private static IEnumerable<Figure> Judged(string what, LoadResult load, LoadResult? free)
    {
        var took = load.TickToOrder;
        var (median, high) = (took.Quantile(0.5), took.Quantile(0.99));
        yield return Figure.Judged($"tick to order p50, {what}", "< 1 ms", $"{Words.Seconds(median)} ({Words.Count(took.Count)} orders)", took.FractionWithin(MedianMax) >= 0.5, median, "s", free is null ? "" : $"no disk: {Words.Seconds(free.TickToOrder.Quantile(0.5))}");
        yield return Figure.Judged($"tick to order p99, {what}", "< 10 ms", $"{Words.Seconds(high)} (p90 {Words.Seconds(took.Quantile(0.9))}, all within {Words.Seconds(took.MaxBound)})", took.FractionWithin(Percentile99Max) >= 0.99, high, "s", free is null ? "" : $"no disk: {Words.Seconds(free.TickToOrder.Quantile(0.99))}");
        yield return Figure.Judged($"ticks a second, {what}", "10,000", Words.Count(load.TicksPerSecond), load.TicksPerSecond >= 0.98 * LoadedDaemon.TicksPerSecond, load.TicksPerSecond, "ticks/s");
    }

    private static async Task<LoadResult?> OnMemoryDiskAsync(TimeSpan lasting, CancellationToken stopping)
    {
        if (!Directory.Exists(MemoryDisk)) return null;
        var folder = Path.Combine(MemoryDisk, $"tradingdaemon-bench-{Environment.ProcessId}");
        try
        {
            return await LoadedDaemon.RunAsync(LoadedDaemon.OnBars(), lasting, folder, stopping);
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private static string Loads(string what, LoadResult load)
    {
        var refused = load.CountedBy("refusals_total", "rule");
        var dropped = load.CountedBy("ticks_dropped_total", "reason");
        return Words.Text($"{what}: {load.TicksPerSecond:N0} ticks/s, {load.Cores:0.00} cores, {load.ResidentMebibytes:0} MiB; signals {load.Counted("signals_total"):N0}, orders {load.Counted("orders_total"):N0}, fills {load.Counted("fills_total"):N0}; refused {List(refused)}; ticks dropped {List(dropped)}");
    }

    private static string List(IReadOnlyDictionary<string, double> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(static pair => $"{pair.Key} {Words.Count(pair.Value)}"));

    private static Table Stage(string caption, LoadResult load) => new(caption, ["stage", "count", "p50", "p90", "p99", "p99.9", "all within"],
    [
        .. Stages.Select(stage => Line(stage, load.Timed("stage_seconds", "stage", stage))),
        Line("one durable commit", load.Timed("journal_commit_seconds")),
        Line("tick to order", load.TickToOrder),
    ]);

    private static IReadOnlyList<string> Line(string name, Histogram took) =>
        [name, Words.Count(took.Count), .. new[] { 0.5, 0.9, 0.99, 0.999 }.Select(quantile => Words.Seconds(took.Quantile(quantile))), Words.Seconds(took.MaxBound)];
}
