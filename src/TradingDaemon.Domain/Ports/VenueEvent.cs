using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Domain.Ports;

/// <summary>What a venue reports. A difference between two of these is never an exception.</summary>
public abstract record VenueEvent(DateTimeOffset At)
{
    /// <summary>The venue accepted the order.</summary>
    public sealed record Accepted(ClientOrderId ClientOrderId, string VenueOrderId, DateTimeOffset At) : VenueEvent(At);

    /// <summary>The venue refused the order; it never worked.</summary>
    public sealed record Refused(ClientOrderId ClientOrderId, VenueRefusal Why, string Reason, DateTimeOffset At) : VenueEvent(At);

    /// <summary>The answer to a placement was lost.</summary>
    public sealed record OutcomeUnknown(ClientOrderId ClientOrderId, string Reason, DateTimeOffset At) : VenueEvent(At);

    /// <summary>An execution.</summary>
    public sealed record Executed(Fill Fill) : VenueEvent(Fill.At);

    /// <summary>The order was cancelled, by us or by the venue.</summary>
    public sealed record CancelDone(ClientOrderId ClientOrderId, string Reason, DateTimeOffset At) : VenueEvent(At)
    {
        /// <summary>What was filled of it in all, where the venue says so; its last fills may still be on their way. Null: it does not say.</summary>
        public decimal? FilledBase { get; init; }
    }

    /// <summary>The cancel was refused, e.g. because the order had already ended.</summary>
    public sealed record CancelRefused(ClientOrderId ClientOrderId, string Reason, DateTimeOffset At) : VenueEvent(At);

    /// <summary>The order ended by its time in force.</summary>
    public sealed record Expired(ClientOrderId ClientOrderId, string Reason, DateTimeOffset At) : VenueEvent(At)
    {
        /// <summary>What was filled of it in all, where the venue says so; its last fills may still be on their way. Null: it does not say.</summary>
        public decimal? FilledBase { get; init; }
    }

    /// <summary>A look-up found the order working at the venue.</summary>
    public sealed record FoundOpen(ClientOrderId ClientOrderId, string VenueOrderId, DateTimeOffset At) : VenueEvent(At);

    /// <summary>A look-up of open orders, closed orders and fills proved that the venue does not have it, or it was never sent.</summary>
    public sealed record ProvenAbsent(ClientOrderId ClientOrderId, string Reason, DateTimeOffset At) : VenueEvent(At)
    {
        /// <summary>True when it was kept back on purpose, by a cancel or the emergency stop: then nobody wants it filled any more.</summary>
        public bool IsWithheld { get; init; }
    }

    /// <summary>The venue changed the order as asked.</summary>
    public sealed record ReplaceDone(ClientOrderId ClientOrderId, string VenueOrderId, DateTimeOffset At) : VenueEvent(At);

    /// <summary>The venue would not change the order.</summary>
    public sealed record ReplaceRefused(ClientOrderId ClientOrderId, string Reason, DateTimeOffset At) : VenueEvent(At);

    /// <summary>Events of this venue flow from now on; what happened before is in the first <see cref="Stated"/> that was begun after it.</summary>
    public sealed record StreamOpened(string Venue, DateTimeOffset At) : VenueEvent(At)
    {
        /// <summary>1, 2, 3… given by whoever hands it to the engine: a statement names the one it was begun after.</summary>
        public long Opening { get; init; }
    }

    /// <summary>Events of this venue may be missing from now on: nothing new is entered there before books and venue are compared.</summary>
    public sealed record StreamLost(string Venue, string Reason, DateTimeOffset At) : VenueEvent(At);

    /// <summary>The venue was asked for everything.</summary>
    public sealed record Stated(VenueStatement Statement, DateTimeOffset At) : VenueEvent(At);

    /// <summary>Why nothing new may be entered at this venue, e.g. an open circuit.</summary>
    public sealed record EntriesBlocked(string Venue, BlockCause Cause, string Reason, DateTimeOffset At) : VenueEvent(At)
    {
        /// <summary>Only of what has this feed's prices; null for all of the venue.</summary>
        public string? Feed { get; init; }

        /// <summary>Only of this instrument, and of the options on it; null for all.</summary>
        public Symbol? Symbol { get; init; }
    }

    /// <summary>A cause is gone.</summary>
    public sealed record EntriesFreed(string Venue, BlockCause Cause, string Reason, DateTimeOffset At) : VenueEvent(At)
    {
        /// <summary>As it was blocked.</summary>
        public string? Feed { get; init; }

        /// <summary>As it was blocked.</summary>
        public Symbol? Symbol { get; init; }
    }
}
