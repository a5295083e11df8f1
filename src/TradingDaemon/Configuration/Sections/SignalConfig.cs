using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Configuration.Sections;

/// <summary>How the entries strategies propose share the account; exits never wait.</summary>
internal sealed record SignalConfig
{
    /// <summary>How long a first entry waits for others on its instrument, so that they are weighed against each other; zero means none waits.</summary>
    [DurationRange("00:00:00", "00:05:00")]
    public TimeSpan ConflictWindow { get; init; }

    /// <summary>Who goes when strategies want to enter one instrument in opposite directions.</summary>
    public ConflictMethod Conflicts { get; init; } = ConflictMethod.Priority;

    /// <summary>Where `conflicts` is consensus: how many of the entries have to agree.</summary>
    [NumberRange(0.5, 1, Unit = "of the entries")]
    public decimal ConsensusFraction { get; init; } = 0.66m;

    /// <summary>Entries that may wait at once; the lowest score has to go when there is one more.</summary>
    [NumberRange(1, 10_000)]
    public int WaitingMax { get; init; } = 1_000;

    /// <summary>Entries of one strategy within a minute; null means no limit.</summary>
    [NumberRange(1, 100_000)]
    public int? PerMinuteMax { get; init; }

    /// <summary>Entries of one strategy within `burstWindow`; null means no limit.</summary>
    [NumberRange(1, 100_000)]
    public int? BurstMax { get; init; }

    /// <summary>Over how long a burst is counted.</summary>
    [DurationRange("00:00:01", "00:01:00")]
    public TimeSpan BurstWindow { get; init; } = TimeSpan.FromSeconds(10);
}
