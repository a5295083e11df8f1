using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Engine.Arbitration;

/// <summary>
/// Entries that wait, one a strategy and instrument: a newer replaces the older, which it has overtaken. The best score goes first. A strategy that was
/// passed over gains a point a second until it goes, so that no score, however high, keeps another out for ever.
/// </summary>
/// <param name="max">How many may wait.</param>
public sealed class SignalQueue(int max)
{
    private readonly Dictionary<(StrategyId Strategy, InstrumentId Instrument), WaitingEntry> _waiting = [];
    private readonly Dictionary<StrategyId, DateTimeOffset> _passedOverSince = []; // of strategies that are configured
    private readonly Dictionary<StrategyId, long> _servedAt = [];
    private long _served;

    /// <summary>How many wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Whether an entry is due.</summary>
    public bool IsDue(DateTimeOffset now)
    {
        foreach (var entry in _waiting.Values)
            if (entry.DueAt <= now) return true;
        return false;
    }

    /// <summary>When the instrument's first entry is due, or null when none waits.</summary>
    public DateTimeOffset? DueAt(InstrumentId instrument)
    {
        DateTimeOffset? first = null;
        foreach (var (key, entry) in _waiting)
            if (key.Instrument == instrument && (first is null || entry.DueAt < first)) first = entry.DueAt;
        return first;
    }

    /// <summary>Lets an entry wait. Returns the one there is no room for any more: the lowest score, the newest of equals; null while there is.</summary>
    public WaitingEntry? Put(in WaitingEntry entry)
    {
        _waiting[(entry.Signal.Strategy, entry.Signal.Instrument)] = entry;
        if (_waiting.Count <= max) return null;
        var last = _waiting.Values.OrderBy(static waiting => waiting.Score).ThenByDescending(static waiting => waiting.Signal.At).ThenByDescending(static waiting => waiting.Signal.Strategy.Text, StringComparer.Ordinal).First();
        _waiting.Remove((last.Signal.Strategy, last.Signal.Instrument));
        return last;
    }

    /// <summary>Takes back what a strategy wanted to enter, on one instrument or, with null, on all: it wants out now. Returns what it was.</summary>
    public IReadOnlyList<WaitingEntry> Withdraw(StrategyId strategy, InstrumentId? instrument)
    {
        if (_waiting.Count == 0) return [];
        var withdrawn = _waiting.Where(pair => pair.Key.Strategy == strategy && (instrument is not { } one || pair.Key.Instrument == one)).Select(static pair => pair.Value).ToArray();
        foreach (var entry in withdrawn) _waiting.Remove((strategy, entry.Signal.Instrument));
        return withdrawn;
    }

    /// <summary>What is due, the first to go first: by score and what waiting has earned, then whoever was served longest ago, then the older.</summary>
    public IReadOnlyList<WaitingEntry> Due(DateTimeOffset now) =>
        [.. _waiting.Values.Where(entry => entry.DueAt <= now)
            .OrderByDescending(entry => entry.Score + Earned(entry.Signal.Strategy, now))
            .ThenBy(entry => _servedAt.GetValueOrDefault(entry.Signal.Strategy))
            .ThenBy(static entry => entry.Signal.At).ThenBy(static entry => entry.Signal.Strategy.Text, StringComparer.Ordinal).ThenBy(static entry => entry.Signal.Instrument.Index)];

    /// <summary>Everything that waits, in no order that means anything but always the same.</summary>
    public IReadOnlyList<WaitingEntry> All => [.. _waiting.Values.OrderBy(static entry => entry.Signal.At).ThenBy(static entry => entry.Signal.Strategy.Text, StringComparer.Ordinal).ThenBy(static entry => entry.Signal.Instrument.Index)];

    /// <summary>An entry goes: it waits no longer, and its strategy has had its turn.</summary>
    public void Serve(in WaitingEntry entry)
    {
        Drop(entry);
        _passedOverSince.Remove(entry.Signal.Strategy);
        _servedAt[entry.Signal.Strategy] = ++_served;
    }

    /// <summary>An entry is refused: it waits no longer.</summary>
    public void Drop(in WaitingEntry entry) => _waiting.Remove((entry.Signal.Strategy, entry.Signal.Instrument));

    /// <summary>An entry was due and others went before it.</summary>
    public void PassOver(in WaitingEntry entry, DateTimeOffset now) => _passedOverSince.TryAdd(entry.Signal.Strategy, now);

    private double Earned(StrategyId strategy, DateTimeOffset now) => _passedOverSince.TryGetValue(strategy, out var since) ? Math.Max(0d, (now - since).TotalSeconds) : 0d;
}
