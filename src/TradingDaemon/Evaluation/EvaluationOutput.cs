using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Operations.Logging;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Pipeline;

namespace TradingDaemon.Evaluation;

/// <summary>
/// What leaves one shard: marks, conflated to one per instrument and interval but always sent before a signal on them, and
/// signals. Belongs to whichever thread owns the shard's room.
/// </summary>
internal sealed class EvaluationOutput(
    InstrumentCatalog catalog, Topology topology, DaemonMetrics metrics, LogThrottle<string> throttle, Clocks clocks, ILogger<EvaluationOutput> logger) : IEvaluationOutput
{
    private readonly Quote[] _marks = new Quote[catalog.Count];
    private readonly BookSnapshot?[] _depths = new BookSnapshot?[catalog.Count];
    private readonly decimal[] _traded = new decimal[catalog.Count]; // since the mark that was sent last
    private readonly bool[] _isUnsent = new bool[catalog.Count];
    private readonly DateTimeOffset[] _sentAt = new DateTimeOffset[catalog.Count];
    private readonly StrategyTroubles _troubles = new();
    private readonly Queue<Command> _commands = new(); // a few at a time: only troubles and their ends are commands
    private long _tickTimestamp;

    /// <summary>Notes when the event about to be stepped was received.</summary>
    public void Begin(long tickTimestamp) => _tickTimestamp = tickTimestamp;

    /// <summary>Sends marks still held back and commands still waiting; called when the shard is idle.</summary>
    public void Flush()
    {
        for (var i = 0; i < _isUnsent.Length; i++)
            if (_isUnsent[i]) SendMark(i);
        while (_commands.TryPeek(out var command) && topology.TryCommand(command)) _commands.Dequeue();
    }

    /// <inheritdoc/>
    public void OnMark(in Quote quote)
    {
        var at = quote.Instrument.Index;
        _marks[at] = quote;
        _isUnsent[at] = true;
        if ((quote.ReceivedTime - _sentAt[at]).Duration() >= Limits.MarkInterval) SendMark(at); // either way: the clock may be set back
    }

    /// <inheritdoc/>
    public void OnDepth(InstrumentId instrument, BookSnapshot depth) => _depths[instrument.Index] = depth;

    /// <inheritdoc/>
    public void OnTraded(InstrumentId instrument, decimal sizeBase) => _traded[instrument.Index] += sizeBase;

    /// <inheritdoc/>
    public void OnSignal(Signal signal)
    {
        if (_isUnsent[signal.Instrument.Index]) SendMark(signal.Instrument.Index);
        metrics.Strategy(signal.Strategy).Signalled(signal.Kind);
        var message = new MarketMessage(default, signal with { TickReceivedTimestamp = _tickTimestamp }, clocks.Real.GetTimestamp());
        while (!topology.Signals.Writer.TryWrite(message))
        {
            if (clocks.Market.GetUtcNow() >= signal.ExpiresAt)
            {
                logger.SignalExpiredInQueue(signal.Strategy.Text, signal.Kind.ToString(), catalog[signal.Instrument].Symbol.Text);
                return;
            }

            topology.EngineBell.Ring();
            WaitForRoom();
        }

        topology.EngineBell.Ring();
    }

    /// <inheritdoc/>
    public void OnRejected(in RawTick tick, TickRejection reason)
    {
        metrics.TickDropped(reason);
        var symbol = tick.Instrument.Index >= 0 && tick.Instrument.Index < catalog.Count ? catalog[tick.Instrument].Symbol.Text : "?";
        if (throttle.Allows($"{symbol}:{reason}", out var suppressed))
            logger.DataValidationFailed(symbol, tick.Kind.ToString(), reason.ToString(), tick.A, tick.C, tick.SourceTime, suppressed);
    }

    /// <inheritdoc/>
    public void OnStrategyMoved(StrategyId strategy, StrategyCondition condition, string reason)
    {
        if (condition is StrategyCondition.Recovering or StrategyCondition.Disabled) metrics.Strategy(strategy).Faulted();
        if (_troubles.IsNews(strategy, condition))
            _commands.Enqueue(new Command.StrategyChanged(strategy, condition, reason));
        else logger.StrategyCondition(strategy.Text, condition.ToString(), reason);
        while (_commands.TryPeek(out var command) && topology.TryCommand(command)) _commands.Dequeue();
    }

    /// <inheritdoc/>
    public void OnProposalInvalid(StrategyId strategy, InstrumentId instrument, string fault)
    {
        if (throttle.Allows($"invalid:{strategy}", out var suppressed))
            logger.ProposalInvalid(strategy.Text, catalog[instrument].Symbol.Text, fault, suppressed);
    }

    private void SendMark(int at)
    {
        // Left out when the channel is full: the next mark says the same, newer; a signal carries its own quote's mark first.
        if (!topology.Signals.Writer.TryWrite(new MarketMessage(_marks[at], null, 0) { Depth = _depths[at], TradedBase = _traded[at] })) return;
        _traded[at] = 0m;
        _isUnsent[at] = false;
        _sentAt[at] = _marks[at].ReceivedTime;
        if (topology.Signals.Reader.Count > Limits.SignalsMax / 2) topology.EngineBell.Ring(); // else a mark is no reason to wake anybody: it is read with the next signal, or within a quarter second
    }

    private void WaitForRoom()
    {
        var room = topology.Signals.Writer.WaitToWriteAsync(CancellationToken.None).AsTask();
        room.Wait(Limits.ClockInterval);
    }
}
