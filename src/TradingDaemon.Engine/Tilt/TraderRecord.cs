using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Tilt;

namespace TradingDaemon.Engine.Tilt;

/// <summary>What is remembered of one trader: what it did, lately, and what was done about it. Every list is bounded, oldest first.</summary>
public sealed class TraderRecord
{
    private const int EntriesMax = 256;
    private const int HoursMax = 240;
    private const int CancelsMax = 128;
    private const int TradesMax = 64;
    private const int AnomaliesMax = 64;

    private static readonly TiltPolicy Delivered = new(); // what versions went by that told neither the debt nor which lock it was

    private readonly List<TiltEntry> _entries;
    private readonly List<TiltHour> _hours;
    private readonly List<TiltCancel> _cancels;
    private readonly List<TiltTrade> _trades;
    private readonly List<TiltAnomaly> _anomalies;

    /// <summary>As a checkpoint remembers it; only its name for a new one.</summary>
    public TraderRecord(TraderTilt remembered)
    {
        State = remembered with { Entries = [], Hours = [], Cancels = [], Trades = [], Anomalies = [] };
        (_entries, _hours, _cancels, _trades, _anomalies) = ([.. remembered.Entries], [.. remembered.Hours], [.. remembered.Cancels], [.. remembered.Trades], [.. remembered.Anomalies]);
    }

    /// <summary>What was done about it, and how far it has recovered; the lists are empty here.</summary>
    public TraderTilt State { get; private set; }

    /// <summary>Entries.</summary>
    public IReadOnlyList<TiltEntry> Entries => _entries;

    /// <summary>Hours of the clock with entries.</summary>
    public IReadOnlyList<TiltHour> Hours => _hours;

    /// <summary>Cancels.</summary>
    public IReadOnlyList<TiltCancel> Cancels => _cancels;

    /// <summary>Closed trades.</summary>
    public IReadOnlyList<TiltTrade> Trades => _trades;

    /// <summary>What detectors found since the last lock.</summary>
    public IReadOnlyList<TiltAnomaly> Anomalies => _anomalies;

    /// <summary>The newest trade closed at or before that time, or null.</summary>
    public TiltTrade? TradeBefore(DateTimeOffset at)
    {
        for (var i = _trades.Count - 1; i >= 0; i--)
            if (_trades[i].At <= at) return _trades[i];
        return null;
    }

    /// <summary>Entries from then until the newest, both included.</summary>
    public int EntriesSince(DateTimeOffset from)
    {
        var count = 0;
        for (var i = _entries.Count - 1; i >= 0 && _entries[i].At >= from; i--) count++;
        return count;
    }

    /// <summary>The newest entry below that place in the same currency, or null.</summary>
    public TiltEntry? SameCurrencyBefore(int index)
    {
        for (var i = index - 1; i >= 0; i--)
            if (_entries[i].Currency == _entries[index].Currency) return _entries[i];
        return null;
    }

    /// <summary>Anomalies that count at a time.</summary>
    public int AnomaliesAt(DateTimeOffset now, TimeSpan window) => _anomalies.Count(anomaly => now - anomaly.At <= window);

    /// <summary>An entry was decided by that fact.</summary>
    public void Entered(TiltEntry entry, long fact)
    {
        Add(_entries, entry, EntriesMax);
        var hour = entry.At.UtcTicks / TimeSpan.TicksPerHour;
        if (_hours.Count > 0 && _hours[^1].Hour == hour) _hours[^1] = _hours[^1] with { Entries = _hours[^1].Entries + 1 };
        else Add(_hours, new TiltHour(hour, 1), HoursMax);
        State = State with { EntryFact = fact };
    }

    /// <summary>An entry was to be cancelled.</summary>
    public void Cancelled(TiltCancel cancel, long fact)
    {
        Add(_cancels, cancel, CancelsMax);
        State = State with { CancelFact = fact };
    }

    /// <summary>A trade ended.</summary>
    public void Closed(TiltTrade trade, long fact)
    {
        Add(_trades, trade, TradesMax);
        State = State with { TradeFact = fact, LossRun = trade.IsLoss ? State.LossRun + 1 : 0 };
        if (!trade.IsLoss && (State.Stage > 0 || State.Debt > 0m)) State = State with { DebtPaid = State.DebtPaid + trade.ReturnFraction };
        if (State.Stage == 0) return;
        State = trade.IsLoss
            ? State with { StageLoss = State.StageLoss - trade.ReturnFraction }
            : State with { StageWins = State.StageWins + (trade.ReturnFraction > 0m ? 1 : 0), StageProfit = State.StageProfit + trade.ReturnFraction };
    }

