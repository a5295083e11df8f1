using System.Globalization;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Arbitration;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Desks;

/// <summary>
/// Which of the entries strategies propose go on to become orders, and in which order. Exits, and whatever is no sound entry, go on at once. What waits is not
/// remembered over a restart: a proposal is worth seconds.
/// </summary>
/// <param name="account">The account.</param>
/// <param name="signals">Where signals become orders.</param>
public sealed class ArbitrationDesk(TradingAccount account, SignalDesk signals)
{
    private readonly SignalPace _pace = new(account.Setup.Signals);
    private readonly SignalQueue _queue = new(account.Setup.Signals.WaitingMax);

    private SignalPolicy Policy => account.Setup.Signals;

    /// <summary>Entries that wait.</summary>
    public int Waiting => _queue.Count;

    /// <summary>A strategy's proposal.</summary>
    public void Take(Signal signal, DateTimeOffset now)
    {
        if (!signals.IsEntry(signal, now))
        {
            if (signal.Kind is not (SignalKind.Hold or SignalKind.Wait)) Withdraw(signal, now);
            signals.Take(signal, now);
        }
        else if (_pace.Take(signal.Strategy, now) is { } tooOften) signals.Refuse(signal, tooOften, now);
        else if (Policy.ConflictWindow <= TimeSpan.Zero) signals.Take(signal, now);
        else Wait(signal, now);
    }

    /// <summary>The time, a few times a second: what is due goes on, as much of it as the account's pace lets pass.</summary>
    public void Take(DateTimeOffset now)
    {
        if (_queue.Count == 0) return;
        if (account.Books.State != EngineState.Running) // nothing is entered; the gate says so of each
        {
            foreach (var entry in _queue.All) Release(entry, now);
            return;
        }

        if (!_queue.IsDue(now)) return;
        foreach (var conflict in _queue.Due(now).GroupBy(entry => account.Groups.ThingOf(entry.Signal.Instrument).Id).ToList()) Weigh(conflict, now);
        var room = account.Limits.AccountOrdersPerSecondMax - account.Pace.OfAll(now);
        foreach (var entry in _queue.Due(now))
            if (room-- > 0 || entry.Signal.ExpiresAt <= now) Release(entry, now); // what expired is refused by name
            else _queue.PassOver(entry, now);
    }

    private void Wait(Signal signal, DateTimeOffset now)
    {
        var score = WaitingEntry.ScoreOf(account.SpecOf(signal.Strategy)?.Priority ?? 0, signal.Confidence);
        var dueAt = now + Policy.ConflictWindow;
        var renewed = new List<WaitingEntry>();
        foreach (var same in account.Groups.Together(account.Setup.Catalog[signal.Instrument])) // under whichever name: one that buys the thing here and sells it there disagrees with itself
        {
            if (_queue.DueAt(same.Id) is { } first && first < dueAt) dueAt = first; // the first one's window is everybody's
            renewed.AddRange(_queue.Withdraw(signal.Strategy, same.Id));
        }

        foreach (var older in renewed)
            if (older.Signal.Kind != signal.Kind || older.Signal.AgentSignal is not null) // of one that is only renewed nobody asks, but who sent it from outside
                signals.Refuse(older.Signal, new RiskRefusal(RiskRule.SignalConflict, 0m, (decimal)older.Score, $"{signal.Strategy} wants {(older.Signal.Kind == signal.Kind ? "it anew" : "the opposite")} by now."), now);
        if (_queue.Put(new WaitingEntry(signal, score, dueAt)) is { } last)
            signals.Refuse(last.Signal, new RiskRefusal(
                RiskRule.SignalQueueFull, Policy.WaitingMax, Policy.WaitingMax + 1, string.Create(CultureInfo.InvariantCulture, $"{Policy.WaitingMax} entries wait already, and none has a lower score than {last.Score:0.###}.")), now);
    }

    // What waits under another name of the thing is taken back too: closed here, it would be bought again there a moment later.
    private void Withdraw(Signal signal, DateTimeOffset now)
    {
        if (signal.Kind == SignalKind.CloseAll) Refuse(_queue.Withdraw(signal.Strategy, null), signal.Strategy, now);
        else
            foreach (var same in account.Groups.SameAs(account.Setup.Catalog[signal.Instrument])) Refuse(_queue.Withdraw(signal.Strategy, same.Id), signal.Strategy, now);
    }

    private void Refuse(IReadOnlyList<WaitingEntry> withdrawn, StrategyId strategy, DateTimeOffset now)
    {
        foreach (var entry in withdrawn)
            signals.Refuse(entry.Signal, new RiskRefusal(RiskRule.SignalConflict, 0m, (decimal)entry.Score, $"{strategy} itself wants out by now."), now);
    }

    private void Weigh(IGrouping<InstrumentId, WaitingEntry> conflict, DateTimeOffset now)
    {
        foreach (var verdict in Conflicts.Resolve(Policy, [.. conflict], account.Setup.Catalog[conflict.Key], signal => signals.WantedBase(signal, now)))
            if (verdict.Refusal is { } refusal)
            {
                _queue.Drop(verdict.Entry);
                signals.Refuse(verdict.Entry.Signal, refusal, now);
            }
            else _queue.Put(verdict.Entry);
    }

    private void Release(in WaitingEntry entry, DateTimeOffset now)
    {
        _queue.Serve(entry);
        signals.Take(entry.Signal, now);
    }
}
