using System.Collections.Immutable;

namespace TradingDaemon.Cli.Simulate;

/// <summary>What many simulated runs came to; every count is over all of them.</summary>
internal sealed record SimulateReport
{
    /// <summary>Runs.</summary>
    public required long Runs { get; init; }

    /// <summary>Runs that broke a promise, the first few.</summary>
    public required ImmutableArray<SimulateFailure> Failures { get; init; }

    /// <summary>Runs that broke a promise, all of them.</summary>
    public required long Failed { get; init; }

    /// <summary>Runs in which all was known, agreed and tradable again within a minute after the last fault.</summary>
    public required long Converged { get; init; }

    /// <summary>The longest that took.</summary>
    public required TimeSpan ConvergedMax { get; init; }

    /// <summary>Facts that became durable.</summary>
    public required long Facts { get; init; }

    /// <summary>Orders decided.</summary>
    public required long Orders { get; init; }

    /// <summary>Fills.</summary>
    public required long Fills { get; init; }

    /// <summary>Kills.</summary>
    public required long Kills { get; init; }

    /// <summary>Power losses.</summary>
    public required long PowerLosses { get; init; }

    /// <summary>Most starts in a row until a daemon traded again.</summary>
    public required int BootsMax { get; init; }

    /// <summary>Places at which a daemon could have died.</summary>
    public required ImmutableArray<SimulatePoint> Points { get; init; }

    /// <summary>What was done to it, and how often.</summary>
    public required ImmutableSortedDictionary<string, long> Deeds { get; init; }

    /// <summary>Time that passed in the worlds.</summary>
    public required TimeSpan VirtualTime { get; init; }

    /// <summary>Time it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>One hash over the hashes of all runs in the order of their seeds: the same seeds give the same.</summary>
    public required string Hash { get; init; }
}
