using System.Collections.Frozen;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Kraken;

/// <summary>
/// Kraken's names for assets and pairs. What the venue told (AssetPairs, the instrument channel) decides; for what it did not tell, the
/// well-known spellings serve, so that a single captured body can be read.
/// </summary>
internal sealed class KrakenSymbols
{
    private const int SpellingMax = 64;

    private static readonly FrozenDictionary<string, string> Renamed = new Dictionary<string, string> { ["XBT"] = "BTC", ["XDG"] = "DOGE" }.ToFrozenDictionary();

    // Only these oldest assets have a letter before their names that says what they are; a newer one may begin with the same letter and have as many.
    private static readonly FrozenSet<string> Lettered = new[]
    {
        "XXBT", "XETH", "XETC", "XLTC", "XXRP", "XXLM", "XXMR", "XZEC", "XREP", "XMLN", "XXDG", "XICN", "XNMC", "XXVN", "XDAO", "ZUSD", "ZEUR", "ZGBP", "ZCAD", "ZJPY", "ZAUD", "ZKRW",
    }.ToFrozenSet();

    // Quote assets, those first that end like a shorter one.
    private static readonly string[] Quotes = ["USDT", "USDC", "USDQ", "USDR", "EURT", "EURQ", "EURR", "PYUSD", "RLUSD", "USD", "EUR", "GBP", "CAD", "JPY", "AUD", "CHF", "AED", "XBT", "BTC", "ETH", "DAI", "DOT"];

    // The oldest pairs are two assets of four letters each.
    private static readonly string[] OldQuotes = ["ZUSD", "ZEUR", "ZGBP", "ZCAD", "ZJPY", "ZAUD", "XXBT", "XETH"];

    private readonly NameTable _pairs = new();

    // Frames come in runs of one symbol: the last spelling is compared before any is looked up.
    private readonly byte[] _last = new byte[SpellingMax];
    private int _lastLength;
    private string _lastCanonical = "";

    /// <summary>Learns every spelling of a pair.</summary>
    public void Learn(string canonical, params ReadOnlySpan<string?> spellings)
    {
        _lastLength = 0; // what was guessed before may have been wrong
        foreach (var spelling in spellings)
            if (spelling is not null) _pairs.Learn(spelling, canonical);
    }

    /// <summary>The canonical name of a pair however it is spelled; the spelling itself when nobody knows it.</summary>
    public string Pair(ReadOnlySpan<byte> spelling)
    {
        if (spelling.IsEmpty) throw new WireFormatException("a pair has no name");
        if (spelling.SequenceEqual(_last.AsSpan(0, _lastLength))) return _lastCanonical;
        var canonical = _pairs.Find(spelling, Guess);
        _lastLength = spelling.Length <= _last.Length ? spelling.Length : 0;
        spelling[.._lastLength].CopyTo(_last);
        _lastCanonical = canonical;
        return canonical;
    }

    /// <summary>The canonical code of an asset: <c>XXBT</c> and <c>XBT</c> are BTC; marks of other ledgers (<c>.S</c>, <c>.F</c>, …) stay, for they are not tradable.</summary>
    public static string Asset(string spelling)
    {
        var dot = spelling.IndexOf('.', StringComparison.Ordinal);
        var (code, mark) = dot < 0 ? (spelling, "") : (spelling[..dot], spelling[dot..]);
        if (Lettered.Contains(code)) code = code[1..];
        return (Renamed.TryGetValue(code, out var renamed) ? renamed : code) + mark;
    }

    /// <summary>The venue's plain name of an asset.</summary>
    public static string SpelledAsset(string code) => code switch { "BTC" => "XBT", "DOGE" => "XDG", _ => code };

    /// <summary>Learns how the pairs are spelled that are traded or watched, so that none of them is guessed.</summary>
    public void Learn(IEnumerable<Instrument> instruments)
    {
        foreach (var instrument in instruments) Learn(instrument.Symbol.Text, instrument.Symbol.Text, KrakenRequests.SpelledPlain(instrument.Symbol.Text));
    }

    private static string Guess(string spelling)
    {
        var slash = spelling.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0) return $"{Asset(spelling[..slash])}/{Asset(spelling[(slash + 1)..])}";
        if (spelling.Length == 8 && OldQuotes.Contains(spelling[4..])) return $"{Asset(spelling[..4])}/{Asset(spelling[4..])}";
        foreach (var quote in Quotes)
            if (spelling.Length > quote.Length + 1 && spelling.EndsWith(quote, StringComparison.Ordinal)) return $"{Asset(spelling[..^quote.Length])}/{Asset(quote)}";
        return spelling;
    }
}
