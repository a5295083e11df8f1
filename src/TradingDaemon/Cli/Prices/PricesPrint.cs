using System.Globalization;
using System.Text.Json;
using TradingDaemon.Storage.Prices;

namespace TradingDaemon.Cli.Prices;

/// <summary>A series of prices for people, as CSV or as JSON, a row a line, as it is read. Prices have the digits they were told with.</summary>
internal static class PricesPrint
{
    private const string AtFormat = "yyyy-MM-ddTHH:mm:ssZ";
    private const string ToldFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>Columns; what was not told is a dash.</summary>
    public static async Task<long> WriteAsync(TextWriter output, IEnumerable<PriceRow> rows, CancellationToken stopping)
    {
        var count = 0L;
        foreach (var row in rows)
        {
            stopping.ThrowIfCancellationRequested();
            if (count++ == 0) await output.WriteLineAsync(Line("time (UTC)", "venue", "symbol", "bid", "ask", "last"));
            await output.WriteLineAsync(Line(Text(row.At, AtFormat), row.Venue, row.Symbol.Text, Text(row.Bid) ?? "–", Text(row.Ask) ?? "–", Text(row.Last) ?? "–"));
        }

        return count;
    }

    /// <summary>A header and rows; what was not told is empty.</summary>
    public static async Task<long> CsvAsync(TextWriter output, IEnumerable<PriceRow> rows, CancellationToken stopping)
    {
        var count = 0L;
        await output.WriteLineAsync("ts_utc,venue,symbol,bid,ask,last,told_utc");
        foreach (var row in rows)
        {
            stopping.ThrowIfCancellationRequested();
            count++;
            await output.WriteLineAsync(string.Join(',', Text(row.At, AtFormat), row.Venue, row.Symbol.Text, Text(row.Bid), Text(row.Ask), Text(row.Last), Text(row.ToldAt, ToldFormat)));
        }

        return count;
    }

    /// <summary>One array; decimals as strings, what was not told is null.</summary>
    public static async Task<long> JsonAsync(TextWriter output, IEnumerable<PriceRow> rows, CancellationToken stopping)
    {
        var count = 0L;
        await output.WriteAsync('[');
        foreach (var row in rows)
        {
            stopping.ThrowIfCancellationRequested();
            await output.WriteAsync(count++ == 0 ? "\n  " : ",\n  ");
            await output.WriteAsync($$"""{"at":"{{Text(row.At, AtFormat)}}","venue":{{Quoted(row.Venue)}},"symbol":{{Quoted(row.Symbol.Text)}},"bid":{{Quoted(Text(row.Bid))}},"ask":{{Quoted(Text(row.Ask))}},"last":{{Quoted(Text(row.Last))}},"toldAt":"{{Text(row.ToldAt, ToldFormat)}}"}""");
        }

        await output.WriteLineAsync(count == 0 ? "]" : "\n]");
        return count;
    }

    private static string Line(string at, string venue, string symbol, string bid, string ask, string last) => $"{at,-20}  {venue,-10}  {symbol,-12}  {bid,16}  {ask,16}  {last,16}";

    private static string Text(DateTimeOffset moment, string format) => moment.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);

    private static string? Text(decimal? price) => price?.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string? text) => text is null ? "null" : $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
