using Microsoft.Extensions.Logging;

namespace TradingDaemon.Operations.Alerts;

/// <summary>Alerts as log events, at the level of their severity.</summary>
public sealed class LogAlertChannel(ILogger<LogAlertChannel> logger) : IAlertChannel
{
    /// <summary>Lesser alerts are not logged.</summary>
    public AlertSeverity SeverityMin { get; init; } = AlertSeverity.Info;

    /// <inheritdoc/>
    public void Send(AlertNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (notice.Severity < SeverityMin) return;
        var alert = notice.Alert;
        if (notice.Kind == NoticeKind.Ended) logger.AlertEnded(alert.Key, notice.At - alert.FirstAt, alert.Count, alert.Id);
        else if (notice.Kind == NoticeKind.Escalated) logger.AlertEscalated(Level(notice.Severity), alert.Key, notice.Severity, alert.Text, alert.Escalations, alert.Id);
        else logger.AlertRaised(Level(alert.Severity), alert.Key, alert.Severity, alert.Text, alert.Count, alert.Id);
    }

    private static LogLevel Level(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Critical => LogLevel.Critical,
        AlertSeverity.Warning => LogLevel.Warning,
        _ => LogLevel.Information,
    };
}
