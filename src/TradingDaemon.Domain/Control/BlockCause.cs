namespace TradingDaemon.Domain.Control;

/// <summary>Why nothing new is entered at a venue. Exits pass. Zero stays unassigned.</summary>
public enum BlockCause : byte
{
    /// <summary>Its stream is not open, books and venue have not been compared since it opened, or they differ.</summary>
    ReconcilePending = 1,

    /// <summary>Its circuit is open: too many requests failed.</summary>
    CircuitOpen,

    /// <summary>Its clock and ours are too far apart.</summary>
    ClockSkew,

    /// <summary>No market data arrives although the market is open.</summary>
    FeedStale,

    /// <summary>Trading of an instrument is halted, as its feed told.</summary>
    TradingHalted,

    /// <summary>By its venue's own calendar, or because that is not known, the market of an instrument is closed although its hours of the week say otherwise.</summary>
    MarketClosed,

    /// <summary>Its feed shows prices to keys only, and there is none: it was not started.</summary>
    KeyMissing,
}
