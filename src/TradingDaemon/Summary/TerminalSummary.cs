using TradingDaemon.Cli.Screens;
using TradingDaemon.Operations.Status;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Summary;

/// <summary>Shows somebody who watches the terminal how the daemon is doing, every so often.</summary>
internal sealed class TerminalSummary(IStatusSource status, TimeSpan interval, Clocks clocks) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, clocks.Real);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Console.Out.WriteLineAsync(SummaryRenderer.Render(status.Current));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // told to stop: the ordinary end
        }
    }
}
