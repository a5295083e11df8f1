namespace TradingDaemon.Engine.Quotes;

/// <summary>How long the quote cache remembers.</summary>
public sealed record CacheLimits
{
    /// <summary>A quote older than this is no quote; 5 s by default.</summary>
    public TimeSpan QuoteLifetime { get; init; } = TimeSpan.FromSeconds(5);
}
