using System.Text;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Coinbase's names of products: base and quote with a dash between. What has more dashes is a future, and stays as it is.</summary>
internal sealed class CoinbaseSymbols
{
    // Far above what the venue lists; beyond it somebody sends made-up names, and they are written anew each time.
    private const int KnownMax = 50_000;
    private const int LengthMax = 64;

    private readonly Dictionary<string, string> _pairs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _pairsBySpan;

    public CoinbaseSymbols() => _pairsBySpan = _pairs.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The canonical name of a product; null when there is none.</summary>
    public string? Pair(ReadOnlySpan<byte> product)
    {
        if (product.IsEmpty) return null;
        if (product.Length > LengthMax) return Encoding.UTF8.GetString(product);
        Span<char> characters = stackalloc char[LengthMax];
        var text = characters[..Encoding.UTF8.GetChars(product, characters)];
        if (_pairsBySpan.TryGetValue(text, out var known)) return known;
        var spelled = text.ToString();
        var canonical = text.Count('-') == 1 ? spelled.Replace('-', '/') : spelled;
        if (_pairs.Count < KnownMax) _pairs[spelled] = canonical;
        return canonical;
    }

    /// <summary>What prices of a canonical symbol are in; null when it does not say.</summary>
    public static string? QuoteOf(string? symbol) => symbol?.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? symbol[(slash + 1)..] : null;
}
