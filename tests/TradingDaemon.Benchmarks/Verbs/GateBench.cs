using System.Diagnostics;
using TradingDaemon.Benchmarks.Machine;
using TradingDaemon.Benchmarks.Market;
using TradingDaemon.Benchmarks.Reporting;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>gate</c>: one order through every rule, all of them on.</summary>
internal sealed class GateBench : IBench
{
    private const int Judgements = 400_000;
    private const int Warm = 20_000;
    private const double MedianMax = 5e-6;
    private const double TailMax = 50e-6;

    /// <inheritdoc/>
    public string Verb => "gate";

    /// <inheritdoc/>
    public string Summary => "One order through every risk rule, all limits set: time and bytes an approval.";

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        var figures = new List<Figure>();
        foreach (var instruments in new[] { 8, 20, 100 })
        {
            stopping.ThrowIfCancellationRequested();
            figures.AddRange(Measure(new GateScene(instruments), instruments, run.Choose(Judgements, Judgements / 4), run));
        }

        return Task.FromResult(new BenchReport(Verb, figures,
        [
            $"{RiskRules.All.Length} rules, every limit set and none reached; half of the instruments are held and guarded, an order is in flight in each of the others; twenty strategies, tilt judged. The price of one instrument moves before each judgement, untimed: its figure is the mark's. Each judgement is timed by itself, looking around the account included; the clock's own time is in the figures.",
        ], []));
    }

    private static List<Figure> Measure(GateScene scene, int instruments, int judgements, BenchRun run)
    {
        using var pinned = OneCore.Pin();
        var cases = scene.Cases;
        for (var i = 0; i < Warm; i++)
        {
            scene.Move(i);
            Judge(Fresh(cases, i));
        }

        var (took, marks) = (new long[judgements], new long[judgements]);
        GC.Collect();
        for (var i = 0; i < judgements; i++)
        {
            var order = Fresh(cases, i);
            var markedAt = Stopwatch.GetTimestamp();
            scene.Move(i);
            var startedAt = Stopwatch.GetTimestamp();
            Judge(order);
            took[i] = Stopwatch.GetTimestamp() - startedAt;
            marks[i] = startedAt - markedAt;
        }

        var bytes = 0L;
        for (var i = 0; i < Warm; i++)
        {
            var order = Fresh(cases, i);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Judge(order);
            bytes += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Array.Sort(took);
        Array.Sort(marks);
        var (median, tail) = (Seconds(took, 0.5), Seconds(took, 0.99));
        var what = Words.Text($"{instruments} instruments, {(instruments + 1) / 2} orders in flight");
        run.Say($"{what}: {Words.Seconds(median)}, {Words.Seconds(tail)}, {bytes} bytes");
        return
        [
            Figure.Judged($"full gate, p50, {what}", "< 5 µs", Words.Seconds(median), median < MedianMax, median, "s"),
            Figure.Judged($"full gate, p99, {what}", "< 50 µs", Words.Seconds(tail), tail < TailMax, tail, "s"),
            Figure.Judged($"full gate, allocation, {what}", "0 bytes an approved order", Words.Text($"{bytes:N0} bytes in {Warm:N0} orders"), bytes == 0, (double)bytes / Warm, "bytes"),
            Figure.Told($"a mark of one of {instruments} instruments, p50", Words.Seconds(Seconds(marks, 0.5)), Seconds(marks, 0.5), "s"),
        ];
    }

    // A case looks around the account once: each judgement has its own.
    private static RiskCase Fresh(IReadOnlyList<RiskCase> cases, int turn) => cases[turn % cases.Count] with { };

    private static void Judge(RiskCase order)
    {
        if (RiskRules.FirstRefusal(order) is { } refusal) throw new InvalidOperationException($"The scene is made to pass: {refusal.Detail}");
    }

    private static double Seconds(long[] sorted, double quantile) => sorted[(int)(quantile * (sorted.Length - 1))] / (double)Stopwatch.Frequency;
}
