namespace TradingDaemon.Storage.Prices;

/// <summary>Which prices are asked for.</summary>
/// <param name="From">None stands for an earlier moment (UTC).</param>
/// <param name="To">None stands for this moment or a later one (UTC).</param>
public sealed record PriceQuery(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Of this symbol alone; null for all.</summary>
    public string? Symbol { get; init; }

    /// <summary>Of this venue alone; null for all.</summary>
    public string? Venue { get; init; }

    /// <summary>How many at most, the oldest ones; null for all.</summary>
    public int? RowsMax { get; init; }
}
