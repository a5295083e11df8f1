using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Fees;

/// <summary>What a fill costs, as a fraction of its notional.</summary>
internal sealed record FeeConfig
{
    /// <summary>When our order rested.</summary>
    [NumberRange(0, 0.1, Unit = "of notional")]
    public decimal MakerFraction { get; init; }

    /// <summary>When our order took.</summary>
    [NumberRange(0, 0.1, Unit = "of notional")]
    public decimal TakerFraction { get; init; }
}
