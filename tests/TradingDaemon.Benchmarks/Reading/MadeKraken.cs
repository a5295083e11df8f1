using System.Text;
using System.Text.Json;
using TradingDaemon.Venues.Books;
using TradingDaemon.Venues.Kraken;
using TradingDaemon.Venues.Normalized;
using static TradingDaemon.Benchmarks.Reporting.Words;

namespace TradingDaemon.Benchmarks.Reading;

/// <summary>Kraken: plain numbers, and books with the checksum of their ten best levels.</summary>
internal sealed class MadeKraken : IMadeVenue
{
    /// <inheritdoc/>
    public string Name => "kraken";

    /// <inheritdoc/>
    public IVenueReader Reader() => new KrakenReader();

    /// <inheritdoc/>
    public string Frame(in MadeQuote quote) => Text(
        $$"""{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":{{quote.Bid}},"bid_qty":{{quote.BidSize}},"ask":{{quote.Ask}},"ask_qty":{{quote.AskSize}},"last":{{quote.Bid}},"volume":1020.88391276,"vwap":63685.7,"low":63250.0,"high":64409.2,"change":0.7,"change_pct":0.01,"trades":{{47_536 + quote.Number}},"timestamp":"2026-08-12T19:29:02.{{quote.Micros}}Z"}]}""");

    /// <inheritdoc/>
    public string Frame(in MadeTrade trade) => Text(
        $$"""{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"{{(trade.IsBuy ? "buy" : "sell")}}","price":{{trade.Price}},"qty":{{trade.Size}},"ord_type":"limit","trade_id":{{22_719_451 + trade.Number}},"timestamp":"2026-08-02T14:19:07.{{trade.Micros}}Z"}]}""");

    /// <inheritdoc/>
    public string Frame(MadeBook book)
    {
        var proof = new StringBuilder();
        foreach (var (price, size) in book.AsksAfter.Concat(book.BidsAfter)) proof.Append(Digits(Text($"{price:0.0}"))).Append(Digits(Text($"{size:0.00000000}")));
        return Text($$"""{"channel":"book","type":"{{(book.IsSnapshot ? "snapshot" : "update")}}","data":[{"symbol":"BTC/USD","bids":[{{Levels(book.Bids)}}],"asks":[{{Levels(book.Asks)}}],"checksum":{{Crc32.Of(Encoding.ASCII.GetBytes(proof.ToString()))}},"timestamp":"2026-08-12T19:28:09.140448Z"}]}""");
    }

    /// <inheritdoc/>
    public decimal Sum(JsonElement root)
    {
        var channel = root.GetProperty("channel").GetString();
        var sum = 0m;
        foreach (var one in root.GetProperty("data").EnumerateArray())
        {
            sum += one.GetProperty("symbol").GetString()!.Length + one.GetProperty("timestamp").GetDateTimeOffset().Second;
            sum += channel switch
            {
                "ticker" => Number(one, "bid") + Number(one, "bid_qty") + Number(one, "ask") + Number(one, "ask_qty"),
                "trade" => Number(one, "price") + Number(one, "qty") + one.GetProperty("trade_id").GetInt64() + one.GetProperty("side").GetString()!.Length,
                _ => Sum(one.GetProperty("bids"), "price", "qty") + Sum(one.GetProperty("asks"), "price", "qty") + one.GetProperty("checksum").GetUInt32(),
            };
        }

        return sum;
    }

    /// <summary>The sum of a side's prices and sizes, plain numbers of these names.</summary>
    public static decimal Sum(JsonElement side, string price, string size)
    {
        var sum = 0m;
        foreach (var level in side.EnumerateArray()) sum += Number(level, price) + Number(level, size);
        return sum;
    }

    /// <summary>A field that is a plain number.</summary>
    public static decimal Number(JsonElement of, string name) => of.GetProperty(name).GetDecimal();

    private static string Digits(string number) => number.Replace(".", "", StringComparison.Ordinal).TrimStart('0');

    private static string Levels(KeyValuePair<decimal, decimal>[] levels) => string.Join(',', levels.Select(static level => Text($$"""{"price":{{level.Key:0.0}},"qty":{{level.Value:0.00000000}}}""")));
}
