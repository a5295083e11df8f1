namespace TradingDaemon.Domain.Routing;

/// <summary>Where the spread came from that an entry was judged by. Zero stays unassigned.</summary>
public enum SpreadSource : byte
{
    /// <summary>The strategy told it with its signal, on a fresh quote that none has overtaken.</summary>
    Strategy = 1,

    /// <summary>The newest quote of the account.</summary>
    Quote,

    /// <summary>A quote that came while the entry waited for one.</summary>
    Awaited,

    /// <summary>Nowhere: there is no fresh quote.</summary>
    None,
}
