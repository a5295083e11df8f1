namespace TradingDaemon.Operations.Health;

/// <summary>How a component is, best first: the worst of several is the largest. Zero stays unassigned.</summary>
public enum HealthLevel : byte
{
    /// <summary>Does its work.</summary>
    Healthy = 1,

    /// <summary>Has not reported yet; not a failure.</summary>
    Starting,

    /// <summary>Works with a limit an operator should know of.</summary>
    Degraded,

    /// <summary>Does not do its work.</summary>
    Critical,
}
