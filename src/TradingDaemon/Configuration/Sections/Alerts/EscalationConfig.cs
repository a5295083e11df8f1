using TradingDaemon.Configuration.Schema;
using TradingDaemon.Operations.Alerts;

namespace TradingDaemon.Configuration.Sections.Alerts;

/// <summary>When an alert that stands without being acknowledged goes again, to the channels of the next severity.</summary>
internal sealed record EscalationConfig
{
    /// <summary>How long after it was told, got worse, or went again the last time.</summary>
    [DurationRange("00:00:10", "1.00:00:00")]
    public TimeSpan After { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often at most; zero never.</summary>
    [NumberRange(0, 20)]
    public int TimesMax { get; init; } = 3;

    /// <summary>Lesser alerts never do.</summary>
    public AlertSeverity SeverityMin { get; init; } = AlertSeverity.Warning;
}
