namespace TradingDaemon.Venues.Guard;

/// <summary>What each kind of request costs of the venue's budget; each above zero.</summary>
public sealed record RequestWeights
{
    /// <summary>An order.</summary>
    public int Place { get; init; } = 2;

    /// <summary>A cancel, of one order or of all.</summary>
    public int Cancel { get; init; } = 1;

    /// <summary>The balances, the touch, and the first request of a look-up of one order; what an adapter sends beyond that it takes from the budget itself.</summary>
    public int Ask { get; init; } = 1;

    /// <summary>A list of orders or fills.</summary>
    public int List { get; init; } = 5;

    /// <summary>Opening a stream.</summary>
    public int Stream { get; init; } = 10;
}
