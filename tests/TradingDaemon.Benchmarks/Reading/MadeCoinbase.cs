using System.Globalization;
using System.Text.Json;
using TradingDaemon.Venues.Coinbase;
using TradingDaemon.Venues.Normalized;
using static TradingDaemon.Benchmarks.Reporting.Words;

namespace TradingDaemon.Benchmarks.Reading;

/// <summary>Coinbase: every number in quotes, each level an object with its own time, frames numbered.</summary>
internal sealed class MadeCoinbase : IMadeVenue
{
    /// <inheritdoc/>
    public string Name => "coinbase";

    /// <inheritdoc/>
    public IVenueReader Reader() => new CoinbaseReader();

    /// <inheritdoc/>
    public string Frame(in MadeQuote quote) => Text(
        $$"""{"channel":"ticker","timestamp":"2026-08-12T19:29:02.{{quote.Micros}}812Z","sequence_num":{{quote.Number}},"events":[{"type":"update","tickers":[{"type":"ticker","product_id":"BTC-USD","price":"{{quote.Bid}}","volume_24_h":"1020.88391276","low_24_h":"63250.0","high_24_h":"64409.2","low_52_w":"41250.0","high_52_w":"104409.2","price_percent_chg_24_h":"0.01","best_bid":"{{quote.Bid}}","best_bid_quantity":"{{quote.BidSize}}","best_ask":"{{quote.Ask}}","best_ask_quantity":"{{quote.AskSize}}"}]}]}""");

    /// <inheritdoc/>
    public string Frame(in MadeTrade trade) => Text(
        $$"""{"channel":"market_trades","timestamp":"2026-08-12T19:27:48.{{trade.Micros}}251Z","sequence_num":{{trade.Number}},"events":[{"type":"update","trades":[{"product_id":"BTC-USD","trade_id":"{{1_069_726_292 + trade.Number}}","price":"{{trade.Price}}","size":"{{trade.Size}}","time":"2026-08-12T19:27:48.{{trade.Micros}}Z","side":"{{(trade.IsBuy ? "SELL" : "BUY")}}"}]}]}""");

    /// <inheritdoc/>
    public string Frame(MadeBook book) => Text(
        $$"""{"channel":"l2_data","timestamp":"2026-07-06T04:17:46.374702991Z","sequence_num":{{book.Number}},"events":[{"type":"{{(book.IsSnapshot ? "snapshot" : "update")}}","product_id":"BTC-USD","updates":[{{string.Join(',', Levels("bid", book.Bids).Concat(Levels("offer", book.Asks)))}}]}]}""");

    /// <inheritdoc/>
    public decimal Sum(JsonElement root)
    {
        var channel = root.GetProperty("channel").GetString();
        var sum = root.GetProperty("timestamp").GetDateTimeOffset().Second + root.GetProperty("sequence_num").GetInt64() + 0m;
        foreach (var one in root.GetProperty("events").EnumerateArray())
        {
            if (channel == "ticker")
                foreach (var quote in one.GetProperty("tickers").EnumerateArray())
                    sum += Word(quote, "product_id").Length + Number(quote, "best_bid") + Number(quote, "best_bid_quantity") + Number(quote, "best_ask") + Number(quote, "best_ask_quantity");
            else if (channel == "market_trades")
                foreach (var trade in one.GetProperty("trades").EnumerateArray())
                    sum += Word(trade, "product_id").Length + Number(trade, "price") + Number(trade, "size") + Word(trade, "trade_id").Length + Word(trade, "side").Length + trade.GetProperty("time").GetDateTimeOffset().Second;
            else
                foreach (var level in one.GetProperty("updates").EnumerateArray())
                    sum += Word(level, "side").Length + Number(level, "price_level") + Number(level, "new_quantity");
        }

        return sum;
    }

    private static string Word(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement of, string name) => decimal.Parse(Word(of, name), CultureInfo.InvariantCulture);

    private static IEnumerable<string> Levels(string side, KeyValuePair<decimal, decimal>[] levels) =>
        levels.Select(level => Text($$"""{"side":"{{side}}","event_time":"2026-07-06T04:17:46.105221Z","price_level":"{{level.Key:0.00}}","new_quantity":"{{level.Value}}"}"""));
}
