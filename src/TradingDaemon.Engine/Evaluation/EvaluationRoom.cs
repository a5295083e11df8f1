using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Evaluation.Bars;
using TradingDaemon.Engine.Quotes;
using TradingDaemon.Engine.Validation;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>
/// The StrategyEvaluation room: market events in; marks, signals and rejections out. Synchronous, with no clock, I/O, lock,
/// task, logger or randomness, so live services and replays drive the same object. One thread at a time owns it.
/// Nothing of it survives the process: after a start strategies warm up again.
/// </summary>
/// <remarks>
/// Order within a step: validate, cache, mark, bars, regime, strategies in configuration order. Only quotes and books make
/// marks: a trade or a bar is no price anybody stands by. Instances are made on the first event of their instrument.
/// <para>
/// When a step answers <see cref="StepResult.Deposed"/>, its thread ends. The thread that takes over calls
/// <see cref="MarkStalled"/> and then <see cref="Resume"/>, both before anything else, with a watch of its own.
/// </para>
/// </remarks>
public sealed class EvaluationRoom
{
    private readonly EvaluationOptions _options;
    private readonly TickValidator _validator;
    private readonly InstrumentMarket[] _markets;
    private readonly CloseCalendar _calendar;
    private readonly StrategyRegistry _registry;
    private Work _work;

    /// <summary>Makes a room without strategies.</summary>
    /// <param name="catalog">The instruments there are.</param>
    /// <param name="options">Its numbers.</param>
    /// <param name="factories">The factory of a strategy kind, or null when the kind is unknown.</param>
    public EvaluationRoom(InstrumentCatalog catalog, EvaluationOptions options, Func<string, IStrategyFactory?> factories)
    {
        _options = options;
        _validator = new TickValidator(catalog.Count, options.Validation);
        Quotes = new QuoteCache(catalog.Count, options.Cache);
        _markets = [.. catalog.All.Select(instrument => new InstrumentMarket(instrument, options))];
        _calendar = new CloseCalendar(_markets.Length);
        _registry = new StrategyRegistry(catalog, options, factories, _markets);
    }

    /// <summary>The newest validated prices; for the owning thread only.</summary>
    public QuoteCache Quotes { get; }

    /// <summary>Events accepted so far; from any thread.</summary>
    public long Accepted => _validator.Accepted;

    /// <summary>Observations that came too late for their bar, over the builders in use; from any thread.</summary>
    public long LateObservations => _markets.Sum(static market => market.LateObservations);

    /// <summary>How every loaded strategy is doing, in configuration order; from any thread, a moment old.</summary>
    public IReadOnlyList<StrategyReport> Strategies => _registry.Reports;

    /// <summary>Events rejected so far for one reason; from any thread.</summary>
    public long Rejected(TickRejection reason) => _validator.Rejected(reason);

    /// <summary>The last 1-minute bars, oldest first; for the owning thread only.</summary>
    public IReadOnlyList<Bar> MinuteBars(InstrumentId instrument) => _markets[instrument.Index].MinuteBars;

    /// <summary>The regime of an instrument; for the owning thread only.</summary>
    public Regime RegimeOf(InstrumentId instrument) => _markets[instrument.Index].Regime.Current;

    /// <summary>Which strategy on which symbol a watch's slot is; throws when there is none.</summary>
    public PositionKey Occupant(int slot) => new(_registry.Slot(slot).Owner.Spec.Id, _registry.Slot(slot).Instrument.Symbol);

    /// <summary>
    /// Makes the running set equal to <paramref name="specs"/>: an unchanged spec keeps its instances, switches and statistics,
    /// a changed or new one starts fresh, a missing one stops. Faulty specs are not loaded and named in the answer.
    /// </summary>
    public ImmutableArray<SpecFault> Load(IEnumerable<StrategySpec> specs, DateTimeOffset now, IEvaluationOutput output)
    {
        _work = default;
        return _registry.Load(specs, now, output);
    }

    /// <summary>Switches a strategy on or off everywhere; on also brings a disabled one back. False when it is not loaded.</summary>
    public bool Switch(StrategyId strategy, bool on, DateTimeOffset now, IEvaluationOutput output)
    {
        if (_registry.Find(strategy) is not { } loaded) return false;
        loaded.Switch(on, now, output);
        return true;
    }

    /// <summary>Switches a strategy on or off on one symbol; on again it starts with fresh statistics. False when it does not sit there.</summary>
    public bool Switch(StrategyId strategy, Symbol symbol, bool on, DateTimeOffset now, IEvaluationOutput output)
    {
        var slot = _registry.Find(strategy)?.Slots.FirstOrDefault(slot => slot.Instrument.Symbol == symbol);
        if (slot is null) return false;
        if (slot.IsSwitchedOff != on) return true;
        slot.IsSwitchedOff = !on;
        slot.Discard();
        slot.Owner.Settle(now, $"{symbol} switched {(on ? "on" : "off")}", output);
        return true;
    }

