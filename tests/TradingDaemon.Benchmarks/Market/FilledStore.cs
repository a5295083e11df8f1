using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Account;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Replay;
using TradingDaemon.Storage;
using TradingDaemon.Strategies.Catalogue;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Benchmarks.Market;

/// <summary>A store and a venue's ledger that grew by trading, as after a long day without a checkpoint.</summary>
internal static class FilledStore
{
    private static readonly TimeSpan Age = TimeSpan.FromHours(12); // its market time must lie behind the clock of the daemon that opens it

    /// <summary>Trades on the simulated market with real rooms, venue and journal until the journal has so many rows.</summary>
    /// <param name="config">The configuration the daemon will be started with.</param>
    /// <param name="rows">Rows of the journal.</param>
    /// <param name="stopping">Cancels.</param>
    /// <returns>Rows written, at least as many as asked for.</returns>
    public static async Task<long> FillAsync(DaemonConfig config, long rows, CancellationToken stopping)
    {
        var start = TimeProvider.System.GetUtcNow() - Age;
        using var store = SqliteStore.Open(new StoreOptions { Directory = config.Storage.Directory }, TimeProvider.System);
        var ledger = config.ToVenueOptions(Path.Combine(config.Storage.Directory, ConfigTranslation.LedgerFile), config.Venue.StartingCash);
        using var venue = new SimulatedVenue(ledger with { Fsync = false }, config.Instruments, start); // the process is not going to die here
        var engine = new AccountEngine(config.ToAccountSetup(config.Instruments, config.AccountCurrency), new AccountState());
        using var driver = new ReplayDriver(new EvaluationRoom(config.Instruments, config.ToEvaluationOptions(), StrategyCatalogue.Default.Find), engine, venue, store.Journal);
        await driver.BeginAsync(start, "bench", stopping);
        var market = new SyntheticTickSource(config.ToFeedOptions(new Dictionary<string, decimal>(), config.Instruments.All), config.Instruments.All, start);
        var last = start;
        while (store.Journal.LastSequence < rows)
        {
            stopping.ThrowIfCancellationRequested();
            market.Next(out var tick);
            driver.Step(tick);
            last = tick.ReceivedTime;
        }

        driver.Finish(last);
        return store.Journal.LastSequence;
    }
}
