namespace TradingDaemon.Operations.Health;

/// <summary>What a component's silence means. Zero stays unassigned.</summary>
public enum HealthRole : byte
{
    /// <summary>Part of the process loop: when it stands still only a restart helps, so liveness fails.</summary>
    Loop = 1,

    /// <summary>A source of market data: when it is silent the data is stale, so readiness fails; a restart would not help.</summary>
    Data,

    /// <summary>Something the daemon leans on: venue, disk, clock, checkpoint.</summary>
    Dependency,
}
