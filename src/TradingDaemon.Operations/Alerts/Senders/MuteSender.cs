using TradingDaemon.Operations.Alerts.Delivery;

namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>The way out of a channel that lacks something it cannot do without.</summary>
/// <param name="why">What it lacks.</param>
public sealed class MuteSender(string why) : IAlertSender
{
    /// <inheritdoc/>
    public Task<SendResult> SendAsync(AlertNotice notice, CancellationToken stopping) => Task.FromResult<SendResult>(new SendResult.Refused(why));
}
