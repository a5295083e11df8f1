namespace TradingDaemon.Domain.MarketData;

/// <summary>One finished bar for statistics: doubles, because only indicators read it. Money never comes from a bar.</summary>
/// <param name="StartTime">Start of the bar (UTC).</param>
/// <param name="Interval">Its length.</param>
/// <param name="Open">First price.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Volume">Base traded; 0 when none or not recorded.</param>
/// <param name="IsComplete">False when ticks were dropped inside the bar, or something of the market went unseen until after it began, so that its extremes may be wrong.</param>
public readonly record struct Bar(
    DateTimeOffset StartTime, TimeSpan Interval, double Open, double High, double Low, double Close, double Volume, bool IsComplete);
