using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Tests.Operations.Alerts.Support;

/// <summary>Notices to send.</summary>
internal static class Notices
{
    public static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static AlertNotice Of(NoticeKind kind = NoticeKind.Raised, AlertSeverity severity = AlertSeverity.Critical, string text = "Feed <a> is blind & entries are blocked.") =>
        new(kind, new Alert("feed:a:blind", AlertSeverity.Warning, text, 3, At, At.AddMinutes(2), At, 0) { Id = "t7k2m9", Escalations = kind == NoticeKind.Escalated ? 2 : 0 }, severity, At.AddMinutes(5));
}
