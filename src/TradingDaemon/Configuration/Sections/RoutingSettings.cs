namespace TradingDaemon.Configuration.Sections;

/// <summary>What an order may cost to send, as the files say it.</summary>
internal sealed record RoutingSettings
{
    /// <summary>False lets every spread pass; a missing, stale, zero or crossed quote still waits.</summary>
    public bool SpreadGateEnabled { get; init; } = true;

    /// <summary>Widest spread by asset class.</summary>
    public SpreadSettings SpreadMaxFraction { get; init; } = new();
}
