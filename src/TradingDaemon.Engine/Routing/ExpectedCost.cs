using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Routing;

namespace TradingDaemon.Engine.Routing;

/// <summary>What an order would cost at a venue: half the spread, the way down the book, the fee.</summary>
public static class ExpectedCost
{
    /// <summary>Of an order that takes.</summary>
    /// <param name="side">Buy or sell.</param>
    /// <param name="quantityBase">How much; above zero.</param>
    /// <param name="quote">The touch.</param>
    /// <param name="depth">What is displayed, best level first; null where the feed shows the touch alone.</param>
    /// <param name="fees">What the venue takes.</param>
    public static CostEstimate Taking(OrderSide side, decimal quantityBase, in Quote quote, BookSnapshot? depth, FeeShares fees)
    {
        var isBuy = side == OrderSide.Buy;
        var touch = isBuy ? quote.Ask.QuotePerBase : quote.Bid.QuotePerBase;
        var levels = isBuy ? depth?.Asks : depth?.Bids;
        var spread = quote.Ask.QuotePerBase - quote.Bid.QuotePerBase;
        var beyond = levels is { Count: > 0 }
            ? Walk(levels, quantityBase, touch, spread)
            : BeyondTouch(isBuy ? quote.AskSizeBase : quote.BidSizeBase, quantityBase, spread);
        var price = isBuy ? touch + beyond : Math.Max(0m, touch - beyond);
        var (mid, fee) = (quote.Mid, fees.TakerFraction);
        var spreadFraction = spread / mid;
        return new CostEstimate(spreadFraction, spreadFraction / 2m, beyond / mid, fee, Effective(price, fee, side));
    }

    /// <summary>Of an order that rests at its own touch, should it be filled there.</summary>
    /// <param name="side">Buy or sell.</param>
    /// <param name="quote">The touch.</param>
    /// <param name="fees">What the venue takes.</param>
    public static CostEstimate Resting(OrderSide side, in Quote quote, FeeShares fees)
    {
        var (spreadFraction, fee) = (quote.SpreadFraction, fees.MakerFraction);
        return new CostEstimate(spreadFraction, -spreadFraction / 2m, 0m, fee, Effective(side == OrderSide.Buy ? quote.Bid.QuotePerBase : quote.Ask.QuotePerBase, fee, side));
    }

    private static decimal Effective(decimal price, decimal fee, OrderSide side) => price * (1m + (side.Sign() * fee));

    // Average price of the quantity less the touch, without sign. What the book does not show is taken as lying as far behind its last level as that lies behind the touch,
    // and no nearer than a spread for each further quantity of what its levels show on average: a book of one level knows no more than its touch.
    private static decimal Walk(IReadOnlyList<BookLevel> levels, decimal quantityBase, decimal touch, decimal spread)
    {
        var (left, paid, last) = (quantityBase, 0m, 0m);
        for (var i = 0; i < levels.Count && left > 0m; i++) // no enumerator to allocate
        {
            var level = levels[i];
            var taken = Math.Min(left, level.SizeBase);
            last = Math.Abs(level.PriceQuote - touch);
            paid += taken * last;
            left -= taken;
        }

        if (left <= 0m) return paid / quantityBase;
        var usual = (quantityBase - left) / levels.Count;
        return (paid + Math.Max(left * 2m * last, (left * last) + Farther(usual, usual + left, spread))) / quantityBase;
    }

    // Where the touch alone is shown, it is the first level of which all are alike.
    private static decimal BeyondTouch(decimal? shownBase, decimal quantityBase, decimal spread) =>
        shownBase is not { } shown || shown <= 0m || quantityBase <= shown ? 0m : Farther(shown, quantityBase, spread) / quantityBase;

    // Of levels that are alike and a spread apart: level k, from 0, costs k spreads more than the first.
    private static decimal Farther(decimal shown, decimal quantityBase, decimal spread)
    {
        if (shown <= 0m) return 0m;
        var whole = Math.Floor(quantityBase / shown);
        var rest = quantityBase - (whole * shown);
        return spread * ((shown * whole * (whole - 1m) / 2m) + (rest * whole));
    }
}
