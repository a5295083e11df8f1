using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Stakes;

namespace TradingDaemon.Engine.RiskGate.Cases;

/// <summary>
/// What could be lost from present prices to the stops, entries in flight counted as if filled. What has no stop that bounds it counts with its whole value.
/// </summary>
internal static class OpenRisk
{
    /// <summary>Of the order's own strategy in its own instrument, the order filled, account currency; null when the rate lacks.</summary>
    /// <param name="order">The order.</param>
    /// <param name="mine">What the strategy has at stake there; null for nothing.</param>
    public static decimal? OfTrade(RiskCase order, PositionStake? mine)
    {
        var (intent, isLong) = (order.Intent, order.Intent.Side == OrderSide.Buy);
        var (net, quantity, before) = (mine?.NetBase ?? 0m, intent.Terms.Quantity.Base, mine?.Guard);
        var held = order.Instrument.IsDust(net, order.PriceQuote) ? 0m : Math.Max(0m, isLong ? net : -net); // dust is no part of what an entry is added to
        var average = held > 0m && before is null && intent.Protection is not null ? order.Books.Positions.AverageQuote(new PositionKey(intent.Strategy, intent.Symbol)) : 0m;
        var after = PositionGuard.AfterEntry(before, isLong, intent.Protection, held, average, quantity, order.PriceQuote);
        var risk = RiskQuote(after, order.PriceQuote, quantity);
        if (net != 0m) risk += RiskQuote(held > 0m ? after : before?.Guard, (net > 0m ? order.Quote.Bid : order.Quote.Ask).QuotePerBase, Math.Abs(net));
        return ((risk * order.Instrument.Multiplier) + (mine?.InFlightRiskQuote ?? 0m)) * order.Rate;
    }

    /// <summary>Of the order's own strategy in the same pair at other venues, account currency; null when a price or a rate lacks.</summary>
    /// <param name="order">The order.</param>
    /// <param name="on">What is at stake in its instrument.</param>
    public static decimal? OfListed(RiskCase order, InstrumentStake on)
    {
        decimal? risk = 0m;
        foreach (var listed in on.Elsewhere)
            if (order.Books.Stakes.Of(new PositionKey(order.Intent.Strategy, listed.Instrument.Symbol)) is { Own: { IsOfNothing: false } own }) risk += own.Unpriced == 0 ? own.RiskQuote * order.Valuation.Rate(listed.Instrument) : null;
        return risk;
    }

    private static decimal RiskQuote(PositionGuard? guard, decimal exitQuote, decimal sizeBase) => guard?.RiskQuote(exitQuote, sizeBase) ?? (exitQuote * sizeBase);
}
