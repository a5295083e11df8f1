namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>What was wrong with recorded data. Zero stays unassigned.</summary>
public enum RecordedFaultKind : byte
{
    /// <summary>Fewer or more fields than the header names.</summary>
    FieldCount = 1,

    /// <summary>The stamp is not ISO-8601 ending in Z, with at most nine digits of a second.</summary>
    Stamp,

    /// <summary>The stamp lies before that of the previous row.</summary>
    OutOfOrder,

    /// <summary>No instrument of the catalogue has this spelling.</summary>
    UnknownSymbol,

    /// <summary>A number is missing where one is needed, or cannot be read.</summary>
    Number,

    /// <summary>A size or volume is below zero.</summary>
    NegativeSize,

    /// <summary>The side is neither buy, sell nor empty.</summary>
    Side,

    /// <summary>The line is longer than any row can be.</summary>
    LineTooLong,

    /// <summary>The compressed data stops, or is damaged, before its end.</summary>
    EndsEarly,
}
