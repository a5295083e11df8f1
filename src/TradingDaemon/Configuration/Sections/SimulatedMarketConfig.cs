using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections;

/// <summary>How the simulated feed moves one instrument.</summary>
internal sealed record SimulatedMarketConfig
{
    /// <summary>First mid price, quote currency.</summary>
    [NumberRange(0, 1e9, MinExcluded = true)]
    public required decimal StartPrice { get; init; }

    /// <summary>Standard deviation of a year's log return; 0.6 is 60 %.</summary>
    [NumberRange(0, 10)]
    public double AnnualVolatility { get; init; } = 0.5;

    /// <summary>Usual spread in hundredths of a percent of mid.</summary>
    [NumberRange(0, 1000)]
    public decimal SpreadBps { get; init; } = 4m;

    /// <summary>Average number of quotes a second of market time.</summary>
    [NumberRange(0, 10_000, MinExcluded = true)]
    public double QuotesPerSecond { get; init; } = 5;
}
