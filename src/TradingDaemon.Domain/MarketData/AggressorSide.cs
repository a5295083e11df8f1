namespace TradingDaemon.Domain.MarketData;

/// <summary>Which side crossed the spread.</summary>
public enum AggressorSide : byte
{
    /// <summary>The source did not say.</summary>
    Unknown = 0,

    /// <summary>A buyer took the ask.</summary>
    Buy,

    /// <summary>A seller hit the bid.</summary>
    Sell,
}
