using TradingDaemon.Benchmarks.Daemon;
using TradingDaemon.Benchmarks.Market;
using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>startup</c>: from making the process to <c>/health/ready</c> answering 200, with an empty store and with one to recover.</summary>
internal sealed class StartupBench : IBench
{
    private const double EmptyMax = 2;
    private const double FilledMax = 3;
    private const long JournalRows = 100_000;

    /// <inheritdoc/>
    public string Verb => "startup";

    /// <inheritdoc/>
    public string Summary => "From starting the process to ready, with an empty store and with 100,000 journal rows to recover.";

    /// <inheritdoc/>
    public async Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        var runs = run.Choose(10, 3);
        using var empty = Workplace.With(Tiers.Busy());
        var fresh = await StartAsync(run, "empty store", empty, runs, static _ => { }, stopping);

        using var template = Workplace.With(Tiers.Busy());
        run.Say(Words.Text($"trading until the journal has {JournalRows:N0} rows"));
        var rows = await FilledStore.FillAsync(template.Load(), JournalRows, stopping);
        using var filled = Workplace.With(Tiers.Busy());
        var recovered = await StartAsync(run, "filled store", filled, runs, place => Copy(template.Data, place.Data), stopping);
        using var checkpointed = Workplace.With(Tiers.Busy());
        Copy(template.Data, checkpointed.Data);
        await RestAsync(checkpointed, stopping);
        var rested = await StartAsync(run, "filled store with a checkpoint", checkpointed, runs, static _ => { }, stopping, isKept: true);
        return new BenchReport(Verb,
        [
            Judged("cold start to ready, empty store", "< 2 s", EmptyMax, fresh, ""),
            Judged(Words.Text($"cold start to ready, {rows:N0} journal rows and no checkpoint"), "< 3 s", FilledMax, recovered, $"with a checkpoint: {Spread(rested)}"),
        ],
        [
            $"Median of {runs} starts each, with the least and the most; the files are in the page cache, as after a restart of the process. Ready means: recovered, compared with the venue, data arriving, gate open.",
            "The filled store was made by trading: real strategies, account engine, journal and venue with its own ledger on the simulated market. Without a checkpoint every row is read, checked against its checksum and applied.",
        ], []);
    }

    private static Figure Judged(string what, string bar, double most, List<double> seconds, string alternative) =>
        Figure.Judged(what, bar, Spread(seconds), Median(seconds) < most, Median(seconds), "s", alternative);

    private static string Spread(List<double> seconds) => $"{Words.Seconds(Median(seconds))} ({Words.Seconds(seconds.Min())} to {Words.Seconds(seconds.Max())})";

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);

    private static async Task<List<double>> StartAsync(
        BenchRun run, string what, Workplace place, int runs, Action<Workplace> prepare, CancellationToken stopping, bool isKept = false)
    {
        var seconds = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            if (!isKept && Directory.Exists(place.Data)) Directory.Delete(place.Data, recursive: true);
            prepare(place);
            using var daemon = DaemonProcess.Start(place, onOneCore: false);
            seconds.Add((await daemon.ReadyAsync(stopping)).TotalSeconds);
        }

        run.Say($"{what}: {Spread(seconds)}");
        return seconds;
    }

    // Runs until a checkpoint was written, so that the next start has one.
    private static async Task RestAsync(Workplace place, CancellationToken stopping)
    {
        using var daemon = DaemonProcess.Start(place, onOneCore: false);
        await daemon.ReadyAsync(stopping);
        while ((await daemon.MetricsAsync(stopping)).Sum("tradingdaemon_checkpoints_total") == 0) await Task.Delay(TimeSpan.FromMilliseconds(200), stopping);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
