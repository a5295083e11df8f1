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
        if (State.Stage == 0) return;
        State = trade.IsLoss
            ? State with { StageLoss = State.StageLoss - trade.ReturnFraction }
            : State with { StageWins = State.StageWins + (trade.ReturnFraction > 0m ? 1 : 0), StageProfit = State.StageProfit + trade.ReturnFraction, DebtPaid = State.DebtPaid + trade.ReturnFraction };
    }

    /// <summary>A detector found something.</summary>
    public void Found(TiltAnomaly anomaly) => Add(_anomalies, anomaly, AnomaliesMax);

    /// <summary>Something is done about it.</summary>
    public void Moved(TiltMove move, int score, DateTimeOffset? until, decimal sizeFactor, string reason, DateTimeOffset at)
    {
        State = State with { Score = score, Reason = reason };
        switch (move)
        {
            case TiltMove.Noticed: State = State with { NoticedUntil = until }; break;
            case TiltMove.Halved: State = State with { SmallerUntil = until, SmallerFactor = sizeFactor }; break;
            case TiltMove.Break: State = State with { LockedUntil = Later(State.LockedUntil, until), LossRun = 0 }; break;
            case TiltMove.Locked: Lock(until, sizeFactor, at); break;
            case TiltMove.Stage: State = State with { Stage = State.Stage + 1, StageWins = 0, StageProfit = 0m, StageLoss = 0m }; break;
            case TiltMove.Recovered: State = State with { Stage = 0, StageWins = 0, StageProfit = 0m, StageLoss = 0m, Debt = 0m, DebtPaid = 0m }; break;
            default: throw new InvalidDataException($"Unknown measure {move}.");
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

    private void Lock(DateTimeOffset? until, decimal sizeFactor, DateTimeOffset at)
    {
        var debt = 0m;
        foreach (var trade in _trades)
            if (trade.IsLoss && (State.LockedAt is not { } last || trade.At > last) && at - trade.At <= TiltScore.DebtAge) debt -= trade.ReturnFraction;
        State = State with
        {
            LockedUntil = Later(State.LockedUntil, until), LockedAt = at, Locks = TiltScore.IsAnotherRun(State.LockedAt, at) ? 1 : State.Locks + 1, NoticedUntil = null, SmallerUntil = null,
            Stage = sizeFactor < 1m ? 1 : 0, StageWins = 0, StageProfit = 0m, StageLoss = 0m, Debt = debt * TiltScore.DebtFraction, DebtPaid = 0m,
        };
        _anomalies.Clear(); // they were answered
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other ? one : other;

    private static void Add<T>(List<T> list, T item, int most)
    {
        if (list.Count >= most) list.RemoveAt(0);
        list.Add(item);
    }
}
