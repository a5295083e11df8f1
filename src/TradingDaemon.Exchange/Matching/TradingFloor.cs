using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>Where orders trade: carries out what a plan promised, and fills resting orders from the mirrored market.</summary>
internal sealed class TradingFloor(ExchangeBooks accounts, Bookkeeper bookkeeper, TakerPricing pricing, FeePricing fees)
{
    private const string OwnOrderMet = "Self-trade prevention.";

    /// <summary>
    /// An order takes what it can, and self-trade prevention cancels what it must; the rest is the caller's. A fill-or-kill order takes all or nothing.
    /// Returns the prices at which accounts traded.
    /// </summary>
    public Prints Take(ExchangeOrder order, InstrumentBook book, DateTimeOffset at)
    {
        var account = accounts[order.Account];
        var plan = pricing.Plan(account, book, order.Request, order.Remaining);
        if (order.Request.Lifetime == Lifetime.FillOrKill && plan.Quantity < order.Remaining) return default;
        foreach (var own in plan.OwnCancelled)
        {
            book.Resting.Remove(own);
            bookkeeper.Cancel(own, OwnOrderMet, at);
        }

        pricing.Consume(book.Market, order.Request.Side, plan.MarketQuantity);
        var prints = default(Prints);
        foreach (var fill in plan.Fills)
        {
            if (fill.Maker is not { } maker)
            {
                bookkeeper.Execute(order, book.Instrument, fill.Trade, LiquidityRole.Taker, Fee(order, book, fill.Trade, LiquidityRole.Taker), at);
                continue;
            }

            var (madeFee, takenFee) = (Fee(maker, book, fill.Trade, LiquidityRole.Maker), Fee(order, book, fill.Trade, LiquidityRole.Taker));
            bookkeeper.Match(book.Instrument, fill.Trade, (maker, madeFee), (order, takenFee), at);
            if (!maker.IsOpen) book.Resting.Remove(maker);
            book.Market.Remember(fill.Trade.Price);
            prints = prints.With(fill.Trade.Price);
        }

        if (plan.IsStoppedByOwn && order.IsOpen) bookkeeper.Cancel(order, OwnOrderMet, at);
        return prints;
    }

    /// <summary>The mirrored market fills a resting order at the order's price.</summary>
    public void FillResting(ExchangeOrder order, InstrumentBook book, decimal quantity, DateTimeOffset at)
    {
        var trade = new PlannedTrade(order.Request.Price, quantity);
        bookkeeper.Execute(order, book.Instrument, trade, LiquidityRole.Maker, Fee(order, book, trade, LiquidityRole.Maker), at);
        if (!order.IsOpen) book.Resting.Remove(order);
    }

    private ChargedFee Fee(ExchangeOrder order, InstrumentBook book, PlannedTrade trade, LiquidityRole role) =>
        fees.Charge(order, accounts[order.Account], book.Instrument, trade, role);
}
