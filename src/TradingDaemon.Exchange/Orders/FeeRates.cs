namespace TradingDaemon.Exchange.Orders;

/// <summary>What trading an instrument costs, measured in its quote currency whatever it is paid in.</summary>
/// <param name="MakerRate">Fraction of the notional when the order rested; 0.001 is 0.1 %.</param>
/// <param name="TakerRate">Fraction of the notional when the order took.</param>
/// <param name="PerContract">Quote currency per unit of quantity, on top.</param>
public readonly record struct FeeRates(decimal MakerRate, decimal TakerRate, decimal PerContract)
{
    private const int FeeDecimals = 8;

    /// <summary>The usual fees of an asset class: <c>crypto</c>, <c>equity</c>, <c>forex</c> or <c>option</c>, in any case. Throws <see cref="ArgumentException"/> on another.</summary>
    public static FeeRates DefaultFor(string assetClass) => assetClass.ToUpperInvariant() switch
    {
        "CRYPTO" => new FeeRates(0.0010m, 0.0020m, 0m),
        "EQUITY" => new FeeRates(0.0004m, 0.0004m, 0m),
        "FOREX" => new FeeRates(0.00005m, 0.00005m, 0m),
        "OPTION" => new FeeRates(0m, 0m, 0.65m),
        _ => throw new ArgumentException($"No default fees for asset class '{assetClass}'.", nameof(assetClass)),
    };

    /// <summary>
    /// The fee of one execution. Cut, not rounded, after eight decimals: then the fees of the parts never exceed the fee
    /// of the whole, so what was reserved for an order always suffices.
    /// </summary>
    /// <param name="notional">Quote currency; zero or more.</param>
    /// <param name="quantity">Units of base.</param>
    /// <param name="role">Maker or taker.</param>
    public decimal Fee(decimal notional, decimal quantity, LiquidityRole role) =>
        Cut((notional * (role == LiquidityRole.Maker ? MakerRate : TakerRate)) + (quantity * PerContract));

    /// <summary>Cuts an amount in any currency after eight decimals.</summary>
    public static decimal Cut(decimal amount) => Math.Round(amount, FeeDecimals, MidpointRounding.ToZero);

    /// <summary>The most one execution can cost, uncut: what is reserved.</summary>
    public decimal FeeMax(decimal notional, decimal quantity) => (notional * Math.Max(MakerRate, TakerRate)) + (quantity * PerContract);
}
