using TradingDaemon.Domain.Ports;
using TradingDaemon.Gating;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Recovery;

/// <summary>
/// Writes the account down every so often, so that the next start need not read the whole journal. The engine only copies
/// itself between two inputs; waiting for the journal and writing happen here.
/// </summary>
internal sealed class Checkpointing(
    RiskGating gating, ICheckpoints checkpoints, DurableMark durable, Func<int> tidy, TimeSpan interval, DaemonMetrics metrics,
    HealthBoard health, AlertBoard alerts, Clocks clocks, ILogger<Checkpointing> logger) : BackgroundService
{
    private readonly HealthComponent _health = health.Register("checkpoint", HealthRole.Dependency, isVital: false, HealthLimits.NoHeartbeat);
    private long _newestSequence = -1;

    /// <summary>Writes a last checkpoint once the engine and the journal have ended.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await WriteAsync(cancellationToken);
        }
        catch (OperationCanceledException failure) when (cancellationToken.IsCancellationRequested)
        {
            logger.CheckpointFailed(failure); // the disk refused to the end; the journal recovers what it has
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _health.Healthy();
        using var timer = new PeriodicTimer(interval, clocks.Real);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // stopping: StopAsync writes the last one
        }
    }

    private async Task WriteAsync(CancellationToken stopping)
    {
        var state = await gating.CaptureAsync().WaitAsync(stopping);
        await durable.WhenReached(state.Sequence).WaitAsync(stopping); // a checkpoint never knows more than the journal
        if (state.Sequence == _newestSequence)
        {
            metrics.CheckpointWritten(TimeSpan.Zero); // nothing happened since: the newest one is still the truth
            return;
        }

        var startedAt = clocks.Real.GetTimestamp();
        try
        {
            checkpoints.Write(state, clocks.Market.GetUtcNow());
            tidy();
            _newestSequence = state.Sequence;
            var took = clocks.Real.GetElapsedTime(startedAt);
            metrics.CheckpointWritten(took);
            _health.Healthy();
            alerts.Clear("checkpoint");
            logger.CheckpointWritten(state.Sequence, took.TotalMilliseconds);
        }
        catch (IOException failure)
        {
            metrics.CheckpointFailed();
            _health.Failed(failure.Message);
            alerts.Raise("checkpoint", AlertSeverity.Warning, $"A checkpoint could not be written: {failure.Message}");
            logger.CheckpointFailed(failure);
        }
    }
}
