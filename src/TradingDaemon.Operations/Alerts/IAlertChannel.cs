namespace TradingDaemon.Operations.Alerts;

/// <summary>A way to reach an operator.</summary>
public interface IAlertChannel
{
    /// <summary>Passes the notice on. Must not block: a slow way out queues for itself. Whatever it throws is logged and counted, and the other channels are still told.</summary>
    void Send(AlertNotice notice);
}
