using System.Globalization;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Supervision;

/// <summary>Tells a limit that is nearly used up before it stops entries.</summary>
/// <param name="status">What operators see.</param>
/// <param name="alerts">Where it is told.</param>
/// <param name="clock">When to look.</param>
/// <param name="every">How often.</param>
internal sealed class LimitWatch(StatusBoard status, AlertBoard alerts, TimeProvider clock, TimeSpan every) : TimedWatch(clock, every)
{
    private readonly HashSet<RiskRule> _told = [];

    /// <inheritdoc/>
    internal override void Look()
    {
        var near = status.Current.Limits.Where(static line => line.IsNear).ToDictionary(static line => line.Rule);
        foreach (var line in near.Values)
            alerts.Raise(AlertKeys.OfLimit(line.Rule), AlertSeverity.Warning, string.Create(CultureInfo.InvariantCulture, $"{line.Rule}: {line.Used:0.####} of {line.Limit:0.####} is used; {(line.Left > 0m ? "entries stop there" : "entries have stopped")}."));
        foreach (var over in _told.Except(near.Keys)) alerts.Clear(AlertKeys.OfLimit(over));
        _told.Clear();
        _told.UnionWith(near.Keys);
    }
}
