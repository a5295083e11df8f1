using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Venues.CoinGecko;

/// <summary>What CoinGecko is asked. With a paid key another host answers, and each kind of key has a header of its own.</summary>
/// <param name="key">The key; null for none.</param>
/// <param name="isPaid">Whether it is a paid one.</param>
/// <param name="site">Another address than the venue's; null for its own.</param>
internal sealed class CoinGeckoPolls(string? key = null, bool isPaid = false, Uri? site = null)
{
    /// <summary>Where anybody may ask.</summary>
    public static readonly Uri Public = new("https://api.coingecko.com");

    private static readonly Uri Paid = new("https://pro-api.coingecko.com");

    /// <summary>Asks for the prices of coins (by canonical code) in some currencies, with the moment of each. Throws <see cref="NotOfferedException"/> for a coin whose id nobody knows.</summary>
    public WireRequest Prices(IReadOnlyList<string> coins, IReadOnlyList<string> currencies) => PricesOf([.. coins.Select(IdOf)], currencies);

    /// <summary>The same by the venue's ids.</summary>
    public WireRequest PricesOf(IReadOnlyList<string> ids, IReadOnlyList<string> currencies) => Ask("/api/v3/simple/price", new FormBody()
        .Add("ids", string.Join(',', ids)).Add("vs_currencies", string.Join(',', currencies).ToLowerInvariant()).Add("include_last_updated_at", "true").Add("precision", "full"));

    /// <summary>Asks for prices of some days up to now.</summary>
    public WireRequest Chart(string coin, string currency, int days) =>
        Ask($"/api/v3/coins/{IdOf(coin)}/market_chart", new FormBody().Add("vs_currency", currency.ToLowerInvariant()).Add("days", days).Add("precision", "full"));

    /// <summary>The id of a coin; throws <see cref="NotOfferedException"/> where nobody knows it.</summary>
    public static string IdOf(string coin) => CoinGeckoCoins.IdOf(coin) ?? throw new NotOfferedException("coingecko", $"id this daemon knows for {coin}");

    private WireRequest Ask(string path, FormBody query) => new()
    {
        Method = HttpMethod.Get, Url = new Uri(site ?? (isPaid ? Paid : Public), $"{path}?{query}"),
        Headers =
        [
            new("Accept", "application/json"), WireHeader.Agent,
            .. key is null ? (WireHeader[])[] : [new WireHeader(isPaid ? "x-cg-pro-api-key" : "x-cg-demo-api-key", key, IsSecret: true)],
        ],
    };
}
