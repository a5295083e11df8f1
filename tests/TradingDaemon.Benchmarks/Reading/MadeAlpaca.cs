using System.Text.Json;
using TradingDaemon.Venues.Alpaca.Reading;
using TradingDaemon.Venues.Normalized;
using static TradingDaemon.Benchmarks.Reporting.Words;

namespace TradingDaemon.Benchmarks.Reading;

/// <summary>Alpaca: lists of messages, plain numbers; books of coins that nothing proves.</summary>
internal sealed class MadeAlpaca : IMadeVenue
{
    /// <inheritdoc/>
    public string Name => "alpaca";

    /// <inheritdoc/>
    public IVenueReader Reader() => new AlpacaReader();

    /// <inheritdoc/>
    public string Frame(in MadeQuote quote) => Text(
        $$"""[{"T":"q","S":"AMD","bx":"U","bp":{{quote.Bid}},"bs":{{quote.BidSize}},"ax":"Q","ap":{{quote.Ask}},"as":{{quote.AskSize}},"t":"2021-02-22T15:51:45.{{quote.Micros}}322Z","c":["R"],"z":"C"}]""");

    /// <inheritdoc/>
    public string Frame(in MadeTrade trade) => Text(
        $$"""[{"T":"t","i":{{96_921 + trade.Number}},"S":"AAPL","x":"D","p":{{trade.Price}},"s":{{trade.Size}},"t":"2021-02-22T15:51:44.{{trade.Micros}}Z","c":["@","I"],"z":"C"}]""");

    /// <inheritdoc/>
    public string Frame(MadeBook book) => Text(
        $$"""[{"T":"o","S":"BTC/USD","t":"2026-08-12T19:28:09.140448Z","b":[{{Levels(book.Bids)}}],"a":[{{Levels(book.Asks)}}]{{(book.IsSnapshot ? ",\"r\":true" : "")}}}]""");

    /// <inheritdoc/>
    public decimal Sum(JsonElement root)
    {
        var sum = 0m;
        foreach (var one in root.EnumerateArray())
        {
            sum += one.GetProperty("S").GetString()!.Length + one.GetProperty("t").GetDateTimeOffset().Second;
            sum += one.GetProperty("T").GetString() switch
            {
                "q" => MadeKraken.Number(one, "bp") + MadeKraken.Number(one, "bs") + MadeKraken.Number(one, "ap") + MadeKraken.Number(one, "as"),
                "t" => MadeKraken.Number(one, "p") + MadeKraken.Number(one, "s") + one.GetProperty("i").GetInt64(),
                _ => MadeKraken.Sum(one.GetProperty("b"), "p", "s") + MadeKraken.Sum(one.GetProperty("a"), "p", "s"),
            };
        }

        return sum;
    }

    private static string Levels(KeyValuePair<decimal, decimal>[] levels) => string.Join(',', levels.Select(static level => Text($$"""{"p":{{level.Key:0.0}},"s":{{level.Value}}}""")));
}
