namespace TradingDaemon.Domain.MarketData;

/// <summary>What the market of one instrument is like now. Strategies are told the first four, by recent against long-run volatility; tiers all, by percentiles of range and volume.</summary>
public enum Regime : byte
{
    /// <summary>Too few observations to say.</summary>
    Unknown = 0,

    /// <summary>Clearly calmer than usual.</summary>
    Quiet,

    /// <summary>As usual.</summary>
    Normal,

    /// <summary>Clearly wilder than usual.</summary>
    Volatile,

    /// <summary>Wilder than almost ever, on a rush of trades or with everything moving together.</summary>
    Panic,

    /// <summary>Hardly anything moves or is traded.</summary>
    Dead,

    /// <summary>Its venue, or its feed, says that it is not traded now.</summary>
    Maintenance,
}
