namespace TradingDaemon.Venues.Sandbox;

/// <summary>What the sandbox's protocol allows.</summary>
internal static class SandboxLimits
{
    /// <summary>Executions in one answer.</summary>
    public const int ExecutionsPageMax = 1_000;

    /// <summary>What a list of orders or executions weighs.</summary>
    public const int ListWeight = 5;

    /// <summary>What the balances weigh.</summary>
    public const int BalancesWeight = 1;

    /// <summary>Largest answer that is read: a page of executions is a third of a megabyte, so more is not an answer.</summary>
    public const int AnswerBytesMax = 8 * 1024 * 1024;

    /// <summary>Largest frame of the stream: a book of thousands of levels is less.</summary>
    public const int FrameBytesMax = 1024 * 1024;

    /// <summary>How long a stream may take to say that it knows us.</summary>
    public static readonly TimeSpan AuthenticationMax = TimeSpan.FromSeconds(10);
}
