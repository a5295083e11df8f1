using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>The history a strategy waits for on one instrument.</summary>
/// <param name="Strategy">Who.</param>
/// <param name="Instrument">On what.</param>
/// <param name="Interval">Length of its bars; above zero.</param>
/// <param name="Bars">How many, the newest finished ones; above zero.</param>
public sealed record HistoryWanted(StrategyId Strategy, Instrument Instrument, TimeSpan Interval, int Bars)
{
    /// <summary>Whether they tell what is traded when, and nobody waits for them; else a strategy waits to look back on them.</summary>
    public bool IsOfVolumes { get; init; }
}
