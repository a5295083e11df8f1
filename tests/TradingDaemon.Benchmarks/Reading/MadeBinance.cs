using System.Globalization;
using System.Text.Json;
using TradingDaemon.Venues.Binance;
using TradingDaemon.Venues.Normalized;
using static TradingDaemon.Benchmarks.Reporting.Words;

namespace TradingDaemon.Benchmarks.Reading;

/// <summary>Binance: names of one letter, numbers in quotes, levels as pairs, differences numbered from the picture on.</summary>
internal sealed class MadeBinance : IMadeVenue
{
    private const long FirstUpdate = 499_869_750;

    /// <inheritdoc/>
    public string Name => "binance";

    /// <inheritdoc/>
    public IVenueReader Reader() => new BinanceReader();

    /// <inheritdoc/>
    public string Frame(in MadeQuote quote) => Text(
        $$$"""{"stream":"btcusdt@bookTicker","data":{"u":{{{1_801_519 + quote.Number}}},"s":"BTCUSDT","b":"{{{quote.Bid:0.00000000}}}","B":"{{{quote.BidSize:0.00000000}}}","a":"{{{quote.Ask:0.00000000}}}","A":"{{{quote.AskSize:0.00000000}}}"}}""");

    /// <inheritdoc/>
    public string Frame(in MadeTrade trade) => Text(
        $$$"""{"stream":"btcusdt@trade","data":{"e":"trade","E":1789295{{{trade.Micros}}},"s":"BTCUSDT","t":{{{388_513 + trade.Number}}},"p":"{{{trade.Price:0.00000000}}}","q":"{{{trade.Size:0.00000000}}}","T":1789295{{{trade.Micros}}},"m":{{{(trade.IsBuy ? "false" : "true")}}},"M":true}}""");

    /// <inheritdoc/>
    public string Frame(MadeBook book) => book.IsSnapshot
        ? Text($$$"""{"stream":"btcusdt@depth20","data":{"lastUpdateId":{{{FirstUpdate}}},"bids":[{{{Levels(book.Bids)}}}],"asks":[{{{Levels(book.Asks)}}}]}}""")
        : Text($$$"""{"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":{{{1_633_998_512_068 + book.Number}}},"s":"BTCUSDT","U":{{{FirstUpdate + book.Number}}},"u":{{{FirstUpdate + book.Number}}},"b":[{{{Levels(book.Bids)}}}],"a":[{{{Levels(book.Asks)}}}]}}""");

    /// <inheritdoc/>
    public decimal Sum(JsonElement root)
    {
        var (stream, one) = (root.GetProperty("stream").GetString()!, root.GetProperty("data"));
        if (stream.EndsWith("@bookTicker", StringComparison.Ordinal)) return Word(one, "s").Length + Number(one, "b") + Number(one, "B") + Number(one, "a") + Number(one, "A");
        if (stream.EndsWith("@trade", StringComparison.Ordinal)) return Word(one, "s").Length + Number(one, "p") + Number(one, "q") + one.GetProperty("t").GetInt64() + one.GetProperty("T").GetInt64() + (one.GetProperty("m").GetBoolean() ? 1 : 0);
        return one.TryGetProperty("lastUpdateId", out var id) ? id.GetInt64() + Sum(one, "bids", "asks") : Word(one, "s").Length + one.GetProperty("E").GetInt64() + one.GetProperty("U").GetInt64() + one.GetProperty("u").GetInt64() + Sum(one, "b", "a");
    }

    private static decimal Sum(JsonElement book, string bids, string asks)
    {
        var sum = 0m;
        foreach (var side in (ReadOnlySpan<string>)[bids, asks])
            foreach (var level in book.GetProperty(side).EnumerateArray())
                sum += Parse(level[0].GetString()!) + Parse(level[1].GetString()!);
        return sum;
    }

    private static string Word(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement of, string name) => Parse(Word(of, name));

    private static decimal Parse(string number) => decimal.Parse(number, CultureInfo.InvariantCulture);

    private static string Levels(KeyValuePair<decimal, decimal>[] levels) => string.Join(',', levels.Select(static level => Text($$"""["{{level.Key:0.00000000}}","{{level.Value:0.00000000}}"]""")));
}
