namespace TradingDaemon.Exchange.Orders;

/// <summary>What a fee is paid out of. Zero stays unassigned.</summary>
public enum FeeCurrency : byte
{
    /// <summary>The cash the trade is priced in.</summary>
    Quote = 1,

    /// <summary>The holding a buy receives. A sell has given its base away and pays in quote.</summary>
    Base,

    /// <summary>Cash of a third currency.</summary>
    Third,
}
