namespace TradingDaemon.Venues.Recorded.Reading;

/// <summary>The four layouts of recorded files, told apart by their header line. Zero stays unassigned.</summary>
public enum RecordedKind : byte
{
    /// <summary><c>ts_utc,symbol,bid,bid_size,ask,ask_size</c>, stamped when the quote was known.</summary>
    Quotes = 1,

    /// <summary><c>ts_utc,symbol,price,size,side</c>, stamped at the trade.</summary>
    Trades,

    /// <summary><c>ts_utc,symbol,open,high,low,close,volume</c>, stamped at the start of the bar.</summary>
    Bars,

    /// <summary><c>ts_utc,symbol,close</c>: bars of which only the close was kept, stamped at the start.</summary>
    Closes,
}
