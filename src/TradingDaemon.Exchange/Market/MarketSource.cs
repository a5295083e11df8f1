namespace TradingDaemon.Exchange.Market;

/// <summary>What a book is mirrored from, worst first: a better source replaces a worse one, never the other way.</summary>
internal enum MarketSource : byte
{
    /// <summary>Nothing yet.</summary>
    Nothing,

    /// <summary>Closes of bars.</summary>
    Bars,

    /// <summary>Trade prints.</summary>
    Trades,

    /// <summary>Quotes or depth.</summary>
    Quotes,
}
