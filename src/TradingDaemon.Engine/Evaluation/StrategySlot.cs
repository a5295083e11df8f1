using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Evaluation.Bars;
using TradingDaemon.Engine.Regimes;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>One strategy's seat at one instrument: it outlives the instances that sit in it.</summary>
internal sealed class StrategySlot(LoadedStrategy owner, Instrument instrument)
{
    private const int MissedMax = 1_000; // a history is asked for within minutes, and the shortest bars of a venue are seconds

    private int _observationsMissing;
    private bool _everyEvent;
    private long _lastEvaluatedTicks;
    private long _evaluations;
    private SeatState _state;
    private long _discardedAtTicks;
    private long _retryAtTicks;
    private Queue<Bar>? _missed;
    private bool _missedTooMany;

    /// <summary>Number of the seat in the room; what a watch is told.</summary>
    public int Index { get; set; }

    /// <summary>Whose seat.</summary>
    public LoadedStrategy Owner => owner;

    /// <summary>At which instrument.</summary>
    public Instrument Instrument => instrument;

    /// <summary>Who sits there; null before the first, while waiting out a backoff and while off.</summary>
    public IStrategy? Instance { get; private set; }

    /// <summary>Where that instance's proposals go.</summary>
    public ProposalSink Sink { get; private set; } = new();

    /// <summary>The bars it reads, or null for none.</summary>
    public BarBuilder? Bars { get; set; }

    /// <summary>What measures the instrument for its stops and sizes, or null when neither asks for it.</summary>
    public RangeGauge? Gauge { get; init; }

    /// <summary>What learns when its instrument is traded; null where nothing of the strategy asks for it.</summary>
    public VolumeGauge? Volumes { get; init; }

    /// <summary>Whether this symbol is switched off for this strategy.</summary>
    public bool IsSwitchedOff { get; set; }

    /// <summary>Who sits there; the owner keeps count.</summary>
    public SeatState State
    {
        get => _state;
        private set
        {
            owner.Recount(_state, value);
            _state = value;
        }
    }

    /// <summary>Evaluations so far.</summary>
    public long Evaluations => Volatile.Read(ref _evaluations);

    /// <summary>Time of the newest one (UTC ticks); 0 before the first.</summary>
    public long LastEvaluatedTicks => Volatile.Read(ref _lastEvaluatedTicks);

    /// <summary>Whether the event closed a bar it reads.</summary>
    public bool HasClosedBar => Bars is { HasClosed: true };

    /// <summary>Whether it asked to be called for such an event.</summary>
    public bool Wants(MarketEventKind kind) => HasClosedBar || (_everyEvent && kind != MarketEventKind.Bar);

    /// <summary>Whether it waits for its history: bars are kept meanwhile, and nobody is asked.</summary>
    public bool IsWaiting => _missed is not null;

    /// <summary>Begins to wait.</summary>
    public void Wait() => _missed ??= new Queue<Bar>();

    /// <summary>Bars it has yet to see before its entries are heard; zero for a strategy that does not look back.</summary>
    public int BarsMissing => owner.Spec.LookBackBars > 0 ? _observationsMissing : 0;

    /// <summary>Keeps the bar the newest event closed, the last thousand of them.</summary>
    public void Miss()
    {
        if (!HasClosedBar) return;
        if (_missed!.Count == MissedMax)
        {
            _missed.Dequeue();
            _missedTooMany = true;
        }

        _missed.Enqueue(Bars!.Closed);
    }

    /// <summary>Waits no longer; the bars that were kept, oldest first, and whether they leave no gap to what was asked for.</summary>
    public (IReadOnlyCollection<Bar> Bars, bool IsWhole) Release()
    {
        (IReadOnlyCollection<Bar>, bool) missed = (_missed ?? [], !_missedTooMany);
        (_missed, _missedTooMany) = (null, false);
        return missed;
    }

    /// <summary>Seats a new instance.</summary>
    public void Seat(IStrategy instance, StrategyNeeds needs, BarBuilder? bars)
    {
        Instance = instance;
        Bars = bars;
        _everyEvent = needs.EveryEvent;
        _observationsMissing = Math.Max(needs.WarmUpObservations, owner.Spec.LookBackBars);
        State = _observationsMissing > 0 ? SeatState.WarmingUp : SeatState.Warm;
    }

    /// <summary>Sends the instance away for good: whatever it still does on an abandoned thread is not heard.</summary>
    public void Discard()
    {
        Sink.Disconnect();
        Sink = new ProposalSink();
        Instance = null;
        (State, _discardedAtTicks, _retryAtTicks) = (SeatState.Empty, 0, 0);
    }

    /// <summary>Whether a new instance may be made: its backoff is over, or the clock was set back to before it began.</summary>
    public bool MayRetry(long nowTicks) => nowTicks >= _retryAtTicks || nowTicks < _discardedAtTicks;

    /// <summary>Discards the instance and lets a new one come only after a backoff.</summary>
    public void DiscardFor(long backoffTicks, long nowTicks)
    {
        Discard();
        (State, _discardedAtTicks, _retryAtTicks) = (SeatState.Waiting, nowTicks, nowTicks + backoffTicks);
    }

    /// <summary>Counts one evaluation; true when it was the one that made the instance warm.</summary>
    /// <param name="nowTicks">UTC ticks.</param>
    /// <param name="isHistory">Whether it was a bar of the history.</param>
    public bool Count(long nowTicks, bool isHistory = false)
    {
        _evaluations++;
        _lastEvaluatedTicks = nowTicks;
        if (_observationsMissing <= 0 || (Bars is not null && !HasClosedBar && !isHistory) || --_observationsMissing > 0) return false;
        State = SeatState.Warm;
        return true;
    }
}
