using System.Collections.Immutable;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Engine.Gauges;

/// <summary>Why nothing new is entered where.</summary>
/// <param name="remembered">Those of a checkpoint.</param>
public sealed class EntryBlocks(ImmutableArray<EntryBlock> remembered)
{
    private readonly List<EntryBlock> _all = [.. remembered];

    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<EntryBlock> All => _all;

    /// <summary>Whether books and venue have yet to be compared anywhere.</summary>
    public bool IsReconcilePending
    {
        get
        {
            foreach (var block in _all)
                if (block.Cause == BlockCause.ReconcilePending) return true;
            return false;
        }
    }

    /// <summary>Whether there is one at the venue for this cause.</summary>
    public bool Has(string venue, BlockCause cause) => _all.Exists(block => block.Venue == venue && block.Cause == cause);

    /// <summary>Adds one, or gives the one that stands a newer reason, which does not make it any younger.</summary>
    public void Add(Fact.EntriesBlocked blocked, DateTimeOffset at)
    {
        var standing = _all.FindIndex(block => block.Is(blocked.Venue, blocked.Cause, blocked.Feed, blocked.Symbol));
        if (standing < 0) _all.Add(new EntryBlock(blocked.Venue, blocked.Cause, blocked.Reason, at) { Feed = blocked.Feed, Symbol = blocked.Symbol });
        else _all[standing] = _all[standing] with { Reason = blocked.Reason };
    }

    /// <summary>Ends one.</summary>
    public void Free(Fact.EntriesFreed freed) => _all.RemoveAll(block => block.Is(freed.Venue, freed.Cause, freed.Feed, freed.Symbol));

    /// <summary>Forgets all: what kept the process before from entering is for the next one to find out again.</summary>
    public void Clear() => _all.Clear();
}
