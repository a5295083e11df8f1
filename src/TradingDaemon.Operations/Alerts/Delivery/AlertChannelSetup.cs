namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>One channel as the host made it.</summary>
/// <param name="Options">What it is told and how patient it is.</param>
/// <param name="Sender">Its way out.</param>
/// <param name="Mute">Why it cannot pass anything on; null when it can.</param>
public sealed record AlertChannelSetup(DeliveryOptions Options, IAlertSender Sender, string? Mute);
