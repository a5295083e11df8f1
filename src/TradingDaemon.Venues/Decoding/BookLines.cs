using System.Globalization;
using System.Text;
using System.Text.Json;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Books;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Venues.Decoding;

/// <summary>
/// Writes books with each number in its venue's own spelling. A copy keeps numbers, not spellings; those that a number alone does not give back
/// (<c>5.1e-05</c>) are remembered here, so that the daemon need not.
/// </summary>
/// <param name="levelsMax">How many levels a side of the book after each message are shown; zero for none.</param>
internal sealed class BookLines(int levelsMax)
{
    // Both sides of the deepest book there is; a capture that spells more of them oddly shows the rest as plain numbers.
    private const int RememberedMax = 100_000;

    private readonly Dictionary<(string Symbol, bool IsBid, decimal Price), (string Price, string Size)> _odd = [];

    /// <summary>Writes a book's keys into an open object.</summary>
    public void Write(Utf8JsonWriter json, in BookTold book)
    {
        var symbol = book.Symbol ?? "";
        if (book.IsSnapshot)
            foreach (var key in _odd.Keys.Where(key => key.Symbol == symbol).ToArray()) _odd.Remove(key);
        json.WriteBoolean("snapshot"u8, book.IsSnapshot);
        Told(json, "bids"u8, symbol, isBid: true, book.Bids, book.BidsSpelled);
        Told(json, "asks"u8, symbol, isBid: false, book.Asks, book.AsksSpelled);
        if (book.IsProven is { } isProven) json.WriteBoolean("checksumOk"u8, isProven);
        if (book.After is { } after && levelsMax > 0) After(json, symbol, after);
    }

    private static string Plain(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private void Told(Utf8JsonWriter json, ReadOnlySpan<byte> name, string symbol, bool isBid, ReadOnlySpan<BookLevel> levels, SpelledLevels spelled)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < levels.Length; i++)
        {
            var (price, size) = (Plain(levels[i].PriceQuote), Plain(levels[i].SizeBase));
            (string Price, string Size) asTold = i < spelled.Count ? (Or(spelled.Price(i), price), Or(spelled.Size(i), size)) : (price, size);
            Write(json, asTold.Price, asTold.Size);
            var key = (symbol, isBid, levels[i].PriceQuote);
            if (asTold == (price, size) || levels[i].SizeBase == 0m) _odd.Remove(key);
            else if (_odd.Count < RememberedMax) _odd[key] = asTold;
        }

        json.WriteEndArray();
    }

    private static string Or(ReadOnlySpan<byte> spelled, string plain) => spelled.IsEmpty ? plain : Encoding.UTF8.GetString(spelled);

    private void After(Utf8JsonWriter json, string symbol, BookCopy after)
    {
        json.WriteStartObject("bookAfter"u8);
        foreach (var isBid in (ReadOnlySpan<bool>)[true, false])
        {
            json.WriteStartArray(isBid ? "bids"u8 : "asks"u8);
            for (var i = 0; i < Math.Min(levelsMax, after.Count(isBid)); i++)
            {
                var level = after.Level(isBid, i);
                var (price, size) = _odd.GetValueOrDefault((symbol, isBid, level.PriceQuote), (Plain(level.PriceQuote), Plain(level.SizeBase)));
                Write(json, price, size);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string price, string size)
    {
        json.WriteStartArray();
        json.WriteStringValue(price);
        json.WriteStringValue(size);
        json.WriteEndArray();
    }
}
