using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Cli.Explain;

/// <summary>How well an order was filled, against the prices it was decided on.</summary>
/// <param name="FilledBase">What was filled.</param>
/// <param name="FillRatio">Share of the order that was, 0…1.</param>
/// <param name="AveragePrice">Average price of its fills, quote currency per base; null without any.</param>
/// <param name="ArrivalMid">Middle of the quote it was decided on.</param>
/// <param name="ShortfallFraction">
/// What was paid beyond that middle, as a share of it, without fees; negative when it was less. The part of implementation shortfall that execution decides (Perold, Journal of Portfolio Management 14 (3), 1988).
/// </param>
/// <param name="Fees">By currency.</param>
/// <param name="ToFirstFill">From the decision to the first fill, by the venue's time; null without any.</param>
internal sealed record ExecutionQuality(
    decimal FilledBase, decimal FillRatio, decimal? AveragePrice, decimal ArrivalMid, decimal? ShortfallFraction, IReadOnlyDictionary<string, decimal> Fees, TimeSpan? ToFirstFill)
{
    /// <summary>Of an order and its fills.</summary>
    public static ExecutionQuality Of(OrderIntent intent, IReadOnlyList<Fill> fills)
    {
        var (filled, mid) = (fills.Sum(static fill => fill.Quantity.Base), (intent.DecisionBid + intent.DecisionAsk) / 2m);
        decimal? average = filled > 0m ? fills.Sum(static fill => fill.Quantity.Base * fill.Price.QuotePerBase) / filled : null;
        return new ExecutionQuality(
            filled, filled / intent.Terms.Quantity.Base, average, mid, average is { } price && mid > 0m ? intent.Side.Sign() * (price - mid) / mid : null,
            fills.GroupBy(static fill => fill.Fee.Currency.Code).ToDictionary(static fees => fees.Key, static fees => fees.Sum(static fill => fill.Fee.Amount)),
            fills.Count > 0 ? fills.Min(static fill => fill.At) - intent.DecidedAt : null);
    }
}