    /// <summary>
    /// Lets strategies that look back wait for their history, right after they were loaded, and says what they wait for: each is to get it by <see cref="TakeHistory"/>,
    /// empty where there is none; and what is wanted to know when instruments are traded, which nobody waits for. Nobody waits where this is never called, as in a replay: there the bars are those that come.
    /// </summary>
    /// <param name="isOurs">Whose events come to this room.</param>
    public IReadOnlyList<HistoryWanted> AwaitHistory(Func<Instrument, bool> isOurs) => LookBack.Await([.. _registry.Slots.Where(slot => isOurs(slot.Instrument))]);

    /// <summary>Finished bars of before, oldest first: they feed the statistics of a strategy that waits for them, and nothing is proposed on them. Bars that were closed meanwhile follow, none twice; and then it goes on with what comes.</summary>
    public StepResult TakeHistory(HistoryWanted wanted, IReadOnlyList<Bar> history, DateTimeOffset now, AccountSnapshot account, IEvaluationOutput output, IEvaluationWatch watch)
    {
        if (wanted.IsOfVolumes)
        {
            foreach (var learning in _registry.Slots.Where(slot => slot.Owner.Spec.Id == wanted.Strategy && slot.Instrument.Id == wanted.Instrument.Id))
                foreach (var bar in history) learning.Volumes?.Replace(in bar);
            return StepResult.Done;
        }

        _work = default;
        var slot = _registry.Slots.FirstOrDefault(slot => slot.IsWaiting && slot.Owner.Spec.Id == wanted.Strategy && slot.Instrument.Id == wanted.Instrument.Id);
        return slot is null ? StepResult.Done : LookBack.Feed(slot, _markets[wanted.Instrument.Id.Index], history, now, account, output, watch);
    }

    /// <summary>Events of an instrument were dropped before they reached the room: its bars in progress are incomplete.</summary>
    public void ReportDrops(InstrumentId instrument) => _markets[instrument.Index].MarkIncomplete();

    /// <summary>
    /// Something of an instrument's market went unseen until a time, <see cref="DateTimeOffset.MaxValue"/> while it still does: bars that began before and have not closed are incomplete, also those of
    /// prices that were asked for meanwhile.
    /// </summary>
    public void ReportUnseen(InstrumentId instrument, DateTimeOffset until) => _markets[instrument.Index].MarkUnseen(until == DateTimeOffset.MaxValue ? long.MaxValue : until.UtcTicks);

    /// <summary>Takes one market event. Its receive time is the time inside.</summary>
    public StepResult Step(in RawTick tick, AccountSnapshot account, IEvaluationOutput output, IEvaluationWatch watch)
    {
        if (_validator.Check(in tick) is { } rejection)
        {
            output.OnRejected(in tick, rejection);
            return StepResult.Done;
        }

        Quotes.Take(in tick);
        if (tick.Kind is MarketEventKind.Quote or MarketEventKind.Book)
        {
            if (tick.Book is { } depth) output.OnDepth(tick.Instrument, depth);
            output.OnMark(in Quotes.Newest(tick.Instrument));
        }
        else if (tick.Kind == MarketEventKind.Trade && tick.B > 0m) output.OnTraded(tick.Instrument, tick.B);

        var market = _markets[tick.Instrument.Index];
        market.Observe(in tick);
        _calendar.Set(tick.Instrument.Index, market.ClosesAt);
        _work = new Work(tick.Instrument.Index, tick.Kind, tick.ReceivedTime, IsSweep: false);
        return Evaluate(market, first: 0, account, output, watch);
    }

    /// <summary>Tells the time when no event does: closes every bar that ended more than the grace before it and asks the strategies that read it.</summary>
    public StepResult AdvanceTo(DateTimeOffset now, AccountSnapshot account, IEvaluationOutput output, IEvaluationWatch watch) =>
        Sweep(firstInstrument: 0, now, account, output, watch);

    /// <summary>Discards an instance that did not come back, with the backoff and budget of a throw. Only by the thread that takes the room over.</summary>
    public void MarkStalled(int slot, DateTimeOffset now, IEvaluationOutput output)
    {
        var stalled = _registry.Slot(slot);
        stalled.Owner.Fault(stalled, "a stall: it did not return in time", now, output);
    }

    /// <summary>Goes on with the step a deposed thread left, behind <paramref name="afterSlot"/>; once, right after <see cref="MarkStalled"/>.</summary>
    public StepResult Resume(int afterSlot, AccountSnapshot account, IEvaluationOutput output, IEvaluationWatch watch)
    {
        if (!_work.IsSet) return StepResult.Done;
        var market = _markets[_work.Instrument];
        var position = Array.FindIndex(market.Slots, slot => slot.Index == afterSlot);
        if (position < 0) return StepResult.Done;
        var (isSweep, next, now) = (_work.IsSweep, _work.Instrument + 1, _work.Now);
        var result = Evaluate(market, position + 1, account, output, watch);
        return result == StepResult.Deposed || !isSweep ? result : Sweep(next, now, account, output, watch);
    }

