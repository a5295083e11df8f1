namespace TradingDaemon.Domain.Control;

/// <summary>What reconciliation does about differences nobody here caused.</summary>
public sealed record ReconciliationPolicy
{
    /// <summary>Orders working at the venue that the books do not have, e.g. placed by hand.</summary>
    public DifferencePolicy Orders { get; init; } = DifferencePolicy.Flag;

    /// <summary>Cash that differs, e.g. by a deposit; <see cref="DifferencePolicy.Flag"/> or <see cref="DifferencePolicy.Adopt"/>.</summary>
    public DifferencePolicy Cash { get; init; } = DifferencePolicy.Flag;

    /// <summary>Holdings that differ, e.g. by a transfer of coins; <see cref="DifferencePolicy.Flag"/> or <see cref="DifferencePolicy.Adopt"/>.</summary>
    public DifferencePolicy Positions { get; init; } = DifferencePolicy.Flag;

    /// <summary>Cash differences worth up to this much in account currency are rounding, not differences; zero or more. A currency nothing converts has no such worth.</summary>
    public decimal CashTolerance { get; init; }

    /// <summary>Differences of holdings up to this many units of base are rounding, not differences; zero or more. A whole lot is never rounding.</summary>
    public decimal PositionToleranceBase { get; init; }
}
