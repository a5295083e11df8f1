namespace TradingDaemon.Exchange.Synthetic;

/// <summary>The knobs of the synthetic market as a whole.</summary>
public sealed record SyntheticMarketOptions
{
    /// <summary>Seed; the same seed, start time and instruments give the same events.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Mean quotes per second of each instrument; above zero. Arrivals are a Poisson process.</summary>
    public double QuotesPerSecond { get; init; } = 10.0;

    /// <summary>Mean trades per quote; zero or more.</summary>
    public double TradesPerQuote { get; init; } = 0.3;

    /// <summary>Probability, per quote, that the price jumps; 0 to 1.</summary>
    public double GapProbability { get; init; }

    /// <summary>Standard deviation of a jump's log return; 0.01 is about 1 %.</summary>
    public double GapSize { get; init; } = 0.01;

    /// <summary>Mean length of a regime, market time.</summary>
    public TimeSpan RegimeDuration { get; init; } = TimeSpan.FromMinutes(20);
}
