using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>Remembers what it was told.</summary>
internal sealed class RecordingChannel : IAlertChannel
{
    public List<Alert> Sent { get; } = [];

    public void Send(Alert alert) => Sent.Add(alert);
}
