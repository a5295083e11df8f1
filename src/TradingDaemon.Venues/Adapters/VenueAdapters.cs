using TradingDaemon.Venues.Alpaca;
using TradingDaemon.Venues.Binance;
using TradingDaemon.Venues.Coinbase;
using TradingDaemon.Venues.CoinGecko;
using TradingDaemon.Venues.CoinSpot;
using TradingDaemon.Venues.Kraken;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Venues.Adapters;

/// <summary>The venues this daemon speaks with; a new one is a folder and a line here.</summary>
internal static class VenueAdapters
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<VenueAdapter> All { get; } =
        [AlpacaAdapter.Entry, BinanceAdapter.Entry, CoinbaseAdapter.Entry, CoinGeckoAdapter.Entry, CoinSpotAdapter.Entry, KrakenAdapter.Entry];

    /// <summary>The one of this name; null when there is none.</summary>
    public static VenueAdapter? Find(string name) => All.FirstOrDefault(adapter => adapter.Name == name);
}
