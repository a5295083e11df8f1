using TradingDaemon.Domain.Control;

namespace TradingDaemon.Operations.Status;

/// <summary>One strategy as shown to operators.</summary>
/// <param name="Strategy">Its name.</param>
/// <param name="Kind">Its catalogue key.</param>
/// <param name="Condition">Where it is in its life.</param>
/// <param name="Instances">On how many instruments it runs.</param>
/// <param name="Restarts">How often it was restarted after a fault.</param>
/// <param name="Detail">Why it is not running, or null.</param>
public sealed record StrategyLine(string Strategy, string Kind, StrategyCondition Condition, int Instances, int Restarts, string? Detail)
{
    /// <summary>Why it enters nothing though it runs: what it needs and has not; null when nothing lacks. Its exits pass.</summary>
    public string? EntersNothing { get; init; }
}
