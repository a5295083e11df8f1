using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>How a strategy's entries are sized, as its file says it.</summary>
internal sealed record SizingSettings
{
    /// <summary>The method; `sizeFraction` of equity by default.</summary>
    public SizingMethod Method { get; init; } = SizingMethod.Fraction;

    /// <summary>What becomes of an entry beyond a limit: it is refused, or shrunk to what every limit lets pass.</summary>
    public CapPolicy OnCap { get; init; } = CapPolicy.Refuse;

    /// <summary>Of risk: what the stop loss may lose.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of equity")]
    public decimal? RiskFraction { get; init; }

    /// <summary>Of fixed: the quantity.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in base")]
    public decimal? QuantityBase { get; init; }

    /// <summary>Of fixed: the value, in place of a quantity.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in account currency")]
    public decimal? NotionalAccount { get; init; }

    /// <summary>Of kelly: which share of the formula's fraction is taken; null means `kelly:multiplier` of the tier.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal? KellyMultiplier { get; init; }

    /// <summary>Of kelly: closed trades below which `sizeFraction` is taken instead; null means `kelly:tradesMin` of the tier.</summary>
    [NumberRange(1, 100)]
    public int? KellyTradesMin { get; init; }

    /// <summary>Of kelly: for how many days a closed trade counts; null means `kelly:days` of the tier.</summary>
    [NumberRange(1, 3650)]
    public int? KellyDays { get; init; }

    /// <summary>Of kelly: with equity further below its peak than this, the share is times one less that fall; null means it never is.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the peak")]
    public decimal? KellyDrawdownFraction { get; init; }

    /// <summary>Of kelly: with so many of the five newest trades won, or more, the share is times 1.1; null means it never is.</summary>
    [NumberRange(1, 5)]
    public int? KellyStreakWins { get; init; }

    /// <summary>Of kelly: whether the share is times 1.1 below a volatility of 15 % a year, and falls from 30 % to a half at 60 %.</summary>
    public bool KellyByVolatility { get; init; }

    /// <summary>Of kelly: so many standard errors below the share of trades won the formula is asked (Wilson's interval); null means at that share.</summary>
    [NumberRange(0, 5, MinExcluded = true)]
    public decimal? KellyErrors { get; init; }

    /// <summary>Of volatility: what the entry's own volatility is to be.</summary>
    [NumberRange(0, 10, MinExcluded = true, Unit = "of equity a year")]
    public decimal? VolatilityTarget { get; init; }

    /// <summary>Of kelly and volatility: least value of an entry; null means `kelly:fractionMin` of the tier for kelly, and 0 for volatility.</summary>
    [NumberRange(0, 1, Unit = "of equity")]
    public decimal? FractionMin { get; init; }

    /// <summary>Of kelly and volatility: largest value of an entry; null means `kelly:fractionMax` of the tier for kelly, and 0.15 for volatility.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of equity")]
    public decimal? FractionMax { get; init; }
}
