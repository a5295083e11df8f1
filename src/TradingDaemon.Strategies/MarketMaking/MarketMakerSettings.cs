using System.Collections.Immutable;

namespace TradingDaemon.Strategies.MarketMaking;

/// <summary>A market maker's own numbers; fractions are of 1, not basis points.</summary>
internal sealed record MarketMakerSettings
{
    /// <summary>From the innermost bid to the innermost ask, as a fraction of the mid.</summary>
    public required double Spread { get; init; }

    /// <summary>How many times as far from the mid each layer is as the one before it.</summary>
    public required double Spacing { get; init; }

    /// <summary>Which part of a side's size each layer has, the innermost first; they add up to 1.</summary>
    public required ImmutableArray<double> Sizes { get; init; }

    /// <summary>Least time between two sets that differ, unless something happens.</summary>
    public required TimeSpan Refresh { get; init; }

    /// <summary>A mid that moved by this fraction since the set was made is something.</summary>
    public required double RefreshMove { get; init; }

    /// <summary>What rests this near to where it is wanted stays, as a fraction of the price.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Most it may hold, long or short, as a fraction of equity.</summary>
    public required double InventoryMax { get; init; }

    /// <summary>Part of that from which prices lean.</summary>
    public required double SkewFrom { get; init; }

    /// <summary>Part of that from which they lean no further and nothing adds; above <see cref="SkewFrom"/>.</summary>
    public required double SkewFull { get; init; }

    /// <summary>How far prices lean at most towards reducing, as a fraction of the mid.</summary>
    public required double Skew { get; init; }

    /// <summary>Share of the newest fills on one side from which flow is toxic.</summary>
    public required double ToxicShare { get; init; }

    /// <summary>How many of the newest fills are looked at, and least of them.</summary>
    public required int ToxicFills { get; init; }

    /// <summary>Times as wide a spread then.</summary>
    public required double ToxicSpread { get; init; }

    /// <summary>Times the size then.</summary>
    public required double ToxicSize { get; init; }

    /// <summary>Fills after which it is forgotten.</summary>
    public required int ToxicRecovery { get; init; }

    /// <summary>Loss of the trading day, as a fraction of equity, at which it ends for the day.</summary>
    public required double DailyLoss { get; init; }

    /// <summary>Fall of its profit below the most it was, as a fraction of equity, at which it ends until a person resumes.</summary>
    public required double Drawdown { get; init; }

    /// <summary>Least worth of a quote that adds, account currency.</summary>
    public required double QuoteMin { get; init; }
}
