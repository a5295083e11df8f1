namespace TradingDaemon.Venues.CoinSpot;

/// <summary>How long CoinSpot's records are given. The venue documents none of it.</summary>
/// <param name="RecordsLag">How much later than the deed a list or the history may show it: so long after an order is gone from the list its end is told, for its executions may still come.</param>
/// <param name="AbsenceProvenAfter">How long after a request left nothing that could be its order must have been seen, before it counts as never placed.</param>
/// <param name="ClockSkew">How far its stamps and ours may be apart: both clocks are known to a second, and its stamps may be of before or after the deed.</param>
internal sealed record CoinSpotPatience(TimeSpan RecordsLag, TimeSpan AbsenceProvenAfter, TimeSpan ClockSkew)
{
    /// <summary>How long what the venue said it took is waited for where its records do not show it: taken for not done it would be sent again, and be done twice.</summary>
    public TimeSpan TakenShownMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Prices are cached for some seconds there, records are taken for no slower than three times that; and clients in the field look for a minute.</summary>
    public static CoinSpotPatience Usual { get; } = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(5));
}
