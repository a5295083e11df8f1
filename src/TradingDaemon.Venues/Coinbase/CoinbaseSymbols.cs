using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Coinbase's names of products: base and quote with a dash between. What has more dashes is a future, and stays as it is.</summary>
internal sealed class CoinbaseSymbols
{
    private readonly NameTable _pairs = new();

    /// <summary>The canonical name of a product; null when there is none.</summary>
    public string? Pair(ReadOnlySpan<byte> product) => product.IsEmpty ? null : _pairs.Find(product, Canonical);

    /// <summary>What prices of a canonical symbol are in; null when it does not say.</summary>
    public static string? QuoteOf(string? symbol) => symbol?.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? symbol[(slash + 1)..] : null;

    private static string Canonical(string product) => product.Count(static letter => letter == '-') == 1 ? product.Replace('-', '/') : product;
}
