using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Normalized;

/// <summary>An execution of ours as a venue told it.</summary>
internal readonly ref struct FillTold
{
    /// <summary>Canonical symbol; null when not told.</summary>
    public string? Symbol { get; init; }

    /// <summary>When it was made; null when not told.</summary>
    public WireTime? At { get; init; }

    /// <summary>The venue's id of it, unique with the symbol.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>Our id of the order; null when not told.</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>The venue's id of the order; null when not told.</summary>
    public string? VenueOrderId { get; init; }

    /// <summary>Bought or sold; null when not told.</summary>
    public OrderSide? Side { get; init; }

    /// <summary>Quote currency.</summary>
    public ReadOnlySpan<byte> Price { get; init; }

    /// <summary>Base.</summary>
    public ReadOnlySpan<byte> Size { get; init; }

    /// <summary>Base executed of its order so far, this execution included; empty when not told.</summary>
    public ReadOnlySpan<byte> Cumulative { get; init; }

    /// <summary>What the venue took; below zero is a rebate. Empty when not told.</summary>
    public ReadOnlySpan<byte> Fee { get; init; }

    /// <summary>What the fee is in; null when not told.</summary>
    public string? FeeCurrency { get; init; }

    /// <summary>Whether <see cref="FeeCurrency"/> is only what is usual there: the order may say otherwise (<see cref="OrderTold.FeeCurrency"/>).</summary>
    public bool IsFeeCurrencyUsual { get; init; }

    /// <summary>Resting or taking; null when not told.</summary>
    public Liquidity? Liquidity { get; init; }
}
