namespace TradingDaemon.Venues.Streaming;

/// <summary>What changed about a feed. Zero stays unassigned.</summary>
public enum FeedChangeKind : byte
{
    /// <summary>A connection was made and asked for data.</summary>
    Connected = 1,

    /// <summary>The connection ended.</summary>
    Lost,

    /// <summary>The first data came: the connection is good.</summary>
    Confirmed,

    /// <summary>An instrument that was silent too long is asked for again.</summary>
    Resubscribed,

    /// <summary>An instrument has no data although its market is open.</summary>
    Stale,

    /// <summary>A stale instrument has data again.</summary>
    Fresh,

    /// <summary>No instrument of an open market has data: nothing may be entered.</summary>
    Blind,

    /// <summary>Data comes again after blindness.</summary>
    Seeing,

    /// <summary>The market of every instrument is closed: silence means nothing.</summary>
    Closed,

    /// <summary>The market of an instrument has opened again.</summary>
    Opened,

    /// <summary>Messages of an instrument are missing, or its book does not add up.</summary>
    Gap,

    /// <summary>The connection ended by something nobody foresaw: a fault of ours, or of what the venue sends.</summary>
    Broken,

    /// <summary>A message of a kind nobody here knows came, and was left aside.</summary>
    Unrecognized,

    /// <summary>Trading of an instrument is halted.</summary>
    Halted,

    /// <summary>A halted instrument is traded again.</summary>
    Resumed,

    /// <summary>By the venue's own calendar, or because that is not known, an instrument's market is closed although its hours of the week say otherwise.</summary>
    ClosedByCalendar,

    /// <summary>The venue's own calendar says of an instrument's market nothing else than its hours of the week.</summary>
    AsUsualByCalendar,
}
