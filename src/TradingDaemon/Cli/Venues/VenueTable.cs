using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using TradingDaemon.Cli.Screens;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Cli.Venues;

/// <summary>What each venue can do, as a table or as JSON.</summary>
internal static class VenueTable
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter writer, IReadOnlyDictionary<string, VenueAbilities> venues)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var name in (string[])["Venue", "Trades", "Market data", "Book proven by", "Orders", "Our order ids", "Account", "Play money"]) table.AddColumn(name);
        foreach (var (name, can) in venues)
        {
            table.AddRow([.. new[]
            {
                name, can.AssetClasses, $"{(can.StreamsMarketData ? "stream" : "polled")}{(can.MarketDataNeedsKey ? ", with a key" : "")}", Or(can.BookProof), can.TakesOrders ? "yes" : "no",
                can.TakesClientOrderIds ? "yes" : "no", can.StreamsAccount ? "stream" : can.TakesOrders ? "polled" : "no", Or(can.Practice),
            }.Select(Markup.Escape)]);
        }

        TextScreen.On(writer).Write(table);
    }

    /// <summary>The same as one JSON object.</summary>
    public static string Json(IReadOnlyDictionary<string, VenueAbilities> venues)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteStartArray("venues"u8);
            foreach (var (name, can) in venues)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, name);
                json.WriteStartArray("assetClasses"u8);
                foreach (var assets in can.AssetClasses.Split(", ")) json.WriteStringValue(assets);
                json.WriteEndArray();
                json.WriteBoolean("streamsMarketData"u8, can.StreamsMarketData);
                json.WriteBoolean("marketDataNeedsKey"u8, can.MarketDataNeedsKey);
                if (can.BookProof.Length > 0) json.WriteString("bookProof"u8, can.BookProof);
                json.WriteBoolean("takesOrders"u8, can.TakesOrders);
                json.WriteBoolean("takesClientOrderIds"u8, can.TakesClientOrderIds);
                json.WriteBoolean("streamsAccount"u8, can.StreamsAccount);
                json.WriteBoolean("tellsGreeks"u8, can.TellsGreeks);
                if (can.Practice.Length > 0) json.WriteString("practice"u8, can.Practice);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static string Or(string word) => word.Length == 0 ? "none" : word;
}
