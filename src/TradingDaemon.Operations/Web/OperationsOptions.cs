using TradingDaemon.Operations.Alerts.Delivery;

namespace TradingDaemon.Operations.Web;

/// <summary>What the host tells operations when it composes the daemon.</summary>
public sealed record OperationsOptions
{
    /// <summary>The daemon's version as shown to operators.</summary>
    public required string Version { get; init; }

    /// <summary>Where the daemon keeps its data: its disk is watched. Null watches no disk.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>How often health is judged and changes are turned into alerts; above zero.</summary>
    public TimeSpan HealthCheckEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whom alerts reach; the log alone by default.</summary>
    public AlertOptions Alerts { get; init; } = new();
}
