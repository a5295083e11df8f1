using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Evaluation;

namespace TradingDaemon.Replay;

/// <summary>Joins the evaluation room to the account engine without channels: what live trading does with threads, in one.</summary>
/// <param name="engine">The account engine.</param>
internal sealed class ReplayOutput(AccountEngine engine) : IEvaluationOutput
{
    private static readonly int ReasonCount = Enum.GetValues<TickRejection>().Max(static reason => (int)reason) + 1;
    private readonly StrategyTroubles _troubles = new();
    private readonly long[] _dropped = new long[ReasonCount];
    private readonly long[] _marks = new long[engine.Account.Setup.Catalog.Count];

    /// <summary>Signals so far.</summary>
    public long Signals { get; private set; }

    /// <summary>Proposals that were no signal.</summary>
    public long InvalidProposals { get; private set; }

    /// <summary>The time of the event being stepped.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>Events dropped, by reason, those that happened only.</summary>
    public IEnumerable<KeyValuePair<TickRejection, long>> Dropped =>
        Enum.GetValues<TickRejection>().Where(reason => _dropped[(int)reason] > 0).Select(reason => KeyValuePair.Create(reason, _dropped[(int)reason]));

    /// <summary>How many prices of the instrument were believed and reached the account.</summary>
    public long MarksOf(InstrumentId instrument) => _marks[instrument.Index];

    /// <inheritdoc/>
    public void OnMark(in Quote quote)
    {
        _marks[quote.Instrument.Index]++;
        engine.Take(quote, Now);
    }

    /// <inheritdoc/>
    public void OnDepth(InstrumentId instrument, BookSnapshot depth) => engine.Take(instrument, depth);

    /// <inheritdoc/>
    public void OnTraded(InstrumentId instrument, decimal sizeBase) => engine.TakeTraded(instrument, sizeBase);

    /// <inheritdoc/>
    public void OnSignal(Signal signal)
    {
        Signals++;
        engine.Take(signal, Now);
    }

    /// <inheritdoc/>
    public void OnRejected(in RawTick tick, TickRejection reason) => _dropped[(int)reason]++;

    /// <inheritdoc/>
    public void OnStrategyMoved(StrategyId strategy, StrategyCondition condition, string reason)
    {
        if (_troubles.IsNews(strategy, condition)) engine.Take(new Command.StrategyChanged(strategy, condition, reason), Now);
    }

    /// <inheritdoc/>
    public void OnProposalInvalid(StrategyId strategy, InstrumentId instrument, string fault) => InvalidProposals++;
}
