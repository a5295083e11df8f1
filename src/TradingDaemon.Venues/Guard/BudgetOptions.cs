namespace TradingDaemon.Venues.Guard;

/// <summary>How much a venue may be asked.</summary>
public sealed record BudgetOptions
{
    /// <summary>The venue's limit, weight a minute, until its answers tell another; above zero.</summary>
    public int LimitPerMinute { get; init; } = 1_200;

    /// <summary>Part of the limit never used, but for half of it by cancels: clocks, windows and other users of the key are never quite what one thinks. 0 up to 1.</summary>
    public double MarginFraction { get; init; } = 0.2;

    /// <summary>Part of what is used that may be used at once; the rest comes evenly over the minute. Above 0, up to 1.</summary>
    public double BurstFraction { get; init; } = 0.2;

    /// <summary>Part of the burst kept from entries, more of it the less urgent the request; 0 up to 1.</summary>
    public double ReserveFraction { get; init; } = 0.3;

    /// <summary>Callers that may wait at each priority; more are refused, because their turn would come too late to be worth anything.</summary>
    public int WaitingMax { get; init; } = 64;

    /// <summary>Longest wait before a caller is refused; above zero. An order older than this was decided in another market.</summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause after a refusal that names none; doubled while refusals follow one another, up to a minute.</summary>
    public TimeSpan PauseFirst { get; init; } = TimeSpan.FromSeconds(1);
}
