namespace TradingDaemon.Operations.Alerts;

/// <summary>When an alert that stands without being acknowledged goes again, to the channels of the next severity.</summary>
/// <param name="After">How long after it was first told, got worse, or went again the last time; above zero.</param>
/// <param name="TimesMax">How often at most; zero never.</param>
/// <param name="SeverityMin">Lesser alerts never do.</param>
public sealed record EscalationPolicy(TimeSpan After, int TimesMax, AlertSeverity SeverityMin)
{
    /// <summary>Nothing goes again.</summary>
    public static EscalationPolicy None { get; } = new(TimeSpan.MaxValue, 0, AlertSeverity.Critical);
}
