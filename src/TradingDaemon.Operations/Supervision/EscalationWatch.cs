using Microsoft.Extensions.Hosting;
using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Operations.Supervision;

/// <summary>Looks regularly for alerts that nobody has acknowledged.</summary>
internal sealed class EscalationWatch(AlertBoard alerts, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5); // escalation counts in minutes

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) alerts.Escalate();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // told to stop: the ordinary end
        }
    }
}
