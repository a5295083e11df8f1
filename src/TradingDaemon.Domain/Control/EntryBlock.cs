using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Domain.Control;

/// <summary>One reason why nothing new is entered at a venue.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Cause">The kind of reason; one block a venue, cause, feed and instrument.</param>
/// <param name="Reason">In one sentence.</param>
/// <param name="Since">Since when (UTC).</param>
public sealed record EntryBlock(string Venue, BlockCause Cause, string Reason, DateTimeOffset Since)
{
    /// <summary>Only of what has this feed's prices; null for all of the venue.</summary>
    public string? Feed { get; init; }

    /// <summary>Only this instrument, and the options on it; null for all.</summary>
    public Symbol? Symbol { get; init; }

    /// <summary>Whether it is the block of this cause, feed and instrument.</summary>
    public bool Is(string venue, BlockCause cause, string? feed, Symbol? symbol) => Venue == venue && Cause == cause && Feed == feed && Symbol == symbol;

    /// <summary>Whether it keeps this instrument from being entered there. What is halted has no options either.</summary>
    public bool Concerns(Instrument instrument) =>
        (Feed is null || Feed == instrument.Feed) && (Symbol is not { } one || one == instrument.Symbol || one.AtVenue.Text == instrument.Underlying);
}
