namespace TradingDaemon.Domain.MarketData;

/// <summary>Why a market event was dropped before any strategy saw it. Zero stays unassigned.</summary>
public enum TickRejection : byte
{
    /// <summary>The instrument is not in the catalogue.</summary>
    UnknownInstrument = 1,

    /// <summary>A price is zero or negative, or a side of the quote is absent.</summary>
    PriceNotPositive,

    /// <summary>Bid above ask.</summary>
    Crossed,

    /// <summary>Source time before the previous event of the same kind and instrument.</summary>
    OutOfOrder,

    /// <summary>Source time after the receive time by more than the allowed skew.</summary>
    FromTheFuture,

    /// <summary>A size is negative or absurdly large.</summary>
    SizeInvalid,

    /// <summary>The price is further from the recent price than the outlier guard allows.</summary>
    Outlier,

    /// <summary>A bar whose high, low, open and close contradict each other.</summary>
    BarInconsistent,

    /// <summary>Older than the age limit on arrival.</summary>
    Stale,

    /// <summary>The row could not be read at all.</summary>
    Malformed,

    /// <summary>The queue was full and a newer price made this one worthless.</summary>
    QueueFull,
}
