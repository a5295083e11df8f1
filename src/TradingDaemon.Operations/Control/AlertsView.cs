using System.Collections.Immutable;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;

namespace TradingDaemon.Operations.Control;

/// <summary>What stands, and how the channels are that tell of it.</summary>
/// <param name="Alerts">Kept alerts, the newest first.</param>
/// <param name="Channels">The channels beside the log.</param>
public sealed record AlertsView(ImmutableArray<Alert> Alerts, ImmutableArray<ChannelStanding> Channels);
