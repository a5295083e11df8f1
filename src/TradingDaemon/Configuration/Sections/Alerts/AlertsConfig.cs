using TradingDaemon.Configuration.Schema;
using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Configuration.Sections.Alerts;

/// <summary>Whom alerts reach.</summary>
internal sealed record AlertsConfig
{
    /// <summary>Lesser alerts are not logged.</summary>
    public AlertSeverity LogSeverityMin { get; init; } = AlertSeverity.Info;

    /// <summary>How long until the same matter is told again while it is raised; sooner only when it got worse.</summary>
    [DurationRange("00:05:00", "1.00:00:00")]
    public TimeSpan RepeatAfter { get; init; } = AlertBoard.RepeatAfterMin;

    /// <summary>What happens to alerts nobody acknowledges.</summary>
    public EscalationConfig Escalation { get; init; } = new();

    /// <summary>How long notices that wait may take when the daemon ends.</summary>
    [DurationRange("00:00:00", "00:00:30")]
    public TimeSpan FlushMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The channels beside the log, by a name of the user's choice.</summary>
    [Names("channel", NamePatterns.Kebab, NamePatterns.KebabWords)]
    public IReadOnlyDictionary<string, AlertChannelSettings> Channels { get; init; } = new Dictionary<string, AlertChannelSettings>();
}
