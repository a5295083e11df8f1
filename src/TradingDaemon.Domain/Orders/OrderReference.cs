using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Domain.Orders;

/// <summary>Which order is meant, when it need not be ours.</summary>
/// <param name="ClientOrderId">Our id; empty when it was placed by somebody else.</param>
/// <param name="VenueOrderId">The venue's id; null before it is known.</param>
/// <param name="Symbol">What it trades; some venues want it said.</param>
public sealed record OrderReference(ClientOrderId ClientOrderId, string? VenueOrderId, Symbol Symbol)
{
    /// <summary>Of an order of ours, by our id.</summary>
    public static OrderReference Of(OrderIntent intent) => new(intent.ClientOrderId, null, intent.Symbol);

    /// <summary>Where it works; null among those who speak with one venue alone.</summary>
    public string? Venue { get; init; }

    /// <summary>Whether the venue has answered it, so that it certainly left: a cancel cannot overtake it, and need not wait until its fact is durable.</summary>
    public bool IsAnswered => VenueOrderId is not null;

    /// <summary>For logs: our id, else the venue's.</summary>
    public override string ToString() => string.IsNullOrEmpty(ClientOrderId.Text) ? VenueOrderId ?? "(no id)" : ClientOrderId.Text;
}
