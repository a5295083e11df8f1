using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Venues.Recorded;

/// <summary>
/// What a spelling in a recorded file means. The asset class comes from the spelling when it is OCC, else from the beginning of the file
/// name (<c>crypto_</c>, <c>equity_</c>, <c>forex_</c>, <c>option_</c>), else from the spelling again. Pairs get the canonical
/// name <c>BASE/QUOTE</c>; perpetual futures keep their own name, are their own base and are quoted in USD; options are unpadded OCC.
/// </summary>
/// <param name="AssetClass">What it is.</param>
/// <param name="Canonical">Its canonical name.</param>
/// <param name="Base">Coin or currency, or the symbol itself.</param>
/// <param name="Quote">The currency of its prices.</param>
/// <param name="Option">Terms of an option, else null.</param>
internal sealed record SymbolReading(AssetClass AssetClass, string Canonical, string Base, string Quote, OptionContract? Option)
{
    private const string Dollar = "USD";

    // What crypto pairs are quoted in, tried in this order: the longer ending first, so that BTCUSDT is not BTCUSD in T.
    private static readonly string[] CryptoQuotes =
        ["FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USDP", "USD", "EUR", "GBP", "JPY", "AUD", "CAD", "CHF", "TRY", "DAI", "BTC", "XBT", "ETH", "BNB"];

    // Coins known well enough to tell BTCUSD from a six-letter ticker when the file name does not say.
    private static readonly HashSet<string> WellKnownCoins =
        ["BTC", "XBT", "ETH", "XRP", "LTC", "BCH", "ETC", "XMR", "DASH", "ADA", "SOL", "DOT", "DOGE", "LINK", "AVAX", "BNB", "TRX", "XLM", "USDT", "USDC"];

    /// <summary>Reads a spelling found in the file at <paramref name="path"/>; null when nothing says what it is.</summary>
    public static SymbolReading? Read(string text, string path)
    {
        if (OptionContract.TryParse(text) is { } contract)
        {
            var occ = contract.ToSymbolText();
            return new SymbolReading(AssetClass.Option, occ, occ, Dollar, contract);
        }

        return (ClassOfName(path) ?? ClassOfSpelling(text)) switch
        {
            AssetClass.Equity => new SymbolReading(AssetClass.Equity, text, text, Dollar, null),
            AssetClass.Forex when SplitForex(text) is var (left, right) => new SymbolReading(AssetClass.Forex, $"{left}/{right}", left, right, null),
            AssetClass.Crypto when IsPerpetual(text) || SplitCrypto(text) is null => new SymbolReading(AssetClass.Crypto, text, text, Dollar, null),
            AssetClass.Crypto when SplitCrypto(text) is var (left, right) => new SymbolReading(AssetClass.Crypto, $"{left}/{right}", left, right, null),
            _ => null,
        };
    }

    /// <summary>Whether a spelling names a perpetual future.</summary>
    public static bool IsPerpetual(string text) => text.EndsWith("PERP", StringComparison.Ordinal);

    private static AssetClass? ClassOfName(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith("crypto_", StringComparison.Ordinal) ? AssetClass.Crypto
            : name.StartsWith("equity_", StringComparison.Ordinal) ? AssetClass.Equity
            : name.StartsWith("forex_", StringComparison.Ordinal) ? AssetClass.Forex
            : null; // an option_ file holds OCC spellings, which are read before this
    }

    private static AssetClass? ClassOfSpelling(string text) =>
        IsPerpetual(text) ? AssetClass.Crypto
        : SplitForex(text) is var (left, right) && SymbolSyntax.IsFiat(left) && SymbolSyntax.IsFiat(right) ? AssetClass.Forex
        : SplitCrypto(text) is var (coin, _) && WellKnownCoins.Contains(coin) ? AssetClass.Crypto
        : SymbolSyntax.Classify(text);

    private static (string Left, string Right)? SplitForex(string text) =>
        SplitAtSeparator(text) ?? (text.Length == 6 ? (text[..3], text[3..]) : null);

    private static (string Left, string Right)? SplitCrypto(string text)
    {
        if (SplitAtSeparator(text) is { } separated) return separated;
        foreach (var quote in CryptoQuotes)
            if (text.Length > quote.Length + 1 && text.EndsWith(quote, StringComparison.Ordinal)) return (text[..^quote.Length], quote);
        return null;
    }

    private static (string Left, string Right)? SplitAtSeparator(string text)
    {
        var at = text.AsSpan().IndexOfAny('/', '-', '_');
        return at > 0 && at < text.Length - 1 ? (text[..at], text[(at + 1)..]) : null;
    }
}
