namespace TradingDaemon.Domain.Signals;

/// <summary>What a strategy proposes. Zero stays unassigned.</summary>
public enum SignalKind : byte
{
    /// <summary>Be long (buys; closes a short first).</summary>
    Buy = 1,

    /// <summary>Be out of a long, or short where allowed.</summary>
    Sell,

    /// <summary>Change nothing.</summary>
    Hold,

    /// <summary>Would act, but not at this cost: what a downgraded Buy or Sell becomes.</summary>
    Wait,

    /// <summary>Close this strategy's position in this instrument.</summary>
    Close,

    /// <summary>Close all positions of this strategy.</summary>
    CloseAll,

    /// <summary>Let these orders rest and no others: a market maker's set.</summary>
    Quote,
}
