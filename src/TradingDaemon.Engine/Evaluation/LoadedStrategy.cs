using System.Globalization;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>One configured strategy in the room: its seats, its life cycle and its counters.</summary>
internal sealed class LoadedStrategy(StrategySpec spec, IStrategyFactory factory, EvaluationOptions options)
{
    private readonly int[] _seats = new int[Enum.GetValues<SeatState>().Length]; // by state: thousands of instruments start one by one, and each start asks for the condition
    private readonly Queue<long> _restarts = new(options.RestartsMax + 1);
    private bool _isDisabled;
    private bool _isSwitchedOff = !spec.Enabled;
    private StrategyCondition _condition;
    private string _reason = "";
    private DateTimeOffset _since;
    private long _faults;

    /// <summary>As configured.</summary>
    public StrategySpec Spec => spec;

    /// <summary>Makes its instances.</summary>
    public IStrategyFactory Factory => factory;

    /// <summary>Its seats, one an instrument.</summary>
    public StrategySlot[] Slots { get; set; } = [];

    /// <summary>Whether it is evaluated at all.</summary>
    public bool IsOn => !_isDisabled && !_isSwitchedOff;

    /// <summary>Proposals that became signals.</summary>
    public long Proposals { get; set; }

    /// <summary>Proposals to change nothing.</summary>
    public long Holds { get; set; }

    /// <summary>Signals downgraded to Wait.</summary>
    public long Downgrades { get; set; }

    /// <summary>Proposals that were no signals.</summary>
    public long InvalidProposals { get; set; }

    /// <summary>How it is doing.</summary>
    public StrategyReport Report
    {
        get
        {
            var lastTicks = Slots.Length == 0 ? 0L : Slots.Max(static slot => slot.LastEvaluatedTicks);
            return new StrategyReport(
                spec.Id, spec.Kind, _condition, _reason, _since, lastTicks == 0 ? null : new DateTimeOffset(lastTicks, TimeSpan.Zero),
                Slots.Sum(static slot => slot.Evaluations), Proposals, Holds, Downgrades, InvalidProposals, _faults, Slots.Length);
        }
    }

    /// <summary>Switches it on or off. On also forgives: a disabled one starts over with a full restart budget and fresh statistics, because those with a gap would lie.</summary>
    public void Switch(bool on, DateTimeOffset now, IEvaluationOutput output)
    {
        if (on == IsOn) return;
        _isSwitchedOff = !on;
        _isDisabled = false;
        _restarts.Clear();
        foreach (var slot in Slots) slot.Discard();
        Settle(now, on ? "switched on" : "switched off", output);
    }

    /// <summary>An instance threw or stalled: it is discarded, and a new one comes after a backoff, or never once the budget is used up.</summary>
    public void Fault(StrategySlot slot, string what, DateTimeOffset now, IEvaluationOutput output)
    {
        _faults++;
        while (_restarts.TryPeek(out var oldest) && Math.Abs(now.UtcTicks - oldest) > options.RestartWindow.Ticks) _restarts.Dequeue();
        if (_restarts.Count >= options.RestartsMax)
        {
            _isDisabled = true;
            foreach (var each in Slots) each.Discard();
            Settle(now, string.Create(CultureInfo.InvariantCulture, $"more than {options.RestartsMax} restarts within {options.RestartWindow.TotalSeconds} s; last on {slot.Instrument.Symbol}: {what}"), output);
            return;
        }

        var backoff = Math.ScaleB(options.BackoffFirst.Ticks, _restarts.Count);
        var backoffTicks = (long)Math.Min(backoff, options.BackoffMax.Ticks);
        _restarts.Enqueue(now.UtcTicks);
        slot.DiscardFor(backoffTicks, now.UtcTicks);
        // Said even when it was recovering already: every fault is news.
        Move(Condition, string.Create(CultureInfo.InvariantCulture, $"restarts on {slot.Instrument.Symbol} in {TimeSpan.FromTicks(backoffTicks).TotalSeconds} s after {what}"), now, output);
    }

    /// <summary>One of its seats changed.</summary>
    public void Recount(SeatState from, SeatState to)
    {
        _seats[(int)from]--;
        _seats[(int)to]++;
    }

    /// <summary>It leaves the room.</summary>
    public void Stop(string reason, DateTimeOffset now, IEvaluationOutput output)
    {
        foreach (var slot in Slots) slot.Discard();
        Move(StrategyCondition.Stopped, reason, now, output);
    }

    /// <summary>Works its condition out anew and says so when it changed.</summary>
    public void Settle(DateTimeOffset now, string reason, IEvaluationOutput output)
    {
        var condition = Condition;
        if (condition != _condition) Move(condition, reason, now, output);
    }

    /// <summary>The same, when an instance on a symbol is the reason.</summary>
    public void Settle(DateTimeOffset now, string what, Symbol symbol, IEvaluationOutput output)
    {
        var condition = Condition;
        if (condition != _condition) Move(condition, $"{what} {symbol}", now, output); // thousands of instances warm up; few of them are news
    }

    private StrategyCondition Condition =>
        _isSwitchedOff ? StrategyCondition.Paused
            : _isDisabled ? StrategyCondition.Disabled
            : _seats[(int)SeatState.Waiting] > 0 ? StrategyCondition.Recovering
            : _seats[(int)SeatState.Warm] > 0 ? StrategyCondition.Running
            : _seats[(int)SeatState.WarmingUp] > 0 ? StrategyCondition.Starting
            : StrategyCondition.Idle;

    private void Move(StrategyCondition condition, string reason, DateTimeOffset now, IEvaluationOutput output)
    {
        (_condition, _reason, _since) = (condition, reason, now);
        output.OnStrategyMoved(spec.Id, condition, reason);
    }
}
