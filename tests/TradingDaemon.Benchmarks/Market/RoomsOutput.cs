using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Evaluation;

namespace TradingDaemon.Benchmarks.Market;

/// <summary>Joins the evaluation room to the account engine, and counts what was more than silence.</summary>
/// <param name="engine">The account engine.</param>
internal sealed class RoomsOutput(AccountEngine engine) : IEvaluationOutput
{
    /// <summary>Signals so far.</summary>
    public long Signals { get; private set; }

    /// <summary>Signals, rejections and strategies whose condition changed, so far.</summary>
    public long Events { get; private set; }

    /// <summary>The time of the event being stepped.</summary>
    public DateTimeOffset Now { get; set; }

    /// <inheritdoc/>
    public void OnMark(in Quote quote) => engine.Take(quote);

    public void OnDepth(InstrumentId instrument, BookSnapshot depth) => engine.Take(instrument, depth);

    /// <inheritdoc/>
    public void OnSignal(Signal signal)
    {
        Signals++;
        Events++;
        engine.Take(signal, Now);
    }

    /// <inheritdoc/>
    public void OnRejected(in RawTick tick, TickRejection reason) => Events++;

    /// <inheritdoc/>
    public void OnStrategyMoved(StrategyId strategy, StrategyCondition condition, string reason) => Events++;

    /// <inheritdoc/>
    public void OnProposalInvalid(StrategyId strategy, InstrumentId instrument, string fault) => Events++;
}
