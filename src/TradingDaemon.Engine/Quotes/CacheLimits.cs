namespace TradingDaemon.Engine.Quotes;

/// <summary>How long and how much the quote cache remembers.</summary>
public sealed record CacheLimits
{
    /// <summary>A quote older than this is no quote; 5 s by default.</summary>
    public TimeSpan QuoteLifetime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A book older than this is no book; 2 s by default, because depth fades faster than the touch.</summary>
    public TimeSpan BookLifetime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Trades kept per instrument; above zero, 100 by default.</summary>
    public int TradesKept { get; init; } = 100;
}
