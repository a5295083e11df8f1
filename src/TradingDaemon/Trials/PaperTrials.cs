using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Trials;

/// <summary>
/// Runs the trial on paper that the account asks for, if it asks for one, and tells the account what it came to. The account alone says that one begins, is passed or has failed, so that a
/// restart goes on where the journal is.
/// </summary>
/// <param name="look">Asks the account what it wants, between two of its inputs.</param>
/// <param name="tell">Tells the account what it came to; false when too many commands wait.</param>
/// <param name="config">The configuration.</param>
/// <param name="clocks">Real and market time.</param>
/// <param name="logger">The log.</param>
internal sealed class PaperTrials(Func<Task<PaperOrder?>> look, Func<Command, bool> tell, DaemonConfig config, Clocks clocks, ILogger<PaperTrials> logger) : BackgroundService
{
    /// <summary>The directory of trials, beside the daemon's own store.</summary>
    public const string DirectoryName = "paper-trials";

    private PaperRun? _run;
    private PaperRun? _ending; // asked to end, and not gone yet: nothing begins before it is, so that there is never more than one thread

    /// <summary>What feeds say that nobody saw; null where none says it.</summary>
    public SightBoard? Sight { get; init; }

    /// <summary>Asks venues for the bars strategies look back on, as for the live ones; null where nothing looks back.</summary>
    public Action<IReadOnlyList<HistoryWanted>, Action<HistoryWanted, IReadOnlyList<Bar>>>? AskForHistory { get; init; }

    /// <summary>What the trial that runs came to, and how many ticks it had no room for; null while none does.</summary>
    public PaperProgress? Progress => Volatile.Read(ref _run) is { } run ? new PaperProgress(run.Attempt, run.Figures, run.Dropped) : null;

    /// <summary>Shows the trial a live tick; any thread, never waits, and nearly free while there is none.</summary>
    public void Offer(in RawTick tick) => Volatile.Read(ref _run)?.Offer(tick);

    /// <summary>Ends the trial's thread; one that does not come back goes with the process.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_run is { } run) End(run);
        if (_ending is { } ending) await Task.WhenAny(ending.Ended, Task.Delay(Limits.PaperEndMax, clocks.Real, CancellationToken.None));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limits.PaperLookInterval, clocks.Real);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TurnAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // stopping: StopAsync ends the trial
        }
    }

    // Whatever goes wrong with a trial is never the live account's: an exception that left here would stop the host.
    private async Task TurnAsync(CancellationToken stopping)
    {
        try
        {
            Take(await look().WaitAsync(stopping));
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            logger.TrialUnattended(failure);
        }
    }

    private void Take(PaperOrder? wanted)
    {
        if (_run is { } other && other.Attempt != wanted?.Attempt) End(other);
        if (_ending is { HasEnded: true }) _ending = null;
        if (wanted is null || _ending is not null) return;
        if (_run is not { } run)
        {
            logger.TrialBegins(wanted.Tier.Name, wanted.Attempt, wanted.Name);
            Volatile.Write(ref _run, new PaperRun(wanted, config, Path.Combine(config.Storage.Directory, DirectoryName, wanted.Name), clocks, Sight, AskForHistory));
            return;
        }

        var (figures, broken) = (run.Figures, run.LookBroken());
        if (broken is not null || wanted.Bars.Judge(figures) is not null) tell(new Command.TellPaperTrial(run.Attempt, figures, broken)); // again with the next look, until the account says that it ended
    }

    private void End(PaperRun run)
    {
        run.End();
        _ending = run;
        Volatile.Write(ref _run, null);
    }
}
