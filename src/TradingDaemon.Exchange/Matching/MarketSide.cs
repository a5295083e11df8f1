using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>
/// What the outside market does to resting orders. A resting limit fills as maker at its own price when the opposite touch reaches it (up to the
/// displayed size) or a trade prints beyond it (up to the printed size); a print exactly at its price does not fill it, for nobody knows the
/// queue ahead. Several share that size in price-time order, whosever they are.
/// </summary>
internal sealed class MarketSide(ExchangeBooks accounts, TradingFloor floor, StopTriggers stops)
{
    /// <summary>The mirrored book was updated.</summary>
    public void OnBook(InstrumentBook book, DateTimeOffset at)
    {
        book.MarketPriority = accounts.LastPriority;
        if (book.IsHalted) return;
        stops.Trigger(book, book.Market.Ask, book.Market.Bid, at);
        MatchLimits(book, Side.Buy, at);
        MatchLimits(book, Side.Sell, at);
    }

    /// <summary>A trade printed.</summary>
    public void OnTrade(InstrumentBook book, decimal price, decimal size, DateTimeOffset at)
    {
        if (book.Market.Source == MarketSource.Trades) book.MarketPriority = accounts.LastPriority; // the print made the book
        if (book.IsHalted) return;
        stops.Trigger(book, price, price, at);
        var printed = size < 0m ? book.Market.DefaultSize(price) : book.Instrument.FloorToLot(size);
        FillBeyond(book, Side.Buy, price, printed, at);
        FillBeyond(book, Side.Sell, price, printed, at);
    }

    /// <summary>
    /// A bar finished: walked as open, nearer extreme, other extreme, close. A stop reached on the way trades at its trigger, one already passed at
    /// the open trades there, each with the assumed spread.
    /// </summary>
    public void OnBar(InstrumentBook book, decimal open, decimal high, decimal low, decimal close, DateTimeOffset at)
    {
        if (book.IsHalted)
        {
            book.Market.SetPrice(close, MarketSource.Bars);
            book.MarketPriority = accounts.LastPriority;
            return;
        }

        var lowFirst = open - low <= high - open;
        Span<decimal> path = [open, lowFirst ? low : high, lowFirst ? high : low, close];
        foreach (var price in path)
        {
            stops.Trigger(book, price, price, at, barOpen: open);
            book.Market.SetPrice(price, MarketSource.Bars);
            book.MarketPriority = accounts.LastPriority;
            MatchLimits(book, Side.Buy, at);
            MatchLimits(book, Side.Sell, at);
        }
    }

    private void MatchLimits(InstrumentBook book, Side side, DateTimeOffset at)
    {
        var orders = book.Resting.Limits(side);
        while (orders.Count > 0)
        {
            var order = orders[0];
            var touch = book.Market.TouchFor(side);
            if (touch <= 0m || TakePlan.IsWorse(side, touch, order.Request.Price)) return;
            var quantity = Math.Min(order.Remaining, Displayed(book, side, order.Request.Price));
            if (quantity <= 0m) return;
            TakePlan.Consume(book.Market, side, quantity);
            floor.FillResting(order, book, quantity, at);
        }
    }

    private void FillBeyond(InstrumentBook book, Side side, decimal price, decimal printed, DateTimeOffset at)
    {
        var orders = book.Resting.Limits(side);
        while (orders.Count > 0 && printed > 0m)
        {
            var order = orders[0];
            if (side == Side.Buy ? price >= order.Request.Price : price <= order.Request.Price) return;
            var quantity = Math.Min(order.Remaining, printed);
            printed -= quantity;
            floor.FillResting(order, book, quantity, at);
        }
    }

    private static decimal Displayed(InstrumentBook book, Side side, decimal limit)
    {
        var displayed = 0m;
        foreach (var level in book.Market.LevelsFor(side))
        {
            if (!level.IsDisplayed || TakePlan.IsWorse(side, level.Price, limit)) break;
            displayed += level.Remaining;
        }

        return displayed;
    }
}
