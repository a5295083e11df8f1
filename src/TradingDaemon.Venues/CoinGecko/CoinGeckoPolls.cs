using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.CoinGecko;

/// <summary>What CoinGecko is asked, without a key.</summary>
/// <param name="site">Where it is.</param>
internal sealed class CoinGeckoPolls(Uri site)
{
    /// <summary>Where anybody may ask.</summary>
    public static readonly Uri Public = new("https://api.coingecko.com");

    /// <summary>Asks for the prices of coins, by the venue's ids, in some currencies, with the moment of each.</summary>
    public WireRequest PricesOf(IReadOnlyList<string> ids, IReadOnlyList<string> currencies)
    {
        var query = new FormBody().Add("ids", string.Join(',', ids)).Add("vs_currencies", string.Join(',', currencies).ToLowerInvariant()).Add("include_last_updated_at", "true").Add("precision", "full");
        return new WireRequest { Method = HttpMethod.Get, Url = new Uri(site, $"/api/v3/simple/price?{query}"), Headers = [new("Accept", "application/json"), WireHeader.Agent] };
    }

    /// <summary>The id of a coin; throws <see cref="NotOfferedException"/> where nobody knows it.</summary>
    public static string IdOf(string coin) => CoinGeckoCoins.IdOf(coin) ?? throw new NotOfferedException("coingecko", $"id this daemon knows for {coin}");
}
