namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>A notice for machines: a line of the file, or the body of a plain webhook.</summary>
/// <param name="Event">Why it is told.</param>
/// <param name="Daemon">Who says so: tenant and account.</param>
/// <param name="Severity">How soon somebody should look; of an escalation, the one it is told at.</param>
/// <param name="Id">What to acknowledge it by; empty for what is no alert.</param>
/// <param name="Key">What it is about.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Count">How often it was raised.</param>
/// <param name="Escalations">How often it went again because nobody acknowledged it.</param>
/// <param name="FirstAt">When it was first raised (UTC).</param>
/// <param name="LastAt">When it was last raised (UTC).</param>
/// <param name="At">When this was said (UTC).</param>
internal sealed record NoticeDocument(
    NoticeKind Event, string Daemon, AlertSeverity Severity, string Id, string Key, string Text, long Count, int Escalations, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset At)
{
    /// <summary>What a notice says.</summary>
    public static NoticeDocument Of(AlertNotice notice, string daemon) => new(
        notice.Kind, daemon, notice.Severity, notice.Alert.Id, notice.Alert.Key, notice.Alert.Text, notice.Alert.Count, notice.Alert.Escalations, notice.Alert.FirstAt, notice.Alert.LastAt, notice.At);
}
