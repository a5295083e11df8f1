using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TradingDaemon.Benchmarks.Daemon;
using TradingDaemon.Benchmarks.Market;
using TradingDaemon.Benchmarks.Reporting;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Account;
using TradingDaemon.Engine.Account;
using TradingDaemon.Recovery;
using TradingDaemon.Storage;
using TradingDaemon.Storage.Journal;
using TradingDaemon.Storage.Sqlite;
using TradingDaemon.Translation;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>recovery</c>: from opening a store with a long journal to books that are what it says.</summary>
internal sealed class RecoveryBench : IBench
{
    private const long Rows = 1_000_000;
    private const int OpenOrders = 1_000;
    private const double SecondsMax = 5;
    private const int CheckpointAgeFacts = 60_000; // a minute at a thousand facts a second
    private const double MegabytesMax = 512;

    /// <inheritdoc/>
    public string Verb => "recovery";

    /// <inheritdoc/>
    public string Summary => "Books from a journal of 1,000,000 facts and 1,000 open orders, with a checkpoint a minute old and without any.";

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        using var place = Workplace.With(Tiers.Busy());
        var config = place.Load();
        var rows = run.Choose(Rows, Rows / 10);
        run.Say(Words.Text($"committing {rows:N0} facts"));
        var state = Make(config, place.Data, rows, stopping);
        var whole = Recover(run, "no checkpoint", config, place.Data);
        var parts = Parts(config, place.Data);
        run.Say(Words.Text($"one thread: rows {Words.Seconds(parts.Rows.Cpu)}, and content {Words.Seconds(parts.Facts.Cpu)}, and books {Words.Seconds(parts.Books.Cpu)} of processor time"));
        using (var store = Open(place.Data)) store.Checkpoints.Write(state, TimeProvider.System.GetUtcNow());
        var rested = Recover(run, "checkpoint", config, place.Data);
        var alone = Words.Text($"the same on one thread: {Words.Seconds(parts.Books.Wall)}");
        return Task.FromResult(new BenchReport(Verb,
        [
            Judged(Words.Text($"{rows:N0} facts and no checkpoint to books with {whole.OpenOrders:N0} open orders"), whole.Seconds, alone),
            Judged(Words.Text($"the same with a checkpoint {Math.Min(rows / 2, CheckpointAgeFacts):N0} facts old"), rested.Seconds, ""),
            Figure.Judged("managed memory at most during recovery, above what was there before", Words.Text($"< {MegabytesMax:0} MB"), Words.Text($"{whole.Megabytes:0} MB"), whole.Megabytes < MegabytesMax, whole.Megabytes, "MB"),
            Figure.Told("processor time of it, all threads", Words.Seconds(whole.Cpu), whole.Cpu, "s", Words.Text($"on one thread: {Words.Seconds(parts.Books.Cpu)}")),
        ],
        [
            "From opening the store to the last fact applied, in this process; the file is in the page cache. Every row is read, checked against the checksum it is chained by, and applied, as when the daemon starts.",
            Words.Text($"Of every four facts an intent, its acknowledgement, its fill and a refused signal; {OpenOrders:N0} orders are open at the end. Best of three."),
        ],
        [
            new Table("What it costs on one thread, each line with all of the one before", ["work", "time", "processor time"],
            [
                Row("rows fetched, their chain checked", parts.Rows), Row("and their content read", parts.Facts), Row("and applied to the books", parts.Books),
            ]),
        ]));
    }

    private static Figure Judged(string what, double seconds, string alternative) =>
        Figure.Judged(what, "< 5 s", Words.Seconds(seconds), seconds < SecondsMax, seconds, "s", alternative);

    private static SqliteStore Open(string directory) => SqliteStore.Open(new StoreOptions { Directory = directory, Epoch = 1 }, TimeProvider.System);

    // Returns the account as a checkpoint a minute before the end would hold it.
    private static AccountState Make(DaemonConfig config, string directory, long rows, CancellationToken stopping)
    {
        using var store = Open(directory);
        new LongJournal([.. config.Instruments.All]).Fill(store, rows, OpenOrders, stopping);
        var engine = new AccountEngine(config.ToAccountSetup(config.Instruments, config.AccountCurrency), new AccountState());
        foreach (var fact in store.Journal.ReadAfter(0).TakeWhile(fact => fact.Sequence <= rows - Math.Min(rows / 2, CheckpointAgeFacts))) engine.Recover(fact);
        return engine.Account.Books.Capture();
    }

    private static IReadOnlyList<string> Row(string work, (double Wall, double Cpu) cost) => [work, Words.Seconds(cost.Wall), Words.Seconds(cost.Cpu)];

    private static (double Seconds, double Cpu, double Megabytes, int OpenOrders) Recover(BenchRun run, string what, DaemonConfig config, string directory)
    {
        var (best, cpu, most, open) = (double.MaxValue, double.MaxValue, 0L, 0);
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            using var sampled = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
            var cost = Timed(() =>
            {
                using var store = Open(directory);
                var (engine, _) = BooksRecovery.Recover(config.ToAccountSetup(config.Instruments, config.AccountCurrency), store.Journal, store.Checkpoints, NullLogger.Instance);
                open = engine.Account.Books.Orders.Open.Count;
            });
            (best, cpu) = (Math.Min(best, cost.Wall), Math.Min(cpu, cost.Cpu));
        }

        run.Say(Words.Text($"{what}: {Words.Seconds(best)}, {Words.Seconds(cpu)} of processor time, {most / 1e6:0} MB"));
        return (best, cpu, most / 1e6, open);
    }

    private static ((double Wall, double Cpu) Rows, (double Wall, double Cpu) Facts, (double Wall, double Cpu) Books) Parts(DaemonConfig config, string directory)
    {
        using var database = SqliteDatabase.OpenReader(Path.Combine(directory, "daemon.db"), TimeSpan.FromSeconds(1));
        var rows = Timed(() =>
        {
            using var reader = new FactReader(database, 0);
            while (reader.Step()) { }
        });
        var facts = Timed(() =>
        {
            using var reader = new FactReader(database, 0);
            while (reader.Next() is not null) { }
        });
        var books = Timed(() =>
        {
            var engine = new AccountEngine(config.ToAccountSetup(config.Instruments, config.AccountCurrency), new AccountState());
            using var reader = new FactReader(database, 0);
            while (reader.Next() is { } fact) engine.Recover(fact);
        });
        return (rows, facts, books);
    }

    private static (double Wall, double Cpu) Timed(Action work)
    {
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        work();
        return (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }
}
