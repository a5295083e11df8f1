using System.Diagnostics;
using System.Text.Json;
using TradingDaemon.Benchmarks.Daemon;
using TradingDaemon.Benchmarks.Machine;
using TradingDaemon.Benchmarks.Market;
using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>replay</c>: the daemon replays recordings on one core, through risk and journal.</summary>
internal sealed class ReplayBench : IBench
{
    private const double RowsPerSecondMin = 500_000;
    private const double TimesRecordedMin = 100;

    /// <inheritdoc/>
    public string Verb => "replay";

    /// <inheritdoc/>
    public string Summary => "Replays recorded quotes, trades and bars with the daemon on one core: rows a second and times recorded speed.";

    /// <inheritdoc/>
    public async Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        if (RecordedData.Files.Count == 0) return BenchReport.Impossible(Verb, RecordedData.Absent);
        using var rare = Workplace.With(Tiers.Rare());
        using var delivered = Workplace.Delivered();
        var single = new List<Replay>();
        foreach (var file in run.Choose(RecordedData.Files, [.. RecordedData.Files.Where(static (_, i) => i % 6 == 4)]))
        {
            single.Add(await ReplayAsync(rare, RecordedData.NameOf(file), [file], stopping));
            run.Say($"{single[^1].Name}: {Words.Count(single[^1].RowsPerSecond)} rows/s");
        }

        var ticks = await BestAsync(run, rare, "quotes and trades tick by tick, merged", [.. RecordedData.QuotesAndTrades.Where(static file => file.Contains("_tick_", StringComparison.Ordinal))], stopping);
        var quotes = await BestAsync(run, rare, "all quotes and trades, merged", RecordedData.QuotesAndTrades, stopping);
        var all = await BestAsync(run, rare, "all recordings, merged", RecordedData.Files, stopping);
        var usual = await ReplayAsync(delivered, "all quotes and trades, delivered tiers", RecordedData.QuotesAndTrades, stopping);
        run.Say("decoding only");
        var decoded = Decoding.RowsPerSecond(RecordedData.QuotesAndTrades);
        var slowest = single.MinBy(static one => one.TimesRecorded)!;
        return new BenchReport(Verb,
        [
            Rate(ticks, ""),
            Rate(quotes, Words.Text($"only decoded: {decoded:N0} rows/s; delivered tiers: {usual.RowsPerSecond:N0} rows/s, {usual.Orders} orders")),
            Rate(all, ""),
            Figure.Judged($"times recorded speed, slowest of {single.Count} files ({slowest.Name})", "≥ 100× on every file", Words.Text($"{slowest.TimesRecorded:N0}×"), slowest.TimesRecorded >= TimesRecordedMin, slowest.TimesRecorded, "x"),
        ],
        [
            "Three strategies on every instrument: crossover and momentum on every quote, mean reversion on one-second bars; thresholds and cool-downs make orders rare. Spread gate, risk rules, simulated venue and the journal (SQLite, every commit flushed) are in the path.",
            "Rows a second are the daemon's own figure: first reading of the files for their symbols, just-in-time compilation and the closing sums included, the start of the process not. A short file is mostly start-up.",
            OneCore.IsPossible ? $"Every process was pinned to core {OneCore.Number}; compilation in the background shares it." : "Processes could not be pinned to one core here.",
        ],
        [Table(single, [ticks, quotes, all, usual])]);
    }

    private static Figure Rate(Replay replay, string alternative) => Figure.Judged(
        $"{replay.Name}, one core", "≥ 500,000 rows/s, orders rare",
        Words.Text($"{replay.RowsPerSecond:N0} rows/s ({replay.Rows:N0} rows, {replay.Signals:N0} signals, {replay.Orders:N0} orders)"),
        replay.RowsPerSecond >= RowsPerSecondMin, replay.RowsPerSecond, "rows/s", alternative);

    private static Table Table(IEnumerable<Replay> single, IEnumerable<Replay> merged) => new(
        "Each recording by itself, then merged:", ["recording", "rows", "rows/s", "elapsed", "with process start", "times recorded", "signals", "orders", "fills"],
        [.. single.Concat(merged).Select(static one => (IReadOnlyList<string>)
        [
            one.Name, Words.Count(one.Rows), Words.Count(one.RowsPerSecond), Words.Seconds(one.Elapsed), Words.Seconds(one.Wall), $"{Words.Count(one.TimesRecorded)}×",
            Words.Count(one.Signals), Words.Count(one.Orders), Words.Count(one.Fills),
        ])]);

    // The same rows give the same decisions, so the fastest run is the one the machine disturbed least.
    private static async Task<Replay> BestAsync(BenchRun run, Workplace place, string name, IReadOnlyList<string> files, CancellationToken stopping)
    {
        var runs = new List<Replay>();
        for (var i = 0; i < run.Choose(3, 1); i++)
        {
            runs.Add(await ReplayAsync(place, name, files, stopping));
            run.Say($"{name}: {Words.Count(runs[^1].RowsPerSecond)} rows/s");
        }

        if (runs.Select(static one => one.DecisionHash).Distinct().Count() > 1) throw new InvalidDataException($"{name}: the same input gave different decisions.");
        return runs.MaxBy(static one => one.RowsPerSecond)!;
    }

    private static async Task<Replay> ReplayAsync(Workplace place, string name, IReadOnlyList<string> files, CancellationToken stopping)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var output = await DaemonProcess.RunAsync(place, onOneCore: true, stopping, ["replay", "--json", .. files]);
        var wall = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        double Number(string key) => root.GetProperty(key).GetDouble();
        return new Replay(
            name, Number("rows"), Number("rowsPerSecond"), Number("elapsedSeconds"), Number("recordedSeconds"), wall,
            Number("signals"), Number("orders"), Number("fills"), root.GetProperty("decisionHash").GetString()!);
    }

    private sealed record Replay(
        string Name, double Rows, double RowsPerSecond, double Elapsed, double Recorded, double Wall, double Signals, double Orders, double Fills, string DecisionHash)
    {
        public double TimesRecorded => Recorded / Elapsed;
    }
}
