namespace TradingDaemon.Agents;

/// <summary>Has refusals of signals from outside stored and ended though no further one comes.</summary>
/// <param name="refusals">What was refused.</param>
/// <param name="clock">Real time.</param>
internal sealed class AgentRefusalWatch(AgentRefusals refusals, TimeProvider clock) : BackgroundService
{
    /// <inheritdoc/>
    /// <remarks>It is stopped before the engine's own thread, which takes what is left.</remarks>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        refusals.Look(isLast: true);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AgentRefusals.StoreEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) refusals.Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // told to stop: the ordinary end
        }
    }
}
