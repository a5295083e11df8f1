namespace TradingDaemon.Domain.Strategies;

/// <summary>How a strategy's entries are sized; which numbers count, the method says.</summary>
public sealed record SizingSpec
{
    /// <summary>The method; <see cref="StrategySpec.SizeFraction"/> of equity by default.</summary>
    public SizingMethod Method { get; init; } = SizingMethod.Fraction;

    /// <summary>What becomes of an entry beyond a limit.</summary>
    public CapPolicy OnCap { get; init; } = CapPolicy.Refuse;

    /// <summary>Risk: what the stop may lose, as a fraction of equity; above zero, null for other methods.</summary>
    public decimal? RiskFraction { get; init; }

    /// <summary>Fixed: the quantity in base; null where <see cref="NotionalAccount"/> says it.</summary>
    public decimal? QuantityBase { get; init; }

    /// <summary>Fixed: the value in account currency; null where <see cref="QuantityBase"/> says it.</summary>
    public decimal? NotionalAccount { get; init; }

    /// <summary>Kelly: which share of the formula's fraction is taken, above zero up to 1.</summary>
    public decimal KellyMultiplier { get; init; } = 0.25m;

    /// <summary>Kelly: closed trades below which <see cref="StrategySpec.SizeFraction"/> is taken instead; 1 up to the trades remembered.</summary>
    public int KellyTradesMin { get; init; } = 20;

    /// <summary>Kelly: trades that closed longer ago are not counted; null means however long ago.</summary>
    public TimeSpan? KellyWindow { get; init; }

    /// <summary>Kelly: with equity further below its peak than this, as a fraction, the share is times one less that fall; null means it never is.</summary>
    public decimal? KellyDrawdownFraction { get; init; }

    /// <summary>Kelly: with so many of the five newest trades won, or more, the share is larger by a tenth; null means it never is.</summary>
    public int? KellyStreakWins { get; init; }

    /// <summary>Kelly: whether the instrument's volatility makes the share larger or smaller.</summary>
    public bool KellyByVolatility { get; init; }

    /// <summary>Kelly: so many standard errors below the share of trades won the formula is asked, as Wilson's interval has it; null means at that share itself.</summary>
    public decimal? KellyErrors { get; init; }

    /// <summary>Volatility: what the entry's own volatility is to be, as a fraction of equity a year; above zero, null for other methods.</summary>
    public decimal? VolatilityTarget { get; init; }

    /// <summary>Kelly and volatility: least value of an entry as a fraction of equity; what has no edge is not entered for it.</summary>
    public decimal FractionMin { get; init; }

    /// <summary>Kelly and volatility: largest value of an entry as a fraction of equity.</summary>
    public decimal FractionMax { get; init; } = 0.15m;
}
