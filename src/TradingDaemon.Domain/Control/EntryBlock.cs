using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Domain.Control;

/// <summary>One reason why nothing new is entered at a venue.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Cause">The kind of reason; one block a venue, cause and feed.</param>
/// <param name="Reason">In one sentence.</param>
/// <param name="Since">Since when (UTC).</param>
public sealed record EntryBlock(string Venue, BlockCause Cause, string Reason, DateTimeOffset Since)
{
    /// <summary>Only of what has this feed's prices; null for all of the venue.</summary>
    public string? Feed { get; init; }

    /// <summary>Whether it keeps this instrument from being entered there.</summary>
    public bool Concerns(Instrument instrument) => Feed is null || Feed == instrument.Feed;
}
