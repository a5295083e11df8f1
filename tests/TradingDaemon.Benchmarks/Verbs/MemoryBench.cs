using System.Diagnostics;
using TradingDaemon.Benchmarks.Daemon;
using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>memory</c>: resident memory of the running daemon over millions of ticks.</summary>
internal sealed class MemoryBench : IBench
{
    private const double ResidentMax = 200;
    private const double SlopeMax = 0.5; // MiB a million ticks: what is flat within the noise of a garbage collector
    private const double TicksPerSecond = 100_000;
    private const double TradesPerQuote = 0.3;
    private const double SampleEveryTicks = 250_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public string Verb => "memory";

    /// <inheritdoc/>
    public string Summary => "Resident memory of the running daemon over 10 million ticks of the simulated market.";

    /// <inheritdoc/>
    public async Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        if (!OperatingSystem.IsLinux()) return BenchReport.Impossible(Verb, "resident memory is read from /proc.");
        using var place = Workplace.Delivered().Change(static settings =>
        {
            var instruments = settings["instruments"]!.AsObject();
            foreach (var (_, instrument) in instruments) instrument!["simulation"]!["quotesPerSecond"] = TicksPerSecond / (1 + TradesPerQuote) / instruments.Count;
        });
        using var daemon = DaemonProcess.Start(place, onOneCore: false);
        await daemon.ReadyAsync(stopping);
        var startedAt = Stopwatch.GetTimestamp();
        var ticksMax = run.Choose(10_000_000, 1_000_000);
        var samples = await SampleAsync(run, daemon, ticksMax, stopping);
        var page = await daemon.MetricsAsync(stopping);
        return Report(run.IsQuick, samples, page, Stopwatch.GetElapsedTime(startedAt));
    }

    private static async Task<List<(double Ticks, double Resident, double Heap)>> SampleAsync(BenchRun run, DaemonProcess daemon, double ticksMax, CancellationToken stopping)
    {
        var samples = new List<(double Ticks, double Resident, double Heap)>();
        var next = 0d;
        while (true)
        {
            var page = await daemon.MetricsAsync(stopping);
            var ticks = page.Sum("tradingdaemon_ticks_received_total");
            if (ticks >= next)
            {
                samples.Add((ticks / 1e6, daemon.ResidentMebibytes, page.Sum("tradingdaemon_gc_heap_size_bytes") / (1024 * 1024)));
                next = (Math.Floor(ticks / SampleEveryTicks) + 1) * SampleEveryTicks;
                run.Say(Words.Text($"{ticks:N0} ticks, {samples[^1].Resident:0.0} MiB"));
            }

            if (ticks >= ticksMax) return samples;
            await Task.Delay(LookEvery, stopping);
        }
    }

    private BenchReport Report(bool isQuick, List<(double Ticks, double Resident, double Heap)> samples, MetricsPage page, TimeSpan took)
    {
        var slope = Slope(After(samples, 0.5));
        var slopes = Words.Text($"{slope:+0.00;-0.00;0.00} MiB a million ticks (after the first fifth: {Slope(After(samples, 0.2)):+0.00;-0.00;0.00})");
        var most = samples.Max(static sample => sample.Resident);
        return new BenchReport(Verb,
        [
            Figure.Judged(Words.Text($"resident memory, most over {samples[^1].Ticks:0.0} million ticks"), "< 200 MB", Words.Text($"{most:0} MiB"), most * 1.048576 < ResidentMax, most, "MiB",
                Words.Text($"managed heap after the last collection: {samples[^1].Heap:0} MiB")),
            isQuick ? Figure.Told("slope over the second half, too early to judge", slopes, slope, "MiB/million") : Figure.Judged("slope over the second half", "~0", slopes, slope <= SlopeMax, slope, "MiB/million"),
        ],
        [
            Words.Text($"Delivered instruments, tiers and strategies; the simulated market in real time at {TicksPerSecond:N0} ticks a second asked, {samples[^1].Ticks * 1e6 / took.TotalSeconds:N0} reached; {page.Sum("tradingdaemon_ticks_dropped_total"):N0} ticks dropped, {page.Sum("tradingdaemon_orders_total"):N0} orders, {page.Sum("tradingdaemon_checkpoints_total"):N0} checkpoints."),
            "Resident memory is the kernel's VmRSS, read about every 250,000 ticks, with a scrape of `/metrics` twice a second; slopes are least squares, and one up to 0.5 MiB a million ticks counts as none. The collector works in its first budget for some million ticks, which is growth with an end.",
        ],
        [
            new Table("Samples:", ["million ticks", "resident MiB", "heap MiB"],
                [.. samples.Where((_, i) => i % Math.Max(1, samples.Count / 12) == 0 || i == samples.Count - 1).Select(static sample => (IReadOnlyList<string>)
                    [Words.Text($"{sample.Ticks:0.00}"), Words.Text($"{sample.Resident:0.0}"), Words.Text($"{sample.Heap:0.0}")])]),
        ]);
    }

    private static List<(double Ticks, double Resident, double Heap)> After(List<(double Ticks, double Resident, double Heap)> samples, double part) =>
        [.. samples.Where(sample => sample.Ticks >= part * samples[^1].Ticks)];

    private static double Slope(List<(double Ticks, double Resident, double Heap)> samples)
    {
        if (samples.Count < 2) return double.NaN;
        var (x, y) = (samples.Average(static sample => sample.Ticks), samples.Average(static sample => sample.Resident));
        return samples.Sum(sample => (sample.Ticks - x) * (sample.Resident - y)) / samples.Sum(sample => (sample.Ticks - x) * (sample.Ticks - x));
    }
}
