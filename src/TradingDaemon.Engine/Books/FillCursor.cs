using System.Collections.Immutable;

namespace TradingDaemon.Engine.Books;

/// <summary>Which of a venue's executions are booked: all up to a cursor, and single ones above it that came early.</summary>
public sealed class FillCursor
{
    private readonly SortedSet<long> _above = [];

    /// <summary>A cursor as remembered.</summary>
    public FillCursor(long cursor, IEnumerable<long> above)
    {
        Cursor = cursor;
        _above.UnionWith(above);
    }

    /// <summary>Every execution up to and including this one is booked.</summary>
    public long Cursor { get; private set; }

    /// <summary>The newest execution booked, whatever is missing before it.</summary>
    public long Newest => _above.Count > 0 ? _above.Max : Cursor;

    /// <summary>Booked executions above the cursor.</summary>
    public ImmutableSortedSet<long> Above => [.. _above];

    /// <summary>Whether the execution is already booked.</summary>
    public bool Has(long executionSequence) => executionSequence <= Cursor || _above.Contains(executionSequence);

    /// <summary>Marks one booked and moves the cursor over what is now without a gap.</summary>
    public void Add(long executionSequence)
    {
        if (Has(executionSequence)) return;
        _above.Add(executionSequence);
        while (_above.Remove(Cursor + 1)) Cursor++;
    }

    /// <summary>Moves the cursor over what was not booked because it is no fill.</summary>
    public void PassTo(long executionSequence)
    {
        if (executionSequence <= Cursor) return;
        Cursor = executionSequence;
        _above.RemoveWhere(booked => booked <= executionSequence);
        while (_above.Remove(Cursor + 1)) Cursor++;
    }
}
