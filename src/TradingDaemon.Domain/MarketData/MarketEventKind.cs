namespace TradingDaemon.Domain.MarketData;

/// <summary>What a market event tells. Zero stays unassigned.</summary>
public enum MarketEventKind : byte
{
    /// <summary>Best bid and ask.</summary>
    Quote = 1,

    /// <summary>A trade that happened.</summary>
    Trade,

    /// <summary>A finished bar.</summary>
    Bar,

    /// <summary>A depth snapshot.</summary>
    Book,
}
