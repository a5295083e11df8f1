using System.Collections.Immutable;

namespace TradingDaemon.Operations.Status;

/// <summary>What happened since the process started.</summary>
public sealed record StatusCounts
{
    /// <summary>Market events received.</summary>
    public long Ticks { get; init; }

    /// <summary>Market events dropped, by reason in snake_case; absent reasons are zero.</summary>
    public ImmutableSortedDictionary<string, long> Dropped { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Signals strategies made.</summary>
    public long Signals { get; init; }

    /// <summary>Orders decided.</summary>
    public long Orders { get; init; }

    /// <summary>Fills booked.</summary>
    public long Fills { get; init; }

    /// <summary>Refusals by rule in snake_case; absent rules are zero.</summary>
    public ImmutableSortedDictionary<string, long> Refused { get; init; } = ImmutableSortedDictionary<string, long>.Empty;
}
