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

    /// <summary>The price a market order is decided at, quote currency: some venues are told it; null for none.</summary>
    public decimal? PriceQuote { get; init; }

    /// <summary>From when on (UTC) executions are asked for; null: from <see cref="Time"/> on, as a daemon asks that begins then.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether books are subscribed to, beside quotes and trades.</summary>
    public bool WithBooks { get; init; }

    /// <summary>The number it is signed with; of several requests the first, and each has the next.</summary>
    public required long Nonce { get; init; }

    /// <summary>The time it is signed with (UTC).</summary>
    public required DateTimeOffset Time { get; init; }
}
