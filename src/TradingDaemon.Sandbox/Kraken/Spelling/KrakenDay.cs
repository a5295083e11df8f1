using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;

namespace TradingDaemon.Sandbox.Kraken.Spelling;

/// <summary>What tickers tell beyond the touch. Before the first trade the prices are the middle of the book.</summary>
/// <param name="Last">Newest price.</param>
/// <param name="Today">Since midnight UTC.</param>
/// <param name="Full">Of the last 24 hours.</param>
internal readonly record struct KrakenDay(decimal Last, PrintedBar Today, PrintedBar Full)
{
    /// <summary>Of an instrument; inside the floor.</summary>
    public static KrakenDay Of(ExchangeFloor floor, int instrument, DateTimeOffset now)
    {
        var tape = floor.Tapes[instrument];
        var last = tape.Last?.Price ?? Middle(floor, instrument);
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return new KrakenDay(last, tape.Since(midnight) ?? PrintedBar.Quiet(midnight, last), tape.Since(now.AddDays(-1)) ?? PrintedBar.Quiet(midnight, last));
    }

    private static decimal Middle(ExchangeFloor floor, int instrument) =>
        floor.Depth(instrument, Side.Buy) is [var bid, ..] && floor.Depth(instrument, Side.Sell) is [var ask, ..] ? (bid.Price + ask.Price) / 2m : 0m;
}
