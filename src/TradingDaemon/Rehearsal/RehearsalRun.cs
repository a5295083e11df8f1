using TradingDaemon.Cli.Rehearsal;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Replay;
using TradingDaemon.Translation;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Rehearsal;

/// <summary>One rehearsal: the simulated market of the configuration and its seed, played at full speed, then judged.</summary>
/// <param name="config">The configuration.</param>
/// <param name="request">How long, and where the books are kept.</param>
/// <param name="progress">Told a few times a second.</param>
/// <param name="real">For durations.</param>
internal sealed class RehearsalRun(DaemonConfig config, RehearsalRequest request, IReplayProgress progress, TimeProvider real)
{
    // Always the same moment, because the market is drawn from the seed and its beginning: a Monday, as New York opens.
    private static readonly DateTimeOffset StartAt = new(2025, 1, 6, 14, 30, 0, TimeSpan.Zero);

    /// <summary>Runs it. A cancelled rehearsal judges what was traded.</summary>
    public async Task<RehearsalReport> RunAsync(CancellationToken stopping)
    {
        var startedAt = real.GetTimestamp();
        var source = new SyntheticTickSource(config.ToFeedOptions(new Dictionary<string, decimal>(), config.Instruments.All), config.Instruments.All, StartAt);
        var ticks = new SyntheticTicks(source, StartAt, request.Duration);
        var market = new ReplayMarket(config.Instruments, config.AccountCurrency, config.Venue.CashIn(config.AccountCurrency.Code), StartAt, ticks);
        return await new ReplayStage(config, request.StoreDirectory, speedFactor: null, progress, real).PlayAsync(market, ConcludeAsync, stopping);

        async Task<RehearsalReport> ConcludeAsync(ReplayScene scene)
        {
            var elapsed = real.GetElapsedTime(startedAt);
            return new RehearsalReport(scene.Report(elapsed, ticks.CurrentTime - StartAt), await RehearsalChecks.RunAsync(scene, stopping));
        }
    }
}
