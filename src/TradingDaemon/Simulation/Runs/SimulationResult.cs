using System.Collections.Immutable;
using TradingDaemon.Simulation.Chance;

namespace TradingDaemon.Simulation.Runs;

/// <summary>What one run came to.</summary>
internal sealed record SimulationResult
{
    /// <summary>Its seed.</summary>
    public required int Seed { get; init; }

    /// <summary>Market events of its cruel part.</summary>
    public required long Ticks { get; init; }

    /// <summary>What broke; null when nothing did.</summary>
    public required Exception? Failure { get; init; }

    /// <summary>How long after the last fault everything was known and agreed again; null when it came not so far.</summary>
    public required TimeSpan? Converged { get; init; }

    /// <summary>SHA-256 over all facts in their order.</summary>
    public required string Hash { get; init; }

    /// <summary>Facts that became durable.</summary>
    public required long Facts { get; init; }

    /// <summary>Orders decided and durable.</summary>
    public required long Orders { get; init; }

    /// <summary>Executions at the exchange.</summary>
    public required long Fills { get; init; }

    /// <summary>Kills.</summary>
    public required long Kills { get; init; }

    /// <summary>Power losses.</summary>
    public required long PowerLosses { get; init; }

    /// <summary>Most starts in a row until the daemon traded again.</summary>
    public required int BootsMax { get; init; }

    /// <summary>Places at which the daemon could have died.</summary>
    public required long PointsVisited { get; init; }

    /// <summary>Time that passed in the world.</summary>
    public required TimeSpan VirtualTime { get; init; }

    /// <summary>How often each thing was done.</summary>
    public required ImmutableArray<KeyValuePair<string, long>> Deeds { get; init; }

    /// <summary>Fault points passed and died at, by kind.</summary>
    public required ImmutableArray<(FaultPointKind Kind, long Visits, long Crashes)> Points { get; init; }

    /// <summary>The points of the recovery after the first death, in their order; up to the one it died at again.</summary>
    public required ImmutableArray<FaultPointKind> FirstRecovery { get; init; }

    /// <summary>The newest facts before a failure.</summary>
    public required ImmutableArray<string> LastFacts { get; init; }
}
