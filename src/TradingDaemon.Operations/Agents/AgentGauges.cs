using System.Diagnostics.Metrics;
using TradingDaemon.Operations.Metrics;

namespace TradingDaemon.Operations.Agents;

/// <summary>Signals from outside among the metrics.</summary>
public static class AgentGauges
{
    /// <summary>Adds what is read when scraped. Call once.</summary>
    public static void AddTo(Meter meter, IAgentSignals signals)
    {
        ArgumentNullException.ThrowIfNull(meter);
        meter.CreateObservableCounter(MetricNames.Prefix + "agent_signals_total", () => signals.Taken.Select(static pair => new Measurement<long>(pair.Count, MetricNames.Tag("agent", pair.Agent))), null, "Signals from outside that were taken.");
        meter.CreateObservableCounter(MetricNames.Prefix + "agent_refusals_total", () => signals.Refused.Select(static pair => new Measurement<long>(pair.Count, MetricNames.Tag("reason", MetricNames.Label(pair.Why)))), null, "Signals from outside that were not taken, by why.");
    }
}
