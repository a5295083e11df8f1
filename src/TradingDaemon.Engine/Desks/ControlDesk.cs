using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.MarketMaking;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Engine.Tiers;

namespace TradingDaemon.Engine.Desks;

/// <summary>What operators and supervision ask for, and the shutdown policy from closing the gate to the last exit.</summary>
/// <param name="account">The account.</param>
/// <param name="signals">Where exits are decided.</param>
/// <param name="quotes">Where market makers are kept from quoting what is being closed.</param>
/// <param name="emergency">Where the emergency stop is moved.</param>
/// <param name="tiers">Where trials on paper are judged.</param>
public sealed class ControlDesk(TradingAccount account, SignalDesk signals, QuoteDesk quotes, EmergencyDesk emergency, TierDesk tiers)
{
    private readonly Dictionary<StrategyId, Closeout> _closing = []; // asked for by a person; in memory, so that no restart sells what nobody asks for any more
    private ShutdownPolicy? _policy;
    private Closeout? _flatten;
    private bool _isPausedForFault;

    /// <summary>True when a stop was asked for and its policy has nothing left to do, or cannot do more.</summary>
    public bool IsSettled => _policy switch
    {
        null => false,
        ShutdownPolicy.Hold => true,
        ShutdownPolicy.Cancel => account.Books.Orders.Open.Count == 0,
        _ => account.Books.Orders.Open.Count == 0 && _flatten is not { IsDone: false },
    };

    /// <summary>Carries out one command.</summary>
    public void Take(Command command, DateTimeOffset now)
    {
        switch (command)
        {
            case Command.ChangeState change: ChangeState(change, now); break;
            case Command.PauseForFault pause: PauseForFault(pause, now); break;
            case Command.ResumeAfterFault resume: ResumeAfterFault(resume, now); break;
            case Command.Stop stop: Stop(stop, now); break;
            case Command.StrategyChanged changed: account.Log.Emit(new Fact.StrategyMoved(changed.Strategy, changed.Condition, changed.Reason), now); break;
            case Command.CloseStrategy close: CloseStrategy(close, now); break;
            case Command.CancelParent cancel: CancelParent(cancel, now); break;
            case Command.PauseParent pause: ParentClosing.Pause(account, pause.Parent, pause.Reason, now); break;
            case Command.ResumeParent resume: ParentClosing.Resume(account, resume.Parent, resume.Reason, now); break;
            case Command.WriteTiltJournal written: account.Log.Emit(new Fact.TiltJournalled(written.Trader, written.By, TiltJournal.WordsOf(written.Text), written.Text), now); break;
            case Command.SetEmergency pull: emergency.Set(pull, now); break;
            case Command.TellPaperTrial told: tiers.Take(told, now); break;
            case Command.Configure configure: Configure(configure, now); break;
            default: throw new ArgumentException($"Unknown command {command.GetType().Name}.", nameof(command));
        }
    }

    /// <summary>Goes on with what is to be closed, after every input that may have ended an order.</summary>
    public void Continue(DateTimeOffset now)
    {
        if (account.Books.Orders.Open.Count == 0 && _flatten is not null) // not while an entry can still fill
        {
            ParentClosing.SettleAll(account, now);
            _flatten.Continue(now);
        }

        foreach (var (strategy, closing) in _closing)
        {
            closing.Continue(now);
            if (closing.IsOver(now)) End(strategy);
        }
    }

    // Whoever asks for a state means it: the end of an older fault must not undo it.
    private void ChangeState(Command.ChangeState change, DateTimeOffset now)
    {
        _isPausedForFault = false;
        if (change.To == EngineState.Running) account.Rejects.Forget();
        Enter(change.To, change.Reason, now);
    }

    private void PauseForFault(Command.PauseForFault pause, DateTimeOffset now)
    {
        if (account.Books.State != EngineState.Running) return;
        _isPausedForFault = true;
        Enter(EngineState.Paused, pause.Reason, now);
    }

    private void ResumeAfterFault(Command.ResumeAfterFault resume, DateTimeOffset now)
    {
        if (_isPausedForFault && account.Books.State == EngineState.Paused) Enter(EngineState.Running, resume.Reason, now);
        _isPausedForFault = false;
    }

    private void Stop(Command.Stop stop, DateTimeOffset now)
    {
        Enter(EngineState.Stopping, stop.Reason, now); // the gate closes first
        _policy = stop.Policy;
        _flatten = stop.Policy == ShutdownPolicy.Flatten ? new Closeout(account, signals, strategy: null, "Shutdown policy: flatten.", now) : null;
        if (stop.Policy == ShutdownPolicy.Flatten) ParentClosing.EndAll(account, strategy: null, ParentEnd.Shutdown, stop.Reason, now, isCancelling: false);
        _closing.Clear(); // the policy alone says what becomes of positions
        if (stop.Policy == ShutdownPolicy.Hold) return;
        foreach (var order in account.Books.Orders.Open.ToList()) account.Log.EmitCancel(order, stop.Reason, now);
        Continue(now);
    }

    private void CloseStrategy(Command.CloseStrategy close, DateTimeOffset now)
    {
        ParentClosing.EndAll(account, close.Strategy, ParentEnd.PositionClosed, close.Reason, now, isCancelling: false);
        foreach (var order in account.Books.Orders.Open.Where(order => order.Intent.Strategy == close.Strategy).ToList())
            account.Log.EmitCancel(order, close.Reason, now);
        quotes.Hold(close.Strategy);
        var closing = new Closeout(account, signals, close.Strategy, close.Reason, now);
        closing.Continue(now, isFirst: true);
        if (!closing.IsOver(now)) _closing[close.Strategy] = closing;
        else End(close.Strategy);
    }

    private void End(StrategyId strategy)
    {
        _closing.Remove(strategy);
        quotes.Release(strategy);
    }

    private void CancelParent(Command.CancelParent cancel, DateTimeOffset now)
    {
        if (account.Books.Parents.Find(cancel.Parent) is { } parent) ParentClosing.End(account, parent, ParentEnd.Cancelled, cancel.Reason, now);
    }

    private void Configure(Command.Configure configure, DateTimeOffset now)
    {
        var rules = (TierRulebook)configure.Rules;
        account.Configure(rules);
        account.Log.Emit(new Fact.ConfigurationChanged(account.Books.Configuration.Number + 1, configure.Hash, configure.Source, configure.By, configure.Changes) { Overrides = configure.Overrides.IsEmpty ? null : configure.Overrides }, now);
        tiers.Reconfigured(configure.Changes, now);
    }

    private void Enter(EngineState to, string reason, DateTimeOffset now)
    {
        if (account.Books.State != to) account.Log.Emit(new Fact.StateChanged(account.Books.State, to, reason), now);
    }
}
