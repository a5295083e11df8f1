using System.Collections.Immutable;

namespace TradingDaemon.Domain.Regimes;

/// <summary>How markets are told apart: by where the newest range and volume stand among an instrument's own past ones. Percentiles and shares are 0…1.</summary>
public sealed record RegimePolicy
{
    /// <summary>Length of the bars that are made of quotes and trades.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Past bars the newest is held against; nothing is said before there are as many.</summary>
    public int Bars { get; init; } = 100;

    /// <summary>Percentile of the range above which a market may be in a panic.</summary>
    public double PanicPercentile { get; init; } = 0.9;

    /// <summary>Standard deviations of the volume above its mean that make it one.</summary>
    public double PanicVolumeScore { get; init; } = 3d;

    /// <summary>Mean correlation of all instruments that makes it one, too.</summary>
    public double PanicCorrelation { get; init; } = 0.8;

    /// <summary>Percentile of the range above which a market is volatile.</summary>
    public double VolatilePercentile { get; init; } = 0.75;

    /// <summary>Percentile of the range below which it is quiet.</summary>
    public double QuietPercentile { get; init; } = 0.25;

    /// <summary>Percentile of the range below which it may be dead.</summary>
    public double DeadPercentile { get; init; } = 0.05;

    /// <summary>Share of its mean volume below which it is.</summary>
    public double DeadVolumeShare { get; init; } = 0.2;

    /// <summary>What is entered at a number is left only this share of it beyond.</summary>
    public double Hysteresis { get; init; } = 0.1;

    /// <summary>Symbols whose prices, each of the same weight, are the index; none means there is none.</summary>
    public ImmutableArray<string> Index { get; init; } = [];

    /// <summary>Over how long the index is looked at.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Fall of the index from which it is a crash.</summary>
    public double CrashFraction { get; init; } = 0.15;

    /// <summary>Fall from which it is a bear market.</summary>
    public double BearFraction { get; init; } = 0.1;

    /// <summary>Rise from which it is a bull market.</summary>
    public double BullFraction { get; init; } = 0.1;

    /// <summary>Rise from its lowest from which what fell recovers.</summary>
    public double RecoveryFraction { get; init; } = 0.05;
}
