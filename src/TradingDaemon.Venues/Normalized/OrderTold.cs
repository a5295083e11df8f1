using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Normalized;

/// <summary>An order of ours as a venue told it. Venues tell what changed only: what is missing is as it was.</summary>
internal readonly ref struct OrderTold
{
    /// <summary>Canonical symbol; null when not told.</summary>
    public string? Symbol { get; init; }

    /// <summary>When the venue says it became so; null when it does not say.</summary>
    public WireTime? At { get; init; }

    /// <summary>Our id; null when not told or not given.</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>The venue's id; null when not told.</summary>
    public string? VenueOrderId { get; init; }

    /// <summary>Bought or sold; null when not told.</summary>
    public OrderSide? Side { get; init; }

    /// <summary>One of <see cref="OrderWords"/>, or the venue's own word; null when not told.</summary>
    public string? Type { get; init; }

    /// <summary>One of <see cref="OrderWords"/>, or the venue's own word; null when not told.</summary>
    public string? TimeInForce { get; init; }

    /// <summary>Where it is in its life; null when not told.</summary>
    public OrderStatus? Status { get; init; }

    /// <summary>Base.</summary>
    public ReadOnlySpan<byte> Quantity { get; init; }

    /// <summary>Quote currency to spend, of an order placed by value.</summary>
    public ReadOnlySpan<byte> QuoteQuantity { get; init; }

    /// <summary>Quote currency.</summary>
    public ReadOnlySpan<byte> LimitPrice { get; init; }

    /// <summary>Quote currency.</summary>
    public ReadOnlySpan<byte> StopPrice { get; init; }

    /// <summary>Base, since its beginning.</summary>
    public ReadOnlySpan<byte> Filled { get; init; }

    /// <summary>Quote currency.</summary>
    public ReadOnlySpan<byte> AveragePrice { get; init; }

    /// <summary>What its fees are taken in; null when not told.</summary>
    public string? FeeCurrency { get; init; }

    /// <summary>Why it ended or was changed, in the venue's words; null when not told.</summary>
    public string? Reason { get; init; }
}
