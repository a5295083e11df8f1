using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Cli.Explain;

/// <summary>How well an order was filled, against the prices it was decided on.</summary>
/// <param name="FilledBase">What was filled.</param>
/// <param name="FillRatio">Share of the order that was, 0…1.</param>
/// <param name="AveragePrice">Average price of its fills, quote currency per base; null without any.</param>
/// <param name="ArrivalMid">Middle of the quote the order was made on.</param>
/// <param name="SlippageFraction">What was paid beyond that middle, as a share of it, without fees; negative when it was less. Null without a fill.</param>
/// <param name="ShortfallFraction">
/// The same against the middle the strategy decided on, which is the order's own where the signal had none: what waiting cost is in it too.
/// The part of implementation shortfall that execution decides (Perold, Journal of Portfolio Management 14 (3), 1988).
/// </param>
/// <param name="Fees">By currency.</param>
/// <param name="FeeFraction">Fees as a share of what was filled; null without a fill, and where one was paid in a currency that is neither side of the pair.</param>
/// <param name="ToFirstFill">From the decision to the first fill, by the venue's time; null without any.</param>
internal sealed record ExecutionQuality(
    decimal FilledBase, decimal FillRatio, decimal? AveragePrice, decimal ArrivalMid, decimal? SlippageFraction, decimal? ShortfallFraction, IReadOnlyDictionary<string, decimal> Fees, decimal? FeeFraction, TimeSpan? ToFirstFill)
{
    private const decimal PercentPerFraction = 100m;

    /// <summary>
    /// 0…100: from 100 off go 10 for each percent of slippage, 30 at most; 10 for each percent of fees, 20 at most; 1 for each second to the first fill, 10 at most; and 40 for what was never filled.
    /// Better than the middle is not rewarded. A fee that is not known costs nothing.
    /// </summary>
    public decimal Score => 100m
        - Math.Clamp(10m * PercentPerFraction * (SlippageFraction ?? 0m), 0m, 30m)
        - Math.Clamp(10m * PercentPerFraction * (FeeFraction ?? 0m), 0m, 20m)
        - (decimal)Math.Clamp((ToFirstFill ?? TimeSpan.Zero).TotalSeconds, 0d, 10d)
        - (40m * Math.Clamp(1m - FillRatio, 0m, 1m));

    /// <summary>Of an order and its fills.</summary>
    public static ExecutionQuality Of(OrderIntent intent, IReadOnlyList<Fill> fills)
    {
        var (filled, mid) = (fills.Sum(static fill => fill.Quantity.Base), (intent.DecisionBid + intent.DecisionAsk) / 2m);
        var decisionMid = intent.Origin is { Bid: { } bid, Ask: { } ask } ? (bid + ask) / 2m : mid;
        decimal? average = filled > 0m ? fills.Sum(static fill => fill.Quantity.Base * fill.Price.QuotePerBase) / filled : null;
        return new ExecutionQuality(
            filled, filled / intent.Terms.Quantity.Base, average, mid, Beyond(intent.Side, average, mid), Beyond(intent.Side, average, decisionMid),
            fills.GroupBy(static fill => fill.Fee.Currency.Code).ToDictionary(static fees => fees.Key, static fees => fees.Sum(static fill => fill.Fee.Amount)),
            FeeShare(intent, fills),
            fills.Count > 0 ? fills.Min(static fill => fill.At) - intent.DecidedAt : null);
    }

    private static decimal? Beyond(OrderSide side, decimal? average, decimal mid) => average is { } price && mid > 0m ? side.Sign() * (price - mid) / mid : null;

    private static decimal? FeeShare(OrderIntent intent, IReadOnlyList<Fill> fills)
    {
        var (feesQuote, notional) = (0m, 0m);
        var name = intent.Symbol.AtVenue.Text;
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        foreach (var fill in fills)
        {
            notional += fill.Quantity.Base * fill.Price.QuotePerBase;
            var code = fill.Fee.Currency.Code;
            if (fill.Fee.Amount == 0m) continue;
            if (slash < 0 || name.AsSpan(slash + 1).SequenceEqual(code)) feesQuote += fill.Fee.Amount;
            else if (name.AsSpan(0, slash).SequenceEqual(code)) feesQuote += fill.Fee.Amount * fill.Price.QuotePerBase;
            else return null;
        }

        return notional > 0m ? feesQuote / notional : null;
    }
}
