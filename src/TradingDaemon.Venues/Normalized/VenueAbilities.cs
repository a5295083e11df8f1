namespace TradingDaemon.Venues.Normalized;

/// <summary>What a venue offers, as its adapter declares it. What is not declared is not there, and nothing pretends it were.</summary>
public sealed record VenueAbilities
{
    /// <summary>Asset classes, e.g. <c>crypto</c>.</summary>
    public required string AssetClasses { get; init; }

    /// <summary>Whether quotes and trades come over a stream; otherwise they are polled.</summary>
    public bool StreamsMarketData { get; init; }

    /// <summary>Whether it shows its market to keys only: without one no price of it comes.</summary>
    public bool MarketDataNeedsKey { get; init; }

    /// <summary>What proves a book: <c>crc32</c>, <c>sequence</c>, <c>update ids</c>; empty when there is no book or no proof.</summary>
    public string BookProof { get; init; } = "";

    /// <summary>Whether it takes orders.</summary>
    public bool TakesOrders { get; init; }

    /// <summary>Whether orders carry ids of ours.</summary>
    public bool TakesClientOrderIds { get; init; }

    /// <summary>Whether events of our account come over a stream; otherwise they are polled.</summary>
    public bool StreamsAccount { get; init; }

    /// <summary>Whether it tells the Greeks of options.</summary>
    public bool TellsGreeks { get; init; }

    /// <summary>Whether it has a place to trade with play money: <c>paper</c>, <c>testnet</c>; empty when it has none.</summary>
    public string Practice { get; init; } = "";
}
