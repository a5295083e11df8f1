using TradingDaemon.Benchmarks.Daemon;
using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>strategies</c>: a hundred strategies at once, how long each takes to look and how long a message takes, with the histograms.</summary>
internal sealed class StrategiesBench : IBench
{
    private const double SignalMax = 0.01;
    private const double MessageMax = 0.005;
    private const string Evaluation = "strategy_evaluation_seconds";

    /// <inheritdoc/>
    public string Verb => "strategies";

    /// <inheritdoc/>
    public string Summary => "A hundred strategies at once on every quote of 100 instruments: time of a signal by strategy and of a message.";

    /// <inheritdoc/>
    public async Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        var load = await LoadedDaemon.RunAsync(LoadedDaemon.OnQuotes(), TimeSpan.FromSeconds(run.Choose(20, 5)), null, stopping);
        var names = load.Values(Evaluation, "strategy");
        var each = names.ToDictionary(static name => name, name => load.Timed(Evaluation, "strategy", name));
        var all = load.Timed(Evaluation);
        var message = load.Timed("message_processing_seconds");
        var running = load.Last.Sum("tradingdaemon_strategy_running");
        var slowest = each.MaxBy(static one => one.Value.Quantile(0.999));
        return new BenchReport(Verb,
        [
            Figure.Judged("strategies at once, each on 100 instruments", "≥ 100", Words.Count(running), running >= 100, running, "strategies"),
            Figure.Judged("time of one evaluation, any strategy", "< 10 ms for a signal", Within(all, SignalMax, "10 ms"), all.FractionWithin(SignalMax) >= 1, all.Quantile(0.999), "s",
                $"slowest ({slowest.Key}): p99.9 {Words.Seconds(slowest.Value.Quantile(0.999))}"),
            Figure.Judged("time of one message through all strategies of its instrument", "< 5 ms", Within(message, MessageMax, "5 ms"), message.FractionWithin(MessageMax) >= 1, message.Quantile(0.999), "s"),
        ],
        [
            Words.Text($"{load.TicksPerSecond:N0} ticks a second, {load.Cores:0.00} cores busy. Every evaluation is watched, every 64th is timed; every message is timed."),
            "A time is what the clock on the wall says, so it holds whatever else the machine did meanwhile: collections, and other processes on the same cores.",
        ],
        [
            new Table("One evaluation, all strategies, counts by bucket:", ["not above", "evaluations"], Buckets(all)),
            new Table("One message, counts by bucket:", ["not above", "messages"], Buckets(message)),
            new Table("The ten strategies with the highest p99.9:", ["strategy", "timed", "p50", "p99", "p99.9", "all within"],
                [.. each.OrderByDescending(static one => one.Value.Quantile(0.999)).Take(10).Select(static one => (IReadOnlyList<string>)
                [
                    one.Key, Words.Count(one.Value.Count), Words.Seconds(one.Value.Quantile(0.5)), Words.Seconds(one.Value.Quantile(0.99)), Words.Seconds(one.Value.Quantile(0.999)), Words.Seconds(one.Value.MaxBound),
                ])]),
        ]);
    }

    private static string Within(Histogram took, double bound, string words)
    {
        var above = took.Count - (took.FractionWithin(bound) * took.Count);
        return $"p50 {Words.Seconds(took.Quantile(0.5))}, p99.9 {Words.Seconds(took.Quantile(0.999))}, all within {Words.Seconds(took.MaxBound)}; {Words.Count(above)} of {Words.Count(took.Count)} above {words}";
    }

    private static List<IReadOnlyList<string>> Buckets(Histogram took)
    {
        var rows = new List<IReadOnlyList<string>>();
        var before = 0d;
        foreach (var (bound, count) in took.Cumulative.OrderBy(static pair => pair.Key))
        {
            rows.Add([double.IsPositiveInfinity(bound) ? "more" : Words.Seconds(bound), Words.Count(count - before)]);
            before = count;
        }

        return rows;
    }
}
