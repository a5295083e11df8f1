namespace TradingDaemon.Operations.Alerts;

/// <summary>What a channel is told.</summary>
/// <param name="Kind">Why it is told.</param>
/// <param name="Alert">The matter as it stands.</param>
/// <param name="Severity">Which channels it is for: those whose least severity is not above this one. An escalation is for more of them than the alert itself.</param>
/// <param name="At">When it was said (UTC).</param>
public sealed record AlertNotice(NoticeKind Kind, Alert Alert, AlertSeverity Severity, DateTimeOffset At);
