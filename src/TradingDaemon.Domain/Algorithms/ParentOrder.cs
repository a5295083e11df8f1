using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Domain.Algorithms;

/// <summary>An entry an algorithm executes, as it was decided: durable before the first of its children, complete enough to be gone on with after any crash.</summary>
public sealed record ParentOrder
{
    /// <summary>Our name for it.</summary>
    public required ParentId Id { get; init; }

    /// <summary>Whose position it builds.</summary>
    public required StrategyId Strategy { get; init; }

    /// <summary>What is traded; its children may go to the same thing under another name.</summary>
    public required Symbol Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>The whole, base; above zero. All its children together never are more.</summary>
    public required decimal QuantityBase { get; init; }

    /// <summary>The algorithm with its numbers.</summary>
    public required AlgorithmSpec Terms { get; init; }

    /// <summary>Slices of its schedule; 1 or more.</summary>
    public required int Slices { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset StartAt { get; init; }

    /// <summary>Bid it was decided on, quote currency.</summary>
    public required decimal ArrivalBid { get; init; }

    /// <summary>Ask it was decided on, quote currency.</summary>
    public required decimal ArrivalAsk { get; init; }

    /// <summary>The price no child may be beyond, quote currency of <see cref="Symbol"/>; null for none.</summary>
    public decimal? CapQuote { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The signal it goes back to; null when nobody's signal asked for it.</summary>
    public SignalOrigin? Origin { get; init; }

    /// <summary>What guards the position it builds; null for nothing.</summary>
    public ProtectionTerms? Protection { get; init; }

    /// <summary>When the schedule is over (UTC).</summary>
    public DateTimeOffset HorizonAt => StartAt + Terms.Horizon;

    /// <summary>When it ends whatever is left (UTC).</summary>
    public DateTimeOffset EndAt => HorizonAt + Terms.ExtensionMax;

    /// <summary>The side of the quote it was decided on that it would have taken.</summary>
    public decimal ArrivalTouch => Side == OrderSide.Buy ? ArrivalAsk : ArrivalBid;

    /// <summary>The middle of that quote.</summary>
    public decimal ArrivalMid => (ArrivalBid + ArrivalAsk) / 2m;
}
