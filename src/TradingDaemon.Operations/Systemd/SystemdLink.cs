using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Systemd;

/// <summary>
/// Keeps systemd informed for the life of the host: ready, status, watchdog, stopping. The watchdog is fed only while the
/// loop makes progress: a process that is alive but no longer trades is restarted.
/// </summary>
internal sealed class SystemdLink(
    SystemdNotifier notifier, HealthBoard health, IStatusSource status, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SystemdLink> logger) : BackgroundService
{
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);
    private bool _wasProgressing = true;

    /// <summary>One turn: says how it is, feeds the watchdog or withholds it.</summary>
    internal void Tell()
    {
        var report = health.Report();
        notifier.Status(Line(status.Current, report));
        if (report.LoopProgresses && notifier.WatchdogEvery is not null) notifier.Watchdog();
        if (_wasProgressing && !report.LoopProgresses) logger.WatchdogWithheld();
        _wasProgressing = report.LoopProgresses;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!notifier.IsActive) return;
        using var started = lifetime.ApplicationStarted.Register(() => notifier.Ready());
        using var stopping = lifetime.ApplicationStopping.Register(() => notifier.Stopping());
        using var timer = new PeriodicTimer(notifier.WatchdogEvery ?? StatusEvery, clock);
        try
        {
            do Tell();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // told to stop: the ordinary end
        }
    }

    private static string Line(DaemonStatus status, HealthReport report)
    {
        var equity = status.Equity.Amount is { } amount ? amount.ToString("0.00", CultureInfo.InvariantCulture) + " " + status.AccountCurrency : "not valued";
        return string.Create(CultureInfo.InvariantCulture, $"{(status.Emergency is { IsPulled: true } pulled ? $"{pulled.State} by {pulled.Source}" : $"{status.State}")}, {report.Overall}; equity {equity}, {status.Positions.Length} positions, {status.OpenOrders.Length} open orders");
    }
}
