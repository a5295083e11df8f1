namespace TradingDaemon.Exchange.Synthetic;

/// <summary>What a synthetic event tells. Zero stays unassigned.</summary>
public enum SyntheticEventKind : byte
{
    /// <summary>Best bid and ask.</summary>
    Quote = 1,

    /// <summary>A trade that a buyer started, at the ask.</summary>
    BuyerTrade,

    /// <summary>A trade that a seller started, at the bid.</summary>
    SellerTrade,
}
