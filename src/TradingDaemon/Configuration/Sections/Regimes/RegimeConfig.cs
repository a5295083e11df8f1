using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Regimes;

/// <summary>How markets are told apart, for the tiers' `regimes`.</summary>
internal sealed record RegimeConfig
{
    /// <summary>Whether they are.</summary>
    public bool Enabled { get; init; }

    /// <summary>Length of the bars.</summary>
    [DurationRange("00:00:10", "1.00:00:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Past bars the newest is held against; nothing is known before there are as many, and 15 more.</summary>
    [NumberRange(20, 2000)]
    public int Bars { get; init; } = 100;

    /// <summary>Percentile of the range above which a market may be in a panic.</summary>
    [NumberRange(0, 1)]
    public decimal PanicPercentile { get; init; } = 0.9m;

    /// <summary>Standard deviations of the volume above its mean that make it one.</summary>
    [NumberRange(0, 100)]
    public decimal PanicVolumeScore { get; init; } = 3m;

    /// <summary>Mean correlation of all instruments that makes it one, too.</summary>
    [NumberRange(0, 1)]
    public decimal PanicCorrelation { get; init; } = 0.8m;

    /// <summary>Percentile of the range above which a market is volatile.</summary>
    [NumberRange(0, 1)]
    public decimal VolatilePercentile { get; init; } = 0.75m;

    /// <summary>Percentile of the range below which it is quiet.</summary>
    [NumberRange(0, 1)]
    public decimal QuietPercentile { get; init; } = 0.25m;

    /// <summary>Percentile of the range below which it may be dead.</summary>
    [NumberRange(0, 1)]
    public decimal DeadPercentile { get; init; } = 0.05m;

    /// <summary>Volume below which it is.</summary>
    [NumberRange(0, 1, Unit = "of its mean")]
    public decimal DeadVolumeShare { get; init; } = 0.2m;

    /// <summary>What is entered at a number is left only this share of it beyond.</summary>
    [NumberRange(0, 0.5)]
    public decimal Hysteresis { get; init; } = 0.1m;

    /// <summary>Symbols whose prices, each of the same weight, are the index of the market as a whole; none means there is none.</summary>
    [TextPattern(NamePatterns.Symbol, NamePatterns.SymbolWords)]
    public IReadOnlyList<string> Index { get; init; } = [];

    /// <summary>Over how long the index is looked at.</summary>
    [DurationRange("00:01:00", "30.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Fall of the index from which it is a crash.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal CrashFraction { get; init; } = 0.15m;

    /// <summary>Fall from which it is a bear market.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal BearFraction { get; init; } = 0.1m;

    /// <summary>Rise from which it is a bull market.</summary>
    [NumberRange(0, 10, MinExcluded = true)]
    public decimal BullFraction { get; init; } = 0.1m;

    /// <summary>Rise from its lowest from which what fell recovers.</summary>
    [NumberRange(0, 10, MinExcluded = true)]
    public decimal RecoveryFraction { get; init; } = 0.05m;
}
