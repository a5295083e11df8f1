using System.Text;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Venues.Binance;

/// <summary>
/// Binance's names of pairs, which have no separator. What the venue told (exchangeInfo) decides; for what it did not tell, the well-known
/// quote assets serve, so that a single captured body can be read.
/// </summary>
internal sealed class BinanceSymbols
{
    // Far above what the venue lists; beyond it somebody sends made-up names, and they are guessed anew each time.
    private const int KnownMax = 50_000;
    private const int LengthMax = 64;

    // The longer ones before those they end with.
    private static readonly string[] Quotes =
    [
        "FDUSD", "BUSD", "TUSD", "USDT", "USDC", "USDP", "USDS", "USD1", "USDE", "BIDR", "BVND", "IDRT", "AEUR", "EURI", "BKRW", "PAX", "DAI", "UST", "BTC", "ETH", "BNB", "XRP", "TRX", "DOGE", "SOL", "DOT",
        "EUR", "GBP", "AUD", "TRY", "BRL", "RUB", "UAH", "NGN", "ZAR", "PLN", "RON", "ARS", "JPY", "MXN", "CZK", "COP", "IDR", "VAI", "USD",
    ];

    private readonly Dictionary<string, string> _pairs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _pairsBySpan;

    public BinanceSymbols() => _pairsBySpan = _pairs.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Learns what a pair is of.</summary>
    public void Learn(string spelling, string canonical) => _pairs[spelling] = canonical;

    /// <summary>The canonical name of a pair, in capitals or as streams spell it; the spelling itself when nobody knows it. Null when there is none.</summary>
    public string? Pair(ReadOnlySpan<byte> spelling)
    {
        if (spelling.IsEmpty) return null;
        Span<char> told = stackalloc char[LengthMax];
        Span<char> capitals = stackalloc char[LengthMax];
        if (spelling.Length > LengthMax) return Encoding.UTF8.GetString(spelling);
        var text = told[..Encoding.UTF8.GetChars(spelling, told)];
        var length = text.ToUpperInvariant(capitals);
        if (_pairsBySpan.TryGetValue(capitals[..length], out var known)) return known;
        var spelled = capitals[..length].ToString();
        var canonical = Guess(spelled);
        if (_pairs.Count < KnownMax) _pairs[spelled] = canonical;
        return canonical;
    }

    /// <summary>The venue's spelling of a canonical name.</summary>
    public static string Spelled(string canonical) => canonical.Replace("/", "", StringComparison.Ordinal);

    /// <summary>An order's or trade's number as a name: numbers are unique in one symbol only.</summary>
    public static string Unique(Symbol symbol, string number) => $"{Spelled(symbol.Text)}:{number}";

    /// <summary>The symbol, in the venue's spelling, and the number of such a name.</summary>
    public static (string Name, string Id) Parts(string unique) => unique.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (unique[..colon], unique[(colon + 1)..]) : throw new FormatException($"'{unique}' is no order or trade of Binance.");

    /// <summary>Gives the orders and executions of an answer such names.</summary>
    public static void MakeUnique(Answer told)
    {
        for (var i = 0; i < told.Orders.Count; i++)
            if (told.Orders[i] is { Symbol: { } symbol, VenueOrderId: { } id } order) told.Orders[i] = order with { VenueOrderId = Unique(symbol, id) };
        for (var i = 0; i < told.Fills.Count; i++)
            if (told.Fills[i] is { Symbol: { } symbol } fill) told.Fills[i] = fill with { ExecutionId = Unique(symbol, fill.ExecutionId), VenueOrderId = fill.VenueOrderId is { } id ? Unique(symbol, id) : null };
    }

    private static string Guess(string spelling)
    {
        foreach (var quote in Quotes)
            if (spelling.Length > quote.Length + 1 && spelling.EndsWith(quote, StringComparison.Ordinal)) return $"{spelling[..^quote.Length]}/{quote}";
        return spelling;
    }
}
