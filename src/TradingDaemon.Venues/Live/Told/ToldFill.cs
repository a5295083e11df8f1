using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Live.Told;

/// <summary>What a venue told of an execution, kept beyond the call; null is what it did not tell.</summary>
internal sealed record ToldFill(string ExecutionId, string? ClientOrderId, string? VenueOrderId, Symbol? Symbol, OrderSide? Side, decimal Price, decimal Quantity)
{
    /// <summary>Base executed of its order so far, this execution included.</summary>
    public decimal? Cumulative { get; init; }

    /// <summary>What the venue took; below zero is a rebate.</summary>
    public decimal? Fee { get; init; }

    /// <summary>What the fee is in.</summary>
    public string? FeeCurrency { get; init; }

    /// <summary>Whether that is only what is usual there, so that the order has to be asked.</summary>
    public bool IsFeeCurrencyUsual { get; init; }

    /// <summary>Resting or taking.</summary>
    public Liquidity? Liquidity { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset? At { get; init; }

    public static ToldFill Of(in FillTold fill) => new(
        fill.ExecutionId, fill.ClientOrderId, fill.VenueOrderId, fill.Symbol is { } symbol ? new Symbol(symbol) : null, fill.Side, WireNumber.Parse(fill.Price), WireNumber.Parse(fill.Size))
    {
        Fee = fill.Fee.IsEmpty ? null : WireNumber.Parse(fill.Fee), FeeCurrency = fill.FeeCurrency, IsFeeCurrencyUsual = fill.IsFeeCurrencyUsual, Liquidity = fill.Liquidity, At = fill.At?.Moment,
        Cumulative = fill.Cumulative.IsEmpty ? null : WireNumber.Parse(fill.Cumulative),
    };
}
