using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Operations.Supervision;

/// <summary>Looks regularly for alerts that nobody has acknowledged.</summary>
internal sealed class EscalationWatch(AlertBoard alerts, TimeProvider clock) : TimedWatch(clock, Every)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5); // escalation counts in minutes

    /// <inheritdoc/>
    internal override void Look() => alerts.Escalate();
}
