using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>Asks a venue once for the newest prices of instruments, whichever way it tells them: of many at once, or best bid and ask one after the other.</summary>
public static class PriceQuestion
{
    /// <summary>The prices told, each instrument once at most and never with nothing told of it. Throws <see cref="VenueException"/> when a question has no answer.</summary>
    /// <param name="market">Who is asked.</param>
    /// <param name="instruments">Of which.</param>
    /// <param name="stopping">Gives up.</param>
    public static async ValueTask<IReadOnlyList<ToldPrice>> AskAsync(IVenueMarket market, IReadOnlyList<Instrument> instruments, CancellationToken stopping)
    {
        if (market is IPriced priced) return await priced.PricesAsync(instruments, stopping);
        if (market is INewestPrices newest)
        {
            var told = new PriceSink(instruments);
            await newest.NewestAsync(instruments, told, stopping);
            return told.Prices;
        }

        if (market is ITouches touches) return [.. (await touches.TouchesAsync(instruments, stopping)).Select(static one => new ToldPrice(one.Symbol, one.Bid, one.Ask, null, null))];

        var prices = new List<ToldPrice>();
        if (market.TellsTouchOfNow) // else nobody would know how old it is
            foreach (var instrument in instruments)
                if (await market.TouchAsync(instrument.Symbol, stopping) is var (bid, ask)) prices.Add(new ToldPrice(instrument.Symbol, bid, ask, null, null));
        return prices;
    }
}
