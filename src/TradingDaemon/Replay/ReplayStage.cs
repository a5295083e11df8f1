using TradingDaemon.Cli.Replay;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Storage;
using TradingDaemon.Strategies.Catalogue;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Replay;

/// <summary>Sets up fresh rooms over an empty store, plays a market through them to its end, and lets somebody look at what became of it.</summary>
/// <param name="config">The configuration.</param>
/// <param name="storeDirectory">Where the books are kept; null for a temporary place that is removed.</param>
/// <param name="speedFactor">Market seconds per real second; null for as fast as possible.</param>
/// <param name="progress">Told a few times a second.</param>
/// <param name="real">For pacing.</param>
internal sealed class ReplayStage(DaemonConfig config, string? storeDirectory, decimal? speedFactor, IReplayProgress progress, TimeProvider real)
{
    private const int RowsPerLook = 8_192; // looks at the clock and at cancellation this often: some milliseconds
    private static readonly TimeSpan PaceLook = TimeSpan.FromMilliseconds(250); // a paced replay can wait for hours: it looks up this often

    /// <summary>Plays the market. A cancelled play ends early, with everything under way arrived.</summary>
    /// <param name="market">What is played.</param>
    /// <param name="conclude">Is shown the rooms and the store before they are closed.</param>
    /// <param name="stopping">Ends it early.</param>
    public async Task<T> PlayAsync<T>(ReplayMarket market, Func<ReplayScene, Task<T>> conclude, CancellationToken stopping)
    {
        using var temporary = storeDirectory is null ? new TemporaryDirectory() : null;
        using var store = SqliteStore.Open(new StoreOptions { Directory = storeDirectory ?? temporary!.Path, Epoch = 1 }, real);
        if (store.Journal.LastSequence > 0) throw new InvalidDataException($"The store {storeDirectory} is not empty: begin with a new one, so that the same input gives the same decisions.");

        using var venue = new SimulatedVenue(config.ToVenueOptions(null, market.StartingCash), market.Catalog, market.FirstAt);
        var options = config.ToEvaluationOptions();
        options = options with { Validation = options.Validation with { AgeMax = null } }; // recorded rows are as old as they are
        var setup = config.ToAccountSetup(market.Catalog, market.Currency);
        setup = setup with { Tiers = new TierTable(setup.Tiers.All.Select(static tier => tier with { Limits = tier.Limits with { MarkAgeMax = null } })) }; // so are prices of what is held
        var engine = new AccountEngine(setup, new AccountState());
        using var driver = new ReplayDriver(new EvaluationRoom(market.Catalog, options, StrategyCatalogue.Default.Find), engine, venue, store.Journal);
        await driver.BeginAsync(market.FirstAt, DaemonVersion.Text, stopping);
        Drive(market, driver, stopping);
        driver.Finish(market.Ticks.CurrentTime);
        return await conclude(new ReplayScene(market, driver, engine.Account, venue, store.Directory));
    }

    private void Drive(ReplayMarket market, ReplayDriver driver, CancellationToken stopping)
    {
        var startedAt = real.GetTimestamp();
        var (ticks, rows) = (market.Ticks, 0L);
        while (ticks.TryRead(out var tick))
        {
            if (speedFactor is { } factor && !Pace(startedAt, (tick.ReceivedTime - market.FirstAt) / (double)factor, ticks, stopping)) return;
            driver.Step(tick);
            if (++rows % RowsPerLook != 0) continue;
            Report(ticks);
            if (stopping.IsCancellationRequested) return;
        }

        progress.Report(new ReplayProgress(ticks.Rows, 1d, ticks.CurrentTime));
    }

    // Waits until the tick is due, telling progress meanwhile; false when it was interrupted.
    private bool Pace(long startedAt, TimeSpan dueAfter, ITickSource ticks, CancellationToken stopping)
    {
        for (var wait = dueAfter - real.GetElapsedTime(startedAt); wait > TimeSpan.FromMilliseconds(1); wait = dueAfter - real.GetElapsedTime(startedAt))
        {
            if (stopping.WaitHandle.WaitOne(wait < PaceLook ? wait : PaceLook)) return false;
            Report(ticks);
        }

        return !stopping.IsCancellationRequested;
    }

    private void Report(ITickSource ticks) => progress.Report(new ReplayProgress(ticks.Rows, ticks.FractionDone, ticks.CurrentTime));
}
