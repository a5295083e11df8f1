using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>What has to be so, beside equity, before a tier is entered from the one below; what is left out is not asked for.</summary>
internal sealed record PromotionSettings
{
    /// <summary>Trades closed in the tier below, at least.</summary>
    [NumberRange(1, 1_000_000)]
    public int? TradesMin { get; init; }

    /// <summary>Part of them that earned something, at least.</summary>
    [NumberRange(0, 1)]
    public decimal? WinFractionMin { get; init; }

    /// <summary>Days in the tier below, at least.</summary>
    [NumberRange(1, 3650)]
    public int? DaysMin { get; init; }

    /// <summary>The deepest fall of equity below its peak in the tier below, at most.</summary>
    [NumberRange(0, 1)]
    public decimal? DrawdownMaxFraction { get; init; }

    /// <summary>Measures against strategies on tilt in the tier below, at most.</summary>
    [NumberRange(0, 1_000_000)]
    public int? TiltMeasuresMax { get; init; }
}
