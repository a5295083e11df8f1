namespace TradingDaemon.Engine.Validation;

/// <summary>What a market event may look like before it is dropped as bad data.</summary>
public sealed record ValidationLimits
{
    /// <summary>How far a source's clock may run ahead of ours; zero or more, 1 s by default.</summary>
    public TimeSpan ClockSkewMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Oldest event taken on arrival, by source time; null takes any age, as replays need.</summary>
    public TimeSpan? AgeMax { get; init; }

    /// <summary>Largest believable size or volume in base; above zero.</summary>
    public decimal SizeMaxBase { get; init; } = 1_000_000_000_000_000m;

    /// <summary>Largest believable step from the last accepted price, as a fraction of it; above zero, 0.20 by default.</summary>
    public double OutlierFraction { get; init; } = 0.20;

    /// <summary>The outlier in a row that is believed, when all of them agree with one another: a split or a gap must not block for ever. 1 or more, 3 by default.</summary>
    public int OutliersBelieved { get; init; } = 3;

    /// <summary>Most levels a side of a book may have; a longer one is a broken feed, not depth.</summary>
    public int BookLevelsMax { get; init; } = 5_000;

    /// <summary>Longest bar; above zero.</summary>
    public TimeSpan BarIntervalMax { get; init; } = TimeSpan.FromDays(366);
}
