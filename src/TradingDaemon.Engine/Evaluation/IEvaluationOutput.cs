using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>What leaves the evaluation room. Called synchronously on the thread that steps the room; a quote is marked before any signal on it. It must not call back into the room.</summary>
public interface IEvaluationOutput
{
    /// <summary>A validated quote; the reference is good during the call only.</summary>
    void OnMark(in Quote quote);

    /// <summary>What is displayed behind the next mark of the instrument; told right before it, and only by feeds that show more than the touch.</summary>
    void OnDepth(InstrumentId instrument, BookSnapshot depth);

    /// <summary>So much of an instrument was traded on its market, by whomever; only by feeds that tell of trades. Whoever does not care need not listen.</summary>
    void OnTraded(InstrumentId instrument, decimal sizeBase) { }

    /// <summary>A valid proposal, downgraded to Wait where its cost is too high.</summary>
    void OnSignal(Signal signal);

    /// <summary>An event was dropped as bad data.</summary>
    void OnRejected(in RawTick tick, TickRejection reason);

    /// <summary>A strategy's condition changed.</summary>
    void OnStrategyMoved(StrategyId strategy, StrategyCondition condition, string reason);

    /// <summary>A strategy proposed something that is no signal; it was dropped and counted.</summary>
    void OnProposalInvalid(StrategyId strategy, InstrumentId instrument, string fault);
}
