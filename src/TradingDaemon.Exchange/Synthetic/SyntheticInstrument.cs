namespace TradingDaemon.Exchange.Synthetic;

/// <summary>How one instrument of the synthetic market behaves.</summary>
public sealed record SyntheticInstrument
{
    /// <summary>Its name, for the reader only: events carry its place in the list.</summary>
    public required string Symbol { get; init; }

    /// <summary>Instruments of one class share a market factor and a regime.</summary>
    public required string AssetClass { get; init; }

    /// <summary>Price grid; above zero.</summary>
    public required decimal TickSize { get; init; }

    /// <summary>Quantity grid; above zero.</summary>
    public required decimal LotSize { get; init; }

    /// <summary>Where the price starts; above zero.</summary>
    public required decimal StartPrice { get; init; }

    /// <summary>Volatility in the normal regime: standard deviation of a year's log return; 0.6 is 60 %.</summary>
    public double VolatilityPerYear { get; init; } = 0.5;

    /// <summary>Share of the variance that comes from the class's market factor, 0 to 1; the correlation of two instruments is the root of the product.</summary>
    public double FactorShare { get; init; } = 0.5;

    /// <summary>Typical spread in the normal regime, basis points of the price; never less than one tick.</summary>
    public double SpreadBps { get; init; } = 2.0;

    /// <summary>Mean quotes per second; null takes the market's own. Above zero.</summary>
    public double? QuotesPerSecond { get; init; }

    /// <summary>Typical displayed value of one side in the normal regime, quote currency.</summary>
    public double DepthQuote { get; init; } = 50_000.0;
}
