using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>What Kelly's method goes by in a tier, where a strategy says nothing of its own.</summary>
internal sealed record KellySettings
{
    /// <summary>Which share of the formula's fraction is taken.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal Multiplier { get; init; } = 0.25m;

    /// <summary>Closed trades below which `sizeFraction` is taken instead.</summary>
    [NumberRange(1, 100)]
    public int TradesMin { get; init; } = 20;

    /// <summary>For how many days a closed trade counts; null means as long as it is remembered.</summary>
    [NumberRange(1, 3650)]
    public int? Days { get; init; }

    /// <summary>Least value of an entry.</summary>
    [NumberRange(0, 1, Unit = "of equity")]
    public decimal FractionMin { get; init; }

    /// <summary>Largest value of an entry.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of equity")]
    public decimal FractionMax { get; init; } = 0.15m;
}
