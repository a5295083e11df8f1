using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Domain.Orders;

/// <summary>One execution as the venue reported it. Its identity is (venue, execution id).</summary>
public sealed record Fill
{
    /// <summary>The venue's id of this execution; booked exactly once.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>The venue's running number of executions on this account: the cursor of fills seen.</summary>
    public required long ExecutionSequence { get; init; }

    /// <summary>Our id of the order.</summary>
    public required ClientOrderId ClientOrderId { get; init; }

    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>What was traded.</summary>
    public required Symbol Symbol { get; init; }

    /// <summary>Our side.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>Execution price.</summary>
    public required Price Price { get; init; }

    /// <summary>Executed amount.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>Fee as the venue said; positive is paid, negative a rebate.</summary>
    public required Money Fee { get; init; }

    /// <summary>The other instrument whose holding the fee came out of, at a venue that tells its asset as that; null when it came out of cash, or of what was traded.</summary>
    public Symbol? FeeHolding { get; init; }

    /// <summary>Maker or taker.</summary>
    public required Liquidity Liquidity { get; init; }

    /// <summary>When the venue executed it (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True for every fill that no real venue made.</summary>
    public required bool IsSimulated { get; init; }
}
