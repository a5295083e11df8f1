using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Engine.Emergency;

/// <summary>What a plan is made of: nothing in it comes from the books.</summary>
public sealed record LiquidationScene
{
    /// <summary>Every instrument with its increments.</summary>
    public required InstrumentCatalog Catalog { get; init; }

    /// <summary>The currency risks are compared in.</summary>
    public required Currency Account { get; init; }

    /// <summary>What the venue says is held, signed, by canonical symbol.</summary>
    public required ImmutableSortedDictionary<string, decimal> NetBase { get; init; }

    /// <summary>The venue's best bid and ask by canonical symbol; absent where it shows none.</summary>
    public required ImmutableDictionary<string, (decimal Bid, decimal Ask)> Touches { get; init; }

    /// <summary>How much of each holding this stage keeps, zero or more; absent keeps nothing.</summary>
    public ImmutableDictionary<string, decimal> KeepBase { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>How hard to try, by canonical symbol; absent is <see cref="ClosingStep.AtCap"/>.</summary>
    public ImmutableDictionary<string, ClosingStep> Steps { get; init; } = ImmutableDictionary<string, ClosingStep>.Empty;

    /// <summary>What must not be touched, and why.</summary>
    public ImmutableDictionary<string, LeftReason> Barred { get; init; } = ImmutableDictionary<string, LeftReason>.Empty;

    /// <summary>How far from the venue's touch a closing order may trade, as a fraction; 0.02 is 2 %.</summary>
    public decimal SlippageMaxFraction { get; init; } = 0.02m;
}
