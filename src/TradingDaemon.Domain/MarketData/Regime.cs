namespace TradingDaemon.Domain.MarketData;

/// <summary>What the market of one instrument is like now, from recent against long-run volatility.</summary>
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
}
