using System.Globalization;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Operations.Supervision;

/// <summary>Tells what is held under a name its strategy does not trade, as routing may have bought it before it was switched off: a strategy's own exits find it, and nothing else says so.</summary>
/// <param name="status">What operators see.</param>
/// <param name="alerts">Where it is told.</param>
/// <param name="clock">When to look.</param>
/// <param name="every">How often.</param>
internal sealed class OrphanWatch(StatusBoard status, AlertBoard alerts, TimeProvider clock, TimeSpan every) : TimedWatch(clock, every)
{
    private readonly HashSet<string> _told = [];

    /// <inheritdoc/>
    internal override void Look()
    {
        var standing = new HashSet<string>();
        foreach (var line in status.Current.Positions)
        {
            if (line.FoundAs is not { } name) continue;
            var key = AlertKeys.OfOrphan(line.Strategy, line.Symbol);
            standing.Add(key);
            alerts.Raise(key, AlertSeverity.Warning, string.Create(
                CultureInfo.InvariantCulture, $"{line.Strategy} holds {line.NetBase:0.########} of {line.Symbol}, a name it does not trade, and no entry is routed there. It is shown to {line.Strategy} as {name}, and its exits of {name} close it."));
        }

        foreach (var over in _told.Except(standing)) alerts.Clear(over);
        _told.Clear();
        _told.UnionWith(standing);
    }
}
