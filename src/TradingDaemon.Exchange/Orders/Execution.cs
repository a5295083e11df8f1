namespace TradingDaemon.Exchange.Orders;

/// <summary>One account's side of a trade, or a correction of one: a reversal or a rebate of its fee.</summary>
/// <param name="Sequence">1, 2, 3… over the life of the account, without gaps.</param>
/// <param name="ExecutionId">Its name, made from the sequence; unlike any other here.</param>
/// <param name="ClientOrderId">The client's name for the order; empty for one placed by hand.</param>
/// <param name="OrderId">The exchange's name for the order.</param>
/// <param name="Symbol">The instrument.</param>
/// <param name="Side">Side of the order; of a reversal, the opposite.</param>
/// <param name="Price">Quote currency per base.</param>
/// <param name="Quantity">Units of base; above zero, but zero for a rebate.</param>
/// <param name="Notional">Price × quantity × multiplier in the quote currency; a buy pays it, a sell receives it.</param>
/// <param name="Fee">Fee paid in <see cref="FeeAsset"/>; below zero for a rebate, or given back by a reversal.</param>
/// <param name="QuoteAsset">Currency of the notional.</param>
/// <param name="Role">Maker or taker.</param>
/// <param name="At">When it happened here (UTC).</param>
public sealed record Execution(
    long Sequence, string ExecutionId, string ClientOrderId, string OrderId, string Symbol, Side Side, decimal Price, decimal Quantity,
    decimal Notional, decimal Fee, string QuoteAsset, LiquidityRole Role, DateTimeOffset At)
{
    /// <summary>Whose it is.</summary>
    public required string Account { get; init; }

    /// <summary>Currency of the fee.</summary>
    public string FeeAsset { get; init; } = QuoteAsset;

    /// <summary>What the fee was paid out of.</summary>
    public FeeCurrency FeeCurrency { get; init; } = FeeCurrency.Quote;

    /// <summary>The account on the other side; null for the outside market.</summary>
    public string? Counterparty { get; init; }

    /// <summary>Sequence of the other side's execution; 0 for the outside market.</summary>
    public long CounterSequence { get; init; }

    /// <summary>Sequence of the execution this one reverses; else 0.</summary>
    public long Reverses { get; init; }

    /// <summary>Sequence of the execution whose fee this one gives back; else 0.</summary>
    public long Rebates { get; init; }

    /// <summary>Whether an order traded; else it corrects an earlier execution and no order moved.</summary>
    public bool IsTrade => Reverses == 0 && Rebates == 0;

    /// <summary>What it did to the cash of the quote asset: signed, a fee in that currency included.</summary>
    public decimal CashFlow => (Side == Side.Buy ? -Notional : Notional) - (FeeCurrency == FeeCurrency.Quote ? Fee : 0m);

    /// <summary>What it did to the holding: signed, a fee in base included.</summary>
    public decimal BaseFlow => (Side == Side.Buy ? Quantity : -Quantity) - (FeeCurrency == FeeCurrency.Base ? Fee : 0m);

    /// <summary>What it did to the cash of <see cref="FeeAsset"/> when that is a third currency, else zero: signed.</summary>
    public decimal ThirdFlow => FeeCurrency == FeeCurrency.Third ? -Fee : 0m;
}
