using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections;

/// <summary>How patient the daemon is with a venue, in real time, and what becomes of what it never took.</summary>
internal sealed record ExecutionConfig
{
    /// <summary>Longest wait before the second attempt at a request; doubled for each further one, and a random part of it is waited.</summary>
    [DurationRange("00:00:00.010", "00:01:00")]
    public TimeSpan RetryFirst { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between two attempts.</summary>
    [DurationRange("00:00:00.100", "00:10:00")]
    public TimeSpan RetryMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one request may take before its outcome counts as unclear.</summary>
    [DurationRange("00:00:00.100", "00:05:00")]
    public TimeSpan AttemptMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an order's outcome may be unclear, and its symbol frozen, before a critical alert calls somebody.</summary>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan UnclearMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often fills are read from the venue's own records, whatever its stream says.</summary>
    [DurationRange("00:00:00.500", "00:01:00")]
    public TimeSpan FillsInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an order may be without news before the venue is asked after it.</summary>
    [DurationRange("00:00:00.500", "00:10:00")]
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often orders, fills, cash and holdings are compared with the venue's.</summary>
    [DurationRange("00:00:01", "00:01:00")]
    public TimeSpan StatementInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long books and venue may not have agreed, whatever keeps them from it, before a critical alert calls somebody; above statementInterval.</summary>
    [DurationRange("00:00:02", "01:00:00")]
    public TimeSpan ComparisonAgeMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>True fills an entry that the venue is proven never to have had in the simulation, marked as such; for paper accounts only.</summary>
    public bool PaperFallback { get; init; }
}
