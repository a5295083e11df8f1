using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Matching;

/// <summary>Wakes sleeping stops, oldest first, when the market or a trade between accounts reaches them.</summary>
internal sealed class StopTriggers(ExchangeBooks accounts, Bookkeeper bookkeeper, OrderJudge judge, TradingFloor floor)
{
    /// <summary>Executes every stop reached by these prices, and by the trades that come of it.</summary>
    /// <param name="book">The instrument.</param>
    /// <param name="buyersPay">Wakes buys at or below it; 0 for none.</param>
    /// <param name="sellersGet">Wakes sells at or above it; 0 for none.</param>
    /// <param name="at">When.</param>
    /// <param name="barOpen">Given on the way of a bar: the book is put at the trigger, or at the open when that is beyond it.</param>
    public void Trigger(InstrumentBook book, decimal buyersPay, decimal sellersGet, DateTimeOffset at, decimal? barOpen = null)
    {
        var stops = book.Resting.Stops;
        for (var i = 0; i < stops.Count;)
        {
            var stop = stops[i];
            var isBuy = stop.Request.Side == Side.Buy;
            var trigger = stop.Request.Price;
            if (isBuy ? buyersPay < trigger : sellersGet <= 0m || sellersGet > trigger)
            {
                i++;
                continue;
            }

            stops.RemoveAt(i);
            if (barOpen is { } open) book.Market.SetPrice(isBuy ? Math.Max(trigger, open) : Math.Min(trigger, open), MarketSource.Bars);
            var prints = Execute(stop, book, at);
            if (!prints.Any) continue;
            buyersPay = Math.Max(buyersPay, prints.High);
            sellersGet = sellersGet > 0m ? Math.Min(sellersGet, prints.Low) : prints.Low;
            i = 0; // an older stop may be reached by now
        }
    }

    private Prints Execute(ExchangeOrder stop, InstrumentBook book, DateTimeOffset at)
    {
        if (judge.OfTaking(accounts[stop.Account], book, stop.Request, stop.Remaining, stop) is { } refusal)
        {
            bookkeeper.Reject(stop, refusal, at);
            return default;
        }

        var prints = floor.Take(stop, book, at);
        if (stop.IsOpen) bookkeeper.Expire(stop, "The book holds no more.", at);
        return prints;
    }
}
