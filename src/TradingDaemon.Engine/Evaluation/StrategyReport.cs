using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>How one strategy is doing: its heartbeat and counters since it was loaded.</summary>
/// <param name="Id">Which strategy.</param>
/// <param name="Kind">Its catalogue key.</param>
/// <param name="Condition">Where it is in its life.</param>
/// <param name="Reason">Why it is there.</param>
/// <param name="Since">When it got there (UTC).</param>
/// <param name="LastEvaluatedAt">Its newest evaluation on any instrument (UTC), or null before the first.</param>
/// <param name="Evaluations">Evaluations, faulty ones included.</param>
/// <param name="Proposals">Proposals that became signals.</param>
/// <param name="Holds">Proposals to change nothing; they are counted, not emitted.</param>
/// <param name="Downgrades">Signals downgraded to Wait for their cost; counted in <paramref name="Proposals"/> too.</param>
/// <param name="InvalidProposals">Proposals dropped because a field was out of range, or because there were too many at once.</param>
/// <param name="Faults">Times it threw or stalled.</param>
/// <param name="Instruments">Instruments it is on, those switched off included.</param>
public sealed record StrategyReport(
    StrategyId Id, string Kind, StrategyCondition Condition, string Reason, DateTimeOffset Since, DateTimeOffset? LastEvaluatedAt,
    long Evaluations, long Proposals, long Holds, long Downgrades, long InvalidProposals, long Faults, int Instruments);
