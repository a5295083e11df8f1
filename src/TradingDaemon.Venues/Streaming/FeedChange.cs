using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Venues.Streaming;

/// <summary>One thing that changed about a feed.</summary>
/// <param name="Kind">What.</param>
/// <param name="Symbol">Whose data; null for the whole connection.</param>
/// <param name="Reason">In one sentence.</param>
/// <param name="At">When (UTC).</param>
public sealed record FeedChange(FeedChangeKind Kind, Symbol? Symbol, string Reason, DateTimeOffset At)
{
    /// <summary>Whom the reason names by symbol where the change is the whole connection's; null where it names nobody.</summary>
    public Symbol? Named { get; init; }
}
