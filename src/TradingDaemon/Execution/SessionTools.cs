using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Execution;

/// <summary>What every part of a session works with.</summary>
/// <param name="Clocks">Real time for waits, market time for stamps and for the age of orders.</param>
/// <param name="Jitter">Spreads waits; seeded where runs must repeat.</param>
/// <param name="Metrics">Figures.</param>
/// <param name="Alerts">What an operator should know now.</param>
/// <param name="Health">Where the venue has its line.</param>
/// <param name="Logger">The log.</param>
internal sealed record SessionTools(Clocks Clocks, Random Jitter, DaemonMetrics Metrics, AlertBoard Alerts, HealthBoard Health, ILogger Logger);
