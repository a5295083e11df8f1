namespace TradingDaemon.Operations.Alerts.Delivery;

/// <summary>What a channel is told, and how patient it is with its way out.</summary>
public sealed record DeliveryOptions
{
    /// <summary>Its name, as operators chose it.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of channel it is, in one word.</summary>
    public required string Kind { get; init; }

    /// <summary>Lesser notices are not for it.</summary>
    public AlertSeverity SeverityMin { get; init; } = AlertSeverity.Warning;

    /// <summary>Whether it is told that a matter ended.</summary>
    public bool TellsEnds { get; init; } = true;

    /// <summary>Notices in one minute; half of them are kept for critical ones. At least 2.</summary>
    public int PerMinuteMax { get; init; } = 10;

    /// <summary>Notices in one day (UTC); half of them are kept for critical ones. At least 2.</summary>
    public int PerDayMax { get; init; } = 1_000;

    /// <summary>Longest time for one attempt; above zero.</summary>
    public TimeSpan AttemptMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after it was said a notice is still tried again; zero tries once.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromHours(1);
}
