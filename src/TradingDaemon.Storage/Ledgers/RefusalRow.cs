using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Storage.Ledgers;

/// <summary>One refused signal as its ledger holds it.</summary>
/// <param name="Sequence">Of its fact.</param>
/// <param name="At">When it was refused, in the engine's time (UTC).</param>
/// <param name="Strategy">Who asked.</param>
/// <param name="Symbol">For what.</param>
/// <param name="Signal">What was asked.</param>
/// <param name="Rule">Which rule refused.</param>
/// <param name="Limit">Its limit, in the rule's unit.</param>
/// <param name="Asked">What was asked, in the same unit.</param>
/// <param name="Detail">One sentence.</param>
public sealed record RefusalRow(
    long Sequence, DateTimeOffset At, StrategyId Strategy, Symbol Symbol, SignalKind Signal, RiskRule Rule, decimal Limit, decimal Asked, string Detail)
{
    internal static RefusalRow Of(RecordedFact recorded, Fact.SignalRefused refused) => new(
        recorded.Sequence, recorded.At, refused.Strategy, refused.Symbol, refused.Kind, refused.Rule, refused.Limit, refused.Asked, refused.Detail);
}
