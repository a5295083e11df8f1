using System.Collections.Frozen;
using System.Text;

namespace TradingDaemon.Venues.CoinSpot.Reading;

/// <summary>CoinSpot's short names: some are its own, <c>/latest</c> writes them small and a market other than AUD as <c>btc_usdt</c>.</summary>
internal static class CoinSpotSymbols
{
    /// <summary>The currency of a market that is not said.</summary>
    public const string Home = "AUD";

    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["ANS"] = "NEO", ["STR"] = "XLM",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Own = Known.ToFrozenDictionary(static pair => pair.Value, static pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The canonical code of a coin.</summary>
    public static string Asset(string name) => Known.TryGetValue(name, out var code) ? code : name.ToUpperInvariant();

    /// <summary>The canonical symbol of <c>btc</c>, <c>btc_usdt</c> or <c>BTC/AUD</c>.</summary>
    public static string Market(string name)
    {
        var cut = name.AsSpan().IndexOfAny('/', '_');
        return cut < 0 ? $"{Asset(name)}/{Home}" : $"{Asset(name[..cut])}/{Asset(name[(cut + 1)..])}";
    }

    /// <summary>The same of a name in a payload.</summary>
    public static string Market(ReadOnlySpan<byte> name) => Market(Encoding.UTF8.GetString(name));

    /// <summary>The venue's spelling of a canonical symbol, <c>STR/AUD</c>.</summary>
    public static string Spelled(string symbol)
    {
        var (coin, market) = Parts(symbol);
        return $"{Own.GetValueOrDefault(coin, coin)}/{Own.GetValueOrDefault(market, market)}";
    }

    /// <summary>The coin and the currency of its market.</summary>
    public static (string Coin, string Market) Parts(string symbol)
    {
        var slash = symbol.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (symbol, Home) : (symbol[..slash], symbol[(slash + 1)..]);
    }

    /// <summary>The currency of a market where it has to be said; null for the home currency.</summary>
    public static string? MarketToSay(string market) => market == Home ? null : market;
}
