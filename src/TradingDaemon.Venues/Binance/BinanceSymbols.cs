using System.Buffers;
using System.Globalization;
using System.Text;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Binance;

/// <summary>
/// Binance's names of pairs, which have no separator. What the venue told (exchangeInfo) decides; for what it did not tell, the well-known
/// quote assets serve, so that a single captured body can be read.
/// </summary>
internal sealed class BinanceSymbols
{
    private const int LengthMax = 64;
    private const char DayMark = '@';

    // The longer ones before those they end with.
    private static readonly string[] Quotes =
    [
        "FDUSD", "BUSD", "TUSD", "USDT", "USDC", "USDP", "USDS", "USD1", "USDE", "BIDR", "BVND", "IDRT", "AEUR", "EURI", "BKRW", "PAX", "DAI", "UST", "BTC", "ETH", "BNB", "XRP", "TRX", "DOGE", "SOL", "DOT",
        "EUR", "GBP", "AUD", "TRY", "BRL", "RUB", "UAH", "NGN", "ZAR", "PLN", "RON", "ARS", "JPY", "MXN", "CZK", "COP", "IDR", "VAI", "USD",
    ];

    private readonly NameTable _pairs = new();

    /// <summary>Learns what a pair is of.</summary>
    public void Learn(string spelling, string canonical) => _pairs.Learn(spelling, canonical);

    /// <summary>The canonical name of a pair, in capitals or as streams spell it; the spelling itself when nobody knows it. Null when there is none.</summary>
    public string? Pair(ReadOnlySpan<byte> spelling)
    {
        if (spelling.IsEmpty) return null;
        Span<byte> capitals = stackalloc byte[LengthMax];
        return Ascii.ToUpper(spelling, capitals, out var length) == OperationStatus.Done ? _pairs.Find(capitals[..length], Guess) : _pairs.Find(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(spelling).ToUpperInvariant()), Guess);
    }

    /// <summary>The venue's spelling of a canonical name.</summary>
    public static string Spelled(string canonical) => canonical.Replace("/", "", StringComparison.Ordinal);

    /// <summary>An order's or trade's number as a name: numbers are unique in one symbol only.</summary>
    public static string Unique(Symbol symbol, string number) => $"{Spelled(symbol.Text)}:{number}";

    /// <summary>The symbol, in the venue's spelling, and the number of such a name.</summary>
    public static (string Name, string Id) Parts(string unique) => unique.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (unique[..colon], unique[(colon + 1)..].Split(DayMark)[0]) : throw new FormatException($"'{unique}' is no order or trade of Binance.");

    /// <summary>Gives the orders and executions of an answer such names.</summary>
    /// <param name="told">What was told.</param>
    /// <param name="isReal">Whether a number is given once for all. The testnet is emptied about once a month and begins its numbers anew: there the day of an execution is in its name, so that a new one is never taken for one that is booked.</param>
    public static void MakeUnique(Answer told, bool isReal)
    {
        for (var i = 0; i < told.Orders.Count; i++)
            if (told.Orders[i] is { Symbol: { } symbol, VenueOrderId: { } id } order) told.Orders[i] = order with { VenueOrderId = Unique(symbol, id) };
        for (var i = 0; i < told.Fills.Count; i++)
            if (told.Fills[i] is { Symbol: { } symbol } fill) told.Fills[i] = fill with { ExecutionId = isReal ? Unique(symbol, fill.ExecutionId) : OfDay(Unique(symbol, fill.ExecutionId), fill.At), VenueOrderId = fill.VenueOrderId is { } id ? Unique(symbol, id) : null };
    }

    private static string OfDay(string unique, DateTimeOffset? at) => string.Create(CultureInfo.InvariantCulture, $"{unique}{DayMark}{at?.UtcDateTime:yyyyMMdd}");

    private static string Guess(string spelling)
    {
        foreach (var quote in Quotes)
            if (spelling.Length > quote.Length + 1 && spelling.EndsWith(quote, StringComparison.Ordinal)) return $"{spelling[..^quote.Length]}/{quote}";
        return spelling;
    }
}
