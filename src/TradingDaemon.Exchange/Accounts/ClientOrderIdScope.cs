namespace TradingDaemon.Exchange.Accounts;

/// <summary>How long a client order id stays taken. Zero stays unassigned.</summary>
public enum ClientOrderIdScope : byte
{
    /// <summary>For ever, as far back as closed orders are remembered: a repeated id is refused.</summary>
    Forever = 1,

    /// <summary>While the order is open, as at Kraken and Binance: a resend after a quick fill is a second order.</summary>
    OpenOrders,
}
