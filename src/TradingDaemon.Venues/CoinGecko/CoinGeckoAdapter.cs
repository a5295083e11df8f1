using TradingDaemon.Venues.Live;

namespace TradingDaemon.Venues.CoinGecko;

/// <summary>CoinGecko, put together: prices to look at, and nothing to trade with.</summary>
internal static class CoinGeckoAdapter
{
    /// <summary>Its line in the table of venues.</summary>
    public static VenueAdapter Entry { get; } = new()
    {
        Name = "coingecko", Reader = static () => new CoinGeckoReader(), Abilities = new() { AssetClasses = "crypto" },
        Hosts = [new VenueHosts("live", IsReal: true, CoinGeckoPolls.Public)], Feed = static setup => CoinGeckoFeed.Of(setup),
        Knows = static code => CoinGeckoCoins.IdOf(code) is not null, Priced = CoinGeckoFeed.PricedAsync,
    };
}
