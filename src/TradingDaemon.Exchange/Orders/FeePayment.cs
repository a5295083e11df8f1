namespace TradingDaemon.Exchange.Orders;

/// <summary>How fees are to be paid.</summary>
/// <param name="Currency">Out of what.</param>
/// <param name="ThirdAsset">Which currency, for <see cref="FeeCurrency.Third"/>; else null.</param>
public sealed record FeePayment(FeeCurrency Currency, string? ThirdAsset = null)
{
    /// <summary>In quote currency: what is usual.</summary>
    public static FeePayment InQuote { get; } = new(FeeCurrency.Quote);

    /// <summary>A buy pays out of the base it receives, a sell in quote.</summary>
    public static FeePayment InBase { get; } = new(FeeCurrency.Base);

    /// <summary>
    /// In a third currency, at its mark in an instrument traded here whose base it is. Where no mark is known, or the account's free cash of
    /// it does not cover the fee, the execution pays in quote: that was reserved, so no fee ever makes a balance negative.
    /// </summary>
    public static FeePayment In(string asset) => new(FeeCurrency.Third, asset);
}
