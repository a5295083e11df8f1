using System.Collections.Immutable;
using TradingDaemon.Domain.Account;

namespace TradingDaemon.Engine.Fills;

/// <summary>Which of a venue's executions are booked: all up to a cursor but for those passed over, and single ones above it that came early.</summary>
public sealed class FillCursor
{
    /// <summary>Ranges passed over that are remembered: far more than lie within the reach of a late report. What was passed before those counts as booked.</summary>
    public const int PassedMax = 256;

    private readonly SortedSet<long> _above = [];
    private readonly List<ExecutionRange> _passed; // in order, none empty, none touching a booked one

    /// <summary>A cursor as remembered.</summary>
    public FillCursor(long cursor, IEnumerable<long> above, IEnumerable<ExecutionRange> passed)
    {
        Cursor = cursor;
        _above.UnionWith(above);
        _passed = [.. passed];
    }

    /// <summary>Every execution up to and including this one is booked, or was passed over.</summary>
    public long Cursor { get; private set; }

    /// <summary>The newest execution booked or passed over, whatever is missing before it.</summary>
    public long Newest => _above.Count > 0 ? _above.Max : Cursor;

    /// <summary>Booked executions above the cursor.</summary>
    public ImmutableSortedSet<long> Above => [.. _above];

    /// <summary>Executions passed over, oldest first.</summary>
    public ImmutableArray<ExecutionRange> Passed => [.. _passed];

    /// <summary>Whether the execution is already booked.</summary>
    public bool Has(long executionSequence) => executionSequence <= Cursor ? !IsPassed(executionSequence) : _above.Contains(executionSequence);

    /// <summary>Whether it was taken for no fill and passed over.</summary>
    public bool IsPassed(long executionSequence) => _passed.Exists(range => range.First <= executionSequence && executionSequence <= range.Last);

    /// <summary>Marks one booked and moves the cursor over what is now without a gap.</summary>
    public void Add(long executionSequence)
    {
        if (Has(executionSequence)) return;
        if (executionSequence <= Cursor)
        {
            Split(executionSequence);
            return;
        }

        _above.Add(executionSequence);
        MoveOn();
    }

    /// <summary>Moves the cursor over what was not booked because it is no fill.</summary>
    public void PassTo(long executionSequence)
    {
        if (executionSequence <= Cursor) return;
        var first = Cursor + 1;
        foreach (var booked in _above.Where(booked => booked <= executionSequence).ToList())
        {
            Pass(first, booked - 1);
            _above.Remove(booked);
            first = booked + 1;
        }

        Pass(first, executionSequence);
        Cursor = executionSequence;
        MoveOn();
    }

    private void MoveOn()
    {
        while (_above.Remove(Cursor + 1)) Cursor++;
    }

    private void Pass(long first, long last)
    {
        if (first > last) return;
        _passed.Add(new ExecutionRange(first, last));
        if (_passed.Count > PassedMax) _passed.RemoveAt(0);
    }

    // A fill after all: what lies before and after it in its range stays passed over.
    private void Split(long executionSequence)
    {
        var at = _passed.FindIndex(range => executionSequence <= range.Last);
        var (first, last) = _passed[at];
        _passed.RemoveAt(at);
        if (executionSequence < last) _passed.Insert(at, new ExecutionRange(executionSequence + 1, last));
        if (first < executionSequence) _passed.Insert(at, new ExecutionRange(first, executionSequence - 1));
    }
}
