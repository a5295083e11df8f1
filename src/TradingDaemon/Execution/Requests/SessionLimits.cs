namespace TradingDaemon.Execution.Requests;

/// <summary>How patient a venue session is. Every wait is of real time and above zero.</summary>
internal sealed record SessionLimits
{
    /// <summary>Upper bound of the wait before the second attempt; doubled for each further one.</summary>
    public TimeSpan RetryFirst { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait between two attempts.</summary>
    public TimeSpan RetryMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait between two look-ups of an order whose outcome is unclear: its symbol is frozen meanwhile.</summary>
    public TimeSpan LookUpMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one request may take before its outcome counts as unclear.</summary>
    public TimeSpan AttemptMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an outcome may be unclear before somebody is called.</summary>
    public TimeSpan UnclearMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Upper bound of the wait before the first new connection; doubled for each further one.</summary>
    public TimeSpan ReconnectFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two connections.</summary>
    public TimeSpan ReconnectMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A connection that held this long was a good one: the next wait begins at the shortest again.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often fills are read from the venue's own records, whatever its stream says.</summary>
    public TimeSpan FillsInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an order may be without news before the venue is asked after it.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often everything is compared.</summary>
    public TimeSpan StatementInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long books and venue may not have agreed before somebody is called; above <see cref="StatementInterval"/>.</summary>
    public TimeSpan ComparisonAgeMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Upper bound of the wait before an inconclusive comparison is repeated; doubled for each further one, up to <see cref="StatementInterval"/>.</summary>
    public TimeSpan StatementFirst { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Attempts at one cancel; then the next comparison asks for it again.</summary>
    public int CancelAttemptsMax { get; init; } = 12;

    /// <summary>Silent orders asked after one by one in a round; the others wait for the next, so that a round cannot eat the venue's rate limit.</summary>
    public int SilentAskedMax { get; init; } = 16;
}
