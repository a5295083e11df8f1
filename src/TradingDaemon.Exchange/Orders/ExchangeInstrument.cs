namespace TradingDaemon.Exchange.Orders;

/// <summary>Something traded here, with its rules.</summary>
public sealed record ExchangeInstrument
{
    /// <summary>Its name.</summary>
    public required string Symbol { get; init; }

    /// <summary>What one unit of quantity is.</summary>
    public required string Base { get; init; }

    /// <summary>The currency of prices and cash flows.</summary>
    public required string Quote { get; init; }

    /// <summary>Smallest price step; above zero.</summary>
    public required decimal TickSize { get; init; }

    /// <summary>Smallest quantity step; above zero.</summary>
    public required decimal LotSize { get; init; }

    /// <summary>Smallest order value in quote currency; zero when there is none.</summary>
    public decimal MinNotional { get; init; }

    /// <summary>Units of the underlying per unit of quantity; above zero.</summary>
    public decimal Multiplier { get; init; } = 1m;

    /// <summary><c>crypto</c>, <c>equity</c>, <c>forex</c> or <c>option</c>.</summary>
    public required string AssetClass { get; init; }

    /// <summary>What trading it costs.</summary>
    public required FeeRates Fees { get; init; }

    /// <summary>How fees are paid by accounts that do not say.</summary>
    public FeePayment FeePayment { get; init; } = FeePayment.InQuote;

    /// <summary>Whether more may be sold than is held, against cash collateral.</summary>
    public bool Shortable { get; init; }

    /// <summary>Value in quote currency of a quantity at a price.</summary>
    public decimal Notional(decimal price, decimal quantity) => price * quantity * Multiplier;

    /// <summary>The largest whole number of lots at or below <paramref name="quantity"/>.</summary>
    public decimal FloorToLot(decimal quantity) => Math.Floor(quantity / LotSize) * LotSize;
}
