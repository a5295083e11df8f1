namespace TradingDaemon.Domain.Ports;

/// <summary>What one attempt to place an order came to. Three answers, never two: accepted, refused, and failed, which may mean unknown.</summary>
public abstract record PlacementAnswer
{
    private PlacementAnswer() { }

    /// <summary>The venue has it.</summary>
    public sealed record Accepted(string VenueOrderId) : PlacementAnswer;

    /// <summary>It was handed over; the venue answers among its events.</summary>
    public sealed record HandedOver : PlacementAnswer;

    /// <summary>The venue looked at it and said no; it never worked.</summary>
    public sealed record Refused(VenueRefusal Why, string Reason) : PlacementAnswer
    {
        /// <summary>Whether it was refused here, by what is known of the venue: of its health that says nothing.</summary>
        public bool IsOwn { get; private init; }

        /// <summary>A no without asking the venue.</summary>
        public static Refused Here(VenueRefusal why, string reason) => new(why, $"{reason} Nothing was sent.") { IsOwn = true };
    }

    /// <summary>No answer to the order itself; the fault tells whether it may have been placed.</summary>
    public sealed record Failed(VenueFault Fault) : PlacementAnswer;
}
