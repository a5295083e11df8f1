using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>Remembers what it was told.</summary>
internal sealed class RecordingChannel : IAlertChannel
{
    /// <summary>Alerts raised, or told again.</summary>
    public List<Alert> Sent { get; } = [];

    /// <summary>Everything.</summary>
    public List<AlertNotice> Notices { get; } = [];

    public void Send(AlertNotice notice)
    {
        Notices.Add(notice);
        if (notice.Kind is NoticeKind.Raised or NoticeKind.Escalated) Sent.Add(notice.Alert);
    }
}
