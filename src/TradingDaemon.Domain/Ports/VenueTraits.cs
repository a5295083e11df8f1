namespace TradingDaemon.Domain.Ports;

/// <summary>What one must know of a venue's habits to judge its answers.</summary>
public sealed record VenueTraits
{
    /// <summary>
    /// How long after a request left the venue's queries may still not show its order. "Not found" is proof only when it is
    /// said later than that, of open orders, closed orders and fills alike. Zero: its answers are exact at once.
    /// </summary>
    public TimeSpan AbsenceProvenAfter { get; init; }

    /// <summary>True when the venue refuses a client order id it has ever seen; false when it only looks at open orders, so that sending again after a quick fill makes a second order.</summary>
    public bool RefusesUsedClientOrderIds { get; init; }
}
