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
    public sealed record CancelDone(ClientOrderId ClientOrderId, string Reason, DateTimeOffset At) : VenueEvent(At);

    /// <summary>The cancel was refused, e.g. because the order had already ended.</summary>
    public sealed record CancelRefused(ClientOrderId ClientOrderId, string Reason, DateTimeOffset At) : VenueEvent(At);

    /// <summary>The order ended by its time in force.</summary>
    public sealed record Expired(ClientOrderId ClientOrderId, string Reason, DateTimeOffset At) : VenueEvent(At);

    /// <summary>A look-up found the order working at the venue.</summary>
    public sealed record FoundOpen(ClientOrderId ClientOrderId, string VenueOrderId, DateTimeOffset At) : VenueEvent(At);

    /// <summary>A look-up of open orders, closed orders and fills proved the venue never had it.</summary>
    public sealed record ProvenAbsent(ClientOrderId ClientOrderId, string Reason, DateTimeOffset At) : VenueEvent(At);
}
