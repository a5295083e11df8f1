namespace TradingDaemon.Domain.Signals;

/// <summary>How the entries strategies propose share one account. By default each goes its way at once; exits always do.</summary>
public sealed record SignalPolicy
{
    /// <summary>How long a first entry waits for others on its instrument, so that they can be weighed against each other; zero means none waits.</summary>
    public TimeSpan ConflictWindow { get; init; }

    /// <summary>Who goes when they disagree.</summary>
    public ConflictMethod Conflicts { get; init; } = ConflictMethod.Priority;

    /// <summary>By <see cref="ConflictMethod.Consensus"/>: share of the entries that has to agree, from one half to 1.</summary>
    public decimal ConsensusFraction { get; init; } = 0.66m;

    /// <summary>Entries that may wait at once, 1 or more; the lowest score has to go when there is one more.</summary>
    public int WaitingMax { get; init; } = 1_000;

    /// <summary>Entries of one strategy within a minute; null means no limit.</summary>
    public int? PerMinuteMax { get; init; }

    /// <summary>Entries of one strategy within <see cref="BurstWindow"/>; null means no limit.</summary>
    public int? BurstMax { get; init; }

    /// <summary>Over how long a burst is counted; 10 s, and never more than a minute.</summary>
    public TimeSpan BurstWindow { get; init; } = TimeSpan.FromSeconds(10);
}
