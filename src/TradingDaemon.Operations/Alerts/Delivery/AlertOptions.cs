namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>Whom alerts reach.</summary>
public sealed record AlertOptions
{
    /// <summary>Lesser alerts are not logged.</summary>
    public AlertSeverity LogSeverityMin { get; init; } = AlertSeverity.Info;

    /// <summary>How long until the same matter is told again.</summary>
    public TimeSpan RepeatAfter { get; init; } = AlertBoard.RepeatAfterMin;

    /// <summary>What happens to alerts nobody acknowledges.</summary>
    public EscalationPolicy Escalation { get; init; } = EscalationPolicy.None;

    /// <summary>How long what waits may take when the daemon ends.</summary>
    public TimeSpan FlushMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The channels beside the log.</summary>
    public IReadOnlyList<AlertChannelSetup> Channels { get; init; } = [];
}
