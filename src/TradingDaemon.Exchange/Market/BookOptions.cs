namespace TradingDaemon.Exchange.Market;

/// <summary>What stands in the mirrored book where the source tells nothing.</summary>
public sealed record BookOptions
{
    /// <summary>Displayed value in quote currency of a side whose size was not recorded; above zero.</summary>
    public decimal DefaultDepthQuote { get; init; } = 50_000m;

    /// <summary>
    /// How many levels are assumed behind the touch when only the touch is known, each as large as the touch; 0 for none.
    /// What even they cannot fill is not filled. A recorded depth snapshot is taken as the whole truth and gets none.
    /// </summary>
    public int SyntheticLevels { get; init; } = 10;

    /// <summary>Distance between assumed levels in basis points of the touch, rounded up to whole ticks, at least one; zero or more.</summary>
    public decimal SyntheticStepBps { get; init; } = 2m;

    /// <summary>Spread assumed around a price when there are only trades or bars, in basis points; zero or more.</summary>
    public decimal SpreadBpsWithoutQuotes { get; init; } = 4m;
}
