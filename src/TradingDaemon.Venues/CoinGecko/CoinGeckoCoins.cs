using System.Collections.Frozen;
using System.Text;

namespace TradingDaemon.Venues.CoinGecko;

/// <summary>
/// Which coin an id means. Tickers are ambiguous, so only ids are asked for; the well-known ones are written here, so that nobody who names a coin
/// after another gets its place, and others are known once the venue's own list was read.
/// </summary>
internal sealed class CoinGeckoCoins
{
    // The venue lists some seventeen thousand.
    private const int LearnedMax = 100_000;

    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bitcoin"] = "BTC", ["ethereum"] = "ETH", ["tether"] = "USDT", ["ripple"] = "XRP", ["binancecoin"] = "BNB", ["solana"] = "SOL", ["usd-coin"] = "USDC", ["dogecoin"] = "DOGE",
        ["tron"] = "TRX", ["cardano"] = "ADA", ["avalanche-2"] = "AVAX", ["chainlink"] = "LINK", ["polkadot"] = "DOT", ["bitcoin-cash"] = "BCH", ["litecoin"] = "LTC", ["stellar"] = "XLM",
        ["shiba-inu"] = "SHIB", ["uniswap"] = "UNI", ["near"] = "NEAR", ["aave"] = "AAVE", ["monero"] = "XMR", ["ethereum-classic"] = "ETC", ["cosmos"] = "ATOM", ["algorand"] = "ALGO",
        ["filecoin"] = "FIL", ["hedera-hashgraph"] = "HBAR", ["matic-network"] = "MATIC", ["polygon-ecosystem-token"] = "POL", ["eos"] = "EOS", ["neo"] = "NEO", ["tezos"] = "XTZ", ["dai"] = "DAI",
        ["maker"] = "MKR", ["sui"] = "SUI", ["aptos"] = "APT", ["arbitrum"] = "ARB", ["optimism"] = "OP", ["the-graph"] = "GRT", ["power-ledger"] = "POWR", ["gas"] = "GAS",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Ids = Known.ToFrozenDictionary(static pair => pair.Value, static pair => pair.Key, StringComparer.Ordinal);

    private readonly Dictionary<string, string> _learned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal); // as many as instruments are configured

    /// <summary>The id of a coin's canonical code; null for a coin nobody wrote here.</summary>
    public static string? IdOf(string code) => Ids.GetValueOrDefault(code);

    /// <summary>The configuration says which coin an id is; nobody knows better.</summary>
    public void Name(string id, string code) => _named[id] = code;

    /// <summary>Learns what the venue calls the coin of an id.</summary>
    public void Learn(string id, string ticker)
    {
        if (_learned.Count < LearnedMax) _learned[id] = ticker.ToUpperInvariant();
    }

    /// <summary>The canonical code of an id; the id itself where nobody knows it.</summary>
    public string CodeOf(ReadOnlySpan<byte> id) => CodeOf(Encoding.UTF8.GetString(id));

    /// <summary>The same of a text.</summary>
    public string CodeOf(string id) => _named.TryGetValue(id, out var code) || Known.TryGetValue(id, out code) || _learned.TryGetValue(id, out code) ? code : id;
}
