using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Venues.Simulated;

/// <summary>How an instrument behaves in the simulated market.</summary>
/// <param name="VolatilityPerYear">Standard deviation of a year's log return; 0.6 is 60 %.</param>
/// <param name="SpreadBps">Typical spread in basis points of the price.</param>
/// <param name="DepthQuote">Typical displayed value of one side in quote currency.</param>
/// <param name="FactorShare">Share of the variance common to its asset class, 0 to 1.</param>
/// <param name="StartPrice">Where a new market starts, in quote currency.</param>
public sealed record SyntheticProfile(double VolatilityPerYear, double SpreadBps, double DepthQuote, double FactorShare, decimal StartPrice)
{
    /// <summary>Mean quotes per market second; null takes the feed's own. Above zero.</summary>
    public double? QuotesPerSecond { get; init; }

    /// <summary>What is usual for an asset class.</summary>
    public static SyntheticProfile DefaultFor(AssetClass assetClass) => assetClass switch
    {
        AssetClass.Crypto => new SyntheticProfile(0.65, 3.0, 60_000.0, 0.55, 100m),
        AssetClass.Equity => new SyntheticProfile(0.28, 1.5, 40_000.0, 0.40, 100m),
        AssetClass.Forex => new SyntheticProfile(0.09, 0.8, 1_000_000.0, 0.50, 1m),
        AssetClass.Option => new SyntheticProfile(0.90, 100.0, 10_000.0, 0.40, 5m),
        _ => throw new ArgumentOutOfRangeException(nameof(assetClass), assetClass, "No such asset class."),
    };
}
