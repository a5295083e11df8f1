namespace TradingDaemon.Sandbox.Kraken.Spelling;

/// <summary>Kraken's names of assets: old ones have a prefix, and bitcoin and dogecoin names of their own.</summary>
internal static class KrakenAssets
{
    public const int Decimals = 10; // of a coin's balance; a currency's has four

    private static readonly HashSet<string> OldCoins = new(["XBT", "ETH", "LTC", "XRP", "XDG", "ETC", "XLM", "XMR", "ZEC", "MLN", "REP"], StringComparer.Ordinal);
    private static readonly HashSet<string> OldCurrencies = new(["USD", "EUR", "GBP", "CAD", "JPY", "AUD"], StringComparer.Ordinal);

    /// <summary>The short name: <c>XBT</c> of <c>BTC</c>.</summary>
    public static string Short(string canonical) => canonical switch { "BTC" => "XBT", "DOGE" => "XDG", _ => canonical };

    /// <summary>The id: <c>XXBT</c>, <c>ZUSD</c>, <c>SOL</c>.</summary>
    public static string Id(string canonical)
    {
        var name = Short(canonical);
        return OldCoins.Contains(name) ? "X" + name : OldCurrencies.Contains(name) ? "Z" + name : name;
    }

    /// <summary>Whether it has a prefix.</summary>
    public static bool IsOld(string canonical) => Id(canonical) != Short(canonical);

    /// <summary>Whether it is money rather than a coin.</summary>
    public static bool IsCurrency(string canonical) => OldCurrencies.Contains(canonical) || canonical == "CHF";
}
