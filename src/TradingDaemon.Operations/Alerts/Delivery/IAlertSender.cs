namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>The way out of a channel: one attempt at a time.</summary>
public interface IAlertSender
{
    /// <summary>Tries once. What the other side or the way to it does wrong is an answer, not an exception; ends soon after it is told to stop.</summary>
    Task<SendResult> SendAsync(AlertNotice notice, CancellationToken stopping);
}
