using System.Diagnostics;
using TradingDaemon.Benchmarks.Machine;
using TradingDaemon.Benchmarks.Market;
using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>routing</c>: where one entry goes, with the quotes at hand.</summary>
internal sealed class RoutingBench : IBench
{
    private const int Decisions = 400_000;
    private const int Warm = 20_000;
    private const double MedianMax = 5e-6;
    private const double TailMax = 1e-3;

    /// <inheritdoc/>
    public string Verb => "routing";

    /// <inheritdoc/>
    public string Summary => "Where one entry goes: spread, expected cost and size at every venue that has it, quotes at hand; time and bytes.";

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        var off = Measure(new RoutingScene(1, isSmart: false, levels: 0), run);
        var figures = new List<Figure>();
        foreach (var (venues, levels) in new[] { (1, 0), (2, 0), (3, 10) })
        {
            stopping.ThrowIfCancellationRequested();
            var on = Measure(new RoutingScene(venues, isSmart: true, levels), run);
            var what = Words.Text($"{venues} {(venues == 1 ? "venue" : "venues")}, {(levels == 0 ? "the touch" : $"{levels} levels")} shown");
            run.Say($"{what}: {Words.Seconds(on.Median)}, {Words.Seconds(on.Tail)}, {on.Bytes} bytes");
            figures.Add(Figure.Judged($"routing decision, p50, {what}", "< 5 µs", Words.Seconds(on.Median), on.Median < MedianMax, on.Median, "s", $"routing off: {Words.Seconds(off.Median)}"));
            figures.Add(Figure.Judged($"routing decision, p99, {what}", "< 1 ms", Words.Seconds(on.Tail), on.Tail < TailMax, on.Tail, "s", $"routing off: {Words.Seconds(off.Tail)}"));
            figures.Add(Figure.Judged($"routing decision, allocation, {what}", "0 bytes where nothing waits", Words.Text($"{on.Bytes:N0} bytes in {Warm:N0} decisions"), on.Bytes == 0, (double)on.Bytes / Warm, "bytes"));
        }

        return Task.FromResult(new BenchReport(Verb, figures,
        [
            "Each decision is timed by itself and looks at every venue: age and width of its quote, equity, size, the way down its book, its fee; then sorts. The gate, which is asked afterwards, has a benchmark of its own. The clock's own time is in the figures.",
            "The alternative is the same call with routing off: one venue, age and width of its quote, size, and no cost.",
        ], []));
    }

    private static (double Median, double Tail, long Bytes) Measure(RoutingScene scene, BenchRun run)
    {
        using var pinned = OneCore.Pin();
        for (var i = 0; i < Warm; i++) scene.Decide();
        var took = new long[run.Choose(Decisions, Decisions / 4)];
        GC.Collect();
        for (var i = 0; i < took.Length; i++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            scene.Decide();
            took[i] = Stopwatch.GetTimestamp() - startedAt;
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Warm; i++) scene.Decide();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(took);
        return (Seconds(took, 0.5), Seconds(took, 0.99), bytes);
    }

    private static double Seconds(long[] sorted, double quantile) => sorted[(int)(quantile * (sorted.Length - 1))] / (double)Stopwatch.Frequency;
}
