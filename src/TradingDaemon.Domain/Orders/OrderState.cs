namespace TradingDaemon.Domain.Orders;

/// <summary>An order's intent and what has become of it. Immutable; each fact makes the next one.</summary>
/// <param name="Intent">What was meant.</param>
/// <param name="Status">Where it is.</param>
/// <param name="VenueOrderId">The venue's name for it, once known.</param>
/// <param name="FilledBase">Σ of its fills; zero up to the ordered quantity.</param>
/// <param name="FilledNotionalQuote">Σ price × quantity of its fills, without multiplier.</param>
public sealed record OrderState(OrderIntent Intent, OrderStatus Status, string? VenueOrderId, decimal FilledBase, decimal FilledNotionalQuote)
{
    /// <summary>Ordered minus filled; zero or more.</summary>
    public decimal RemainingBase => Intent.Terms.Quantity.Base - FilledBase;

    /// <summary>Average price of its fills, or null before the first.</summary>
    public decimal? AveragePriceQuote => FilledBase > 0m ? FilledNotionalQuote / FilledBase : null;
}