    /// <summary>A person wrote about it.</summary>
    public void Journalled(int words, long fact) => State = State with { StageWords = Math.Max(State.StageWords ?? 0, words), JournalFact = fact };

    /// <summary>A detector found something.</summary>
    public void Found(TiltAnomaly anomaly) => Add(_anomalies, anomaly, AnomaliesMax);

    /// <summary>Something is done about it.</summary>
    public void Moved(Fact.TiltMoved moved, DateTimeOffset at)
    {
        State = State with { Score = moved.Score, Reason = moved.Reason };
        switch (moved.Move)
        {
            case TiltMove.Noticed:
                State = State with { NoticedUntil = moved.Until };
                KeepOut(moved, 1, at);
                break;
            case TiltMove.Halved:
                State = State with { SmallerUntil = moved.Until, SmallerFactor = moved.SizeFactor };
                KeepOut(moved, 2, at);
                break;
            case TiltMove.Break: State = State with { LockedUntil = Later(State.LockedUntil, moved.Until), LockLevel = 3, LossRun = 0 }; break;
            case TiltMove.Locked: Lock(moved, at); break;
            case TiltMove.Stage: State = Fresh(State) with { Stage = State.Stage + 1, StageSizeFactor = moved.SizeFactor }; break;
            case TiltMove.Recovered: State = Fresh(State) with { Stage = 0, StageSizeFactor = null, Debt = 0m, DebtPaid = 0m }; break;
            case TiltMove.Settled: State = State with { Debt = 0m, DebtPaid = 0m, SettledAt = at }; break;
            default: throw new InvalidDataException($"Unknown measure {moved.Move}.");
        }
    }

    /// <summary>A person lets the account go on: nothing is held against the trader any more. What it did is still its past.</summary>
    public void Forget()
    {
        _anomalies.Clear();
        State = new TraderTilt { Trader = State.Trader, EntryFact = State.EntryFact, CancelFact = State.CancelFact, TradeFact = State.TradeFact };
    }

    /// <summary>As a checkpoint keeps it.</summary>
    public TraderTilt Capture() => State with { Entries = [.. _entries], Hours = [.. _hours], Cancels = [.. _cancels], Trades = [.. _trades], Anomalies = [.. _anomalies] };

    // What a measure below a lock of level 3 does besides, where that is configured: none follows a stronger one that stands. What was found counts on.
    private void KeepOut(Fact.TiltMoved moved, int level, DateTimeOffset at)
    {
        if (moved.LockedUntil is { } until)
        {
            var run = new TiltLockRun(moved.Occurrence ?? 1, at);
            State = State with { LockedUntil = Later(State.LockedUntil, until), LockLevel = level, NoticeLocks = level == 1 ? run : State.NoticeLocks, SmallerLocks = level == 2 ? run : State.SmallerLocks };
        }

        if (moved.Debt is { } debt) State = State with { Debt = debt };
        if (moved.RecoversAt is { } factor) State = Fresh(State) with { Stage = 1, StageSizeFactor = factor };
    }

    private void Lock(Fact.TiltMoved moved, DateTimeOffset at)
    {
        var recovers = moved.SizeFactor < 1m;
        State = Fresh(State) with
        {
            LockedUntil = Later(State.LockedUntil, moved.Until), LockLevel = 3, LockedAt = at, Locks = moved.Occurrence ?? TiltScore.OccurrenceOf(State, 3, Delivered, at), NoticedUntil = null, SmallerUntil = null,
            Stage = recovers ? 1 : 0, StageSizeFactor = recovers ? moved.SizeFactor : null, Debt = moved.Debt ?? TiltDebt.After(this, 3, Delivered, at) ?? 0m, DebtPaid = 0m,
        };
        _anomalies.Clear(); // they were answered
    }

    private static TraderTilt Fresh(TraderTilt state) => state with { StageWins = 0, StageProfit = 0m, StageLoss = 0m, StageWords = null };

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other ? one : other;

    private static void Add<T>(List<T> list, T item, int most)
    {
        if (list.Count >= most) list.RemoveAt(0);
        list.Add(item);
    }
}
