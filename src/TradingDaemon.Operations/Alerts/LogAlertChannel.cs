using Microsoft.Extensions.Logging;

namespace TradingDaemon.Operations.Alerts;

/// <summary>Alerts as log events, at the level of their severity.</summary>
public sealed class LogAlertChannel(ILogger<LogAlertChannel> logger) : IAlertChannel
{
    /// <inheritdoc/>
    public void Send(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var level = alert.Severity switch { AlertSeverity.Critical => LogLevel.Critical, AlertSeverity.Warning => LogLevel.Warning, _ => LogLevel.Information };
        logger.AlertRaised(level, alert.Key, alert.Severity, alert.Text, alert.Count);
    }
}