    private StepResult Sweep(int firstInstrument, DateTimeOffset now, AccountSnapshot account, IEvaluationOutput output, IEvaluationWatch watch)
    {
        var closesUpTo = now.UtcTicks - _options.BarCloseGrace.Ticks;
        for (var i = _calendar.NextDue(firstInstrument, closesUpTo); i >= 0; i = _calendar.NextDue(i + 1, closesUpTo))
        {
            var hasClosed = _markets[i].AdvanceTo(closesUpTo);
            _calendar.Set(i, _markets[i].ClosesAt);
            if (!hasClosed) continue;
            _work = new Work(i, MarketEventKind.Bar, now, IsSweep: true);
            if (Evaluate(_markets[i], first: 0, account, output, watch) == StepResult.Deposed) return StepResult.Deposed;
        }

        return StepResult.Done;
    }

    /// <remarks>After a watch says no, only locals may be touched: the room already belongs to another thread.</remarks>
    private StepResult Evaluate(InstrumentMarket market, int first, AccountSnapshot account, IEvaluationOutput output, IEvaluationWatch watch)
    {
        var slots = market.Slots;
        if (first >= slots.Length) return StepResult.Done;
        var (kind, now) = (_work.Kind, _work.Now);
        var regime = market.Regime.Current;
        var view = market.View(kind, now);
        for (var i = first; i < slots.Length; i++)
        {
            var slot = slots[i];
            if (slot.IsSwitchedOff || !slot.Owner.IsOn) continue;
            if (slot.Instance is null && !Seating.TryFill(slot, market, now, output, watch)) return StepResult.Deposed;
            if (slot.IsWaiting) slot.Miss();
            if (slot.Instance is not { } instance || slot.IsWaiting || !slot.Wants(kind)) continue;
            var (index, sink) = (slot.Index, slot.Sink);
            if (!watch.Enter(index)) return StepResult.Deposed;
            var fault = slot.HasClosedBar
                ? Seating.Attempt(instance, view with { HasClosedBar = true, ClosedBar = slot.Bars!.Closed }, account, regime, sink)
                : Seating.Attempt(instance, in view, account, regime, sink);
            if (!watch.Leave(index)) return StepResult.Deposed;
            var hasWarmed = slot.Count(now.UtcTicks);
            if (fault is not null)
            {
                slot.Owner.Fault(slot, Faults.Describe(fault), now, output);
                continue;
            }

            if (!sink.IsEmpty) Emit(slot, account, now, output);
            if (hasWarmed) slot.Owner.Settle(now, "warmed up on", slot.Instrument.Symbol, output);
        }

        return StepResult.Done;
    }

    private void Emit(StrategySlot slot, AccountSnapshot account, DateTimeOffset now, IEvaluationOutput output)
    {
        var (owner, instrument, sink) = (slot.Owner, slot.Instrument, slot.Sink);
        foreach (ref readonly var proposal in sink.Waiting)
        {
            if (SignalMaking.FaultOf(in proposal) is { } fault)
            {
                owner.InvalidProposals++;
                output.OnProposalInvalid(owner.Spec.Id, instrument.Id, fault);
            }
            else if (proposal.Kind == SignalKind.Hold) owner.Holds++;
            else
            {
                Quote? quote = Quotes.TryGet(instrument.Id, now, out var newest) ? newest : null;
                var holding = account.HoldingBase(new PositionKey(owner.Spec.Id, instrument.Symbol));
                var signal = SignalMaking.Make(owner.Spec, instrument.Id, in proposal, quote, holding, now, slot.Gauge, slot.BarsMissing, _markets[instrument.Id.Index].Regime.Current, slot.Volumes?.Profile is { } profile ? profile.Weights : default);
                owner.Proposals++;
                if (signal.Kind != proposal.Kind) owner.Downgrades++;
                output.OnSignal(signal);
            }
        }

        if (sink.Overflow > 0)
        {
            owner.InvalidProposals += sink.Overflow;
            output.OnProposalInvalid(owner.Spec.Id, instrument.Id, $"more than {ProposalSink.ProposalsMax} proposals in one evaluation.");
        }

        if (sink.Set is { } set) Emit(slot, set, now, output);
        sink.Clear();
    }

    private void Emit(StrategySlot slot, QuoteSet set, DateTimeOffset now, IEvaluationOutput output)
    {
        var (owner, instrument) = (slot.Owner, slot.Instrument);
        if (SignalMaking.FaultOf(set) is { } fault)
        {
            owner.InvalidProposals++;
            output.OnProposalInvalid(owner.Spec.Id, instrument.Id, fault);
            return;
        }

        Quote? quote = Quotes.TryGet(instrument.Id, now, out var newest) ? newest : null;
        var signal = SignalMaking.Make(owner.Spec, instrument.Id, set, quote, now, slot.BarsMissing);
        owner.Proposals++;
        if (!ReferenceEquals(signal.Quotes, set)) owner.Downgrades++;
        output.OnSignal(_markets[instrument.Id.Index].Regime.Current is not Regime.Unknown and var regime ? signal with { Regime = regime } : signal);
    }

    /// <summary>What is being evaluated, kept so that another thread can go on with it.</summary>
    private readonly record struct Work(int Instrument, MarketEventKind Kind, DateTimeOffset Now, bool IsSweep)
    {
        public bool IsSet => Kind != 0;
    }
}
