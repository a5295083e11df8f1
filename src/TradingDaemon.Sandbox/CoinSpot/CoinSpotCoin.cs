using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>A market in CoinSpot's spellings.</summary>
/// <param name="Index">The instrument's number here.</param>
/// <param name="Rules">Its rules.</param>
internal sealed record CoinSpotCoin(int Index, ExchangeInstrument Rules)
{
    /// <summary>The currency of a market nobody names.</summary>
    public const string Home = "AUD";

    /// <summary><c>BTC</c>; some names are the venue's own.</summary>
    public string Coin { get; } = NameOf(Rules.Base);

    /// <summary>The currency of the market, <c>AUD</c>.</summary>
    public string Quote { get; } = NameOf(Rules.Quote);

    /// <summary><c>BTC/AUD</c>.</summary>
    public string Market => $"{Coin}/{Quote}";

    /// <summary>The key among the latest prices: <c>btc</c>, but <c>btc_usdt</c>.</summary>
    public string LatestKey => Quote == Home ? Lower(Coin) : Lower($"{Coin}_{Quote}");

    /// <summary>The venue's name of an asset.</summary>
    public static string NameOf(string asset) => asset switch { "NEO" => "ANS", "XLM" => "STR", _ => asset };

    private static string Lower(string name) => name.ToLowerInvariant();
}
