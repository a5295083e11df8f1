using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Desks;

/// <summary>What operators and supervision ask for, and the shutdown policy from closing the gate to the last exit.</summary>
/// <param name="account">The account.</param>
/// <param name="signals">Where exits are decided.</param>
/// <param name="emergency">Where the emergency stop is moved.</param>
public sealed class ControlDesk(TradingAccount account, SignalDesk signals, EmergencyDesk emergency)
{
    // An exit can meet an empty book; a few rounds settle that, more would be a loop. One that sent nothing for want of a fresh quote is none.
    private const int FlattenRoundsMax = 3;

    // Time for a quote to come when a round met a stale one; without it all rounds would be over in one breath.
    private static readonly TimeSpan FlattenInterval = TimeSpan.FromSeconds(1);

    private ShutdownPolicy? _policy;
    private int _flattenRounds;
    private Regularly _flatten = new(FlattenInterval);
    private bool _isPausedForFault;

    /// <summary>True when a stop was asked for and its policy has nothing left to do, or cannot do more.</summary>
    public bool IsSettled => _policy switch
    {
        null => false,
        ShutdownPolicy.Hold => true,
        ShutdownPolicy.Cancel => account.Books.Orders.Open.Count == 0,
        _ => account.Books.Orders.Open.Count == 0 && (IsFlat || _flattenRounds >= FlattenRoundsMax),
    };

    // Less than a lot nobody can close.
    private bool IsFlat => !account.Books.Positions.All.Any(IsClosable);

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
            case Command.SetEmergency pull: emergency.Set(pull, now); break;
            default: throw new ArgumentException($"Unknown command {command.GetType().Name}.", nameof(command));
        }
    }

    /// <summary>Goes on with the shutdown policy after every input while stopping.</summary>
    public void Continue(DateTimeOffset now)
    {
        var mayFlatten = _policy == ShutdownPolicy.Flatten && _flatten.IsDue(now) && account.Books.Orders.Open.Count == 0 && !IsFlat && _flattenRounds < FlattenRoundsMax;
        if (!mayFlatten) return;
        _flatten.Done(now);
        var held = account.Books.Positions.All.Where(IsClosable).ToList();
        var isQuoted = held.TrueForAll(book => account.Marks.Find(Known(book.Key.Symbol).Id) is { } mark && mark.AgeAt(now) <= account.Limits.QuoteAgeMax);
        var isAnySent = false;
        foreach (var book in held)
            isAnySent |= signals.Close(new Wish(book.Key.Strategy, SignalKind.CloseAll, "Shutdown policy: flatten.") { IsFromOperator = true }, Known(book.Key.Symbol), now);
        if (isAnySent || isQuoted) _flattenRounds++; // what is refused on a fresh quote, e.g. for being worth too little, will be again
    }

    private bool IsClosable(LotBook book) => account.Books.Positions.ClosableBase(book.Key) != 0m;

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
        (_policy, _flattenRounds) = (stop.Policy, 0);
        _flatten.Hurry();
        if (stop.Policy == ShutdownPolicy.Hold) return;
        foreach (var order in account.Books.Orders.Open.ToList()) account.Log.EmitCancel(order, stop.Reason, now);
        Continue(now);
    }

    private void CloseStrategy(Command.CloseStrategy close, DateTimeOffset now)
    {
        foreach (var order in account.Books.Orders.Open.Where(order => order.Intent.Strategy == close.Strategy).ToList())
            account.Log.EmitCancel(order, close.Reason, now);
        foreach (var book in account.Books.Positions.Of(close.Strategy).Where(IsClosable).ToList())
            signals.Close(new Wish(close.Strategy, SignalKind.CloseAll, close.Reason) { IsFromOperator = true }, Known(book.Key.Symbol), now);
    }

    private void Enter(EngineState to, string reason, DateTimeOffset now)
    {
        if (account.Books.State != to) account.Log.Emit(new Fact.StateChanged(account.Books.State, to, reason), now);
    }

    private Instrument Known(Symbol symbol) => account.Setup.Catalog.Find(symbol)
        ?? throw new InvalidDataException($"{symbol} is held but not in the catalogue.");
}
