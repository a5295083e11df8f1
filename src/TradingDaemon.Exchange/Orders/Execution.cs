namespace TradingDaemon.Exchange.Orders;

/// <summary>One trade of one of our orders.</summary>
/// <param name="Sequence">1, 2, 3… over the life of the ledger, without gaps.</param>
/// <param name="ExecutionId">Its name, made from the sequence.</param>
/// <param name="ClientOrderId">The client's name for the order.</param>
/// <param name="OrderId">The exchange's name for the order.</param>
/// <param name="Symbol">The instrument.</param>
/// <param name="Side">Side of the order.</param>
/// <param name="Price">Quote currency per base.</param>
/// <param name="Quantity">Units of base; above zero.</param>
/// <param name="Notional">Price × quantity × multiplier in the quote currency; a buy pays it, a sell receives it.</param>
/// <param name="Fee">Fee paid in <paramref name="QuoteAsset"/>; zero or more.</param>
/// <param name="QuoteAsset">Currency of notional and fee.</param>
/// <param name="Role">Maker or taker.</param>
/// <param name="At">When it happened here (UTC).</param>
public sealed record Execution(
    long Sequence, string ExecutionId, string ClientOrderId, string OrderId, string Symbol, Side Side, decimal Price, decimal Quantity,
    decimal Notional, decimal Fee, string QuoteAsset, LiquidityRole Role, DateTimeOffset At)
{
    /// <summary>What it did to the cash: signed, fee included.</summary>
    public decimal CashFlow => (Side == Side.Buy ? -Notional : Notional) - Fee;

    /// <summary>What it did to the holding: signed.</summary>
    public decimal BaseFlow => Side == Side.Buy ? Quantity : -Quantity;
}
