using Microsoft.Extensions.Hosting;

namespace TradingDaemon.Operations.Supervision;

/// <summary>Looks regularly at something nobody asks about, until it is told to stop.</summary>
/// <param name="clock">When to look.</param>
/// <param name="every">How often.</param>
internal abstract class TimedWatch(TimeProvider clock, TimeSpan every) : BackgroundService
{
    /// <summary>One look.</summary>
    internal abstract void Look();

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // told to stop: the ordinary end
        }
    }
}
