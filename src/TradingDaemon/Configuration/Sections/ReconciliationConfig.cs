using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Control;

namespace TradingDaemon.Configuration.Sections;

/// <summary>What is done about differences between our books and a venue that nobody here caused.</summary>
internal sealed record ReconciliationConfig
{
    /// <summary>Orders working at the venue that the books do not have, e.g. placed by hand.</summary>
    public DifferencePolicy Orders { get; init; } = DifferencePolicy.Flag;

    /// <summary>Cash that differs, e.g. by a deposit.</summary>
    public DifferencePolicy Cash { get; init; } = DifferencePolicy.Flag;

    /// <summary>Holdings that differ, e.g. by a transfer of coins.</summary>
    public DifferencePolicy Positions { get; init; } = DifferencePolicy.Flag;

    /// <summary>Cash differences up to this are rounding.</summary>
    [NumberRange(0, 1e6, Unit = "in account currency")]
    public decimal CashTolerance { get; init; } = 0.01m;

    /// <summary>Differences of holdings up to this are rounding; a whole lot never is.</summary>
    [NumberRange(0, 1e6, Unit = "of base")]
    public decimal PositionTolerance { get; init; } = 0.0001m;
}
