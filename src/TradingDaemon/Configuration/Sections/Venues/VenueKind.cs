namespace TradingDaemon.Configuration.Sections.Venues;

/// <summary>Which venue one is, by the protocol it speaks. Zero stays unassigned.</summary>
internal enum VenueKind : byte
{
    /// <summary>The sandbox exchange in its own protocol.</summary>
    Sandbox = 1,

    /// <summary>Kraken Spot.</summary>
    Kraken,

    /// <summary>Binance Spot.</summary>
    Binance,

    /// <summary>Coinbase Advanced Trade.</summary>
    Coinbase,

    /// <summary>Alpaca.</summary>
    Alpaca,

    /// <summary>CoinSpot.</summary>
    Coinspot,

    /// <summary>CoinGecko: prices alone.</summary>
    Coingecko,
}
