using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Venues.Decoding;

/// <summary>What a shown request is about; a call uses what it needs.</summary>
public sealed record RequestedOrder
{
    /// <summary>Canonical symbol; null for none.</summary>
    public string? Symbol { get; init; }

    /// <summary>Buy or sell; null for none.</summary>
    public OrderSide? Side { get; init; }

    /// <summary>Kind, quantity and prices; null for none.</summary>
    public OrderTerms? Terms { get; init; }

    /// <summary>Our id; null for none.</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>The venue's id; null for none.</summary>
    public string? VenueOrderId { get; init; }

    /// <summary>The number it is signed with.</summary>
    public required long Nonce { get; init; }

    /// <summary>The time it is signed with (UTC).</summary>
    public required DateTimeOffset Time { get; init; }
}
