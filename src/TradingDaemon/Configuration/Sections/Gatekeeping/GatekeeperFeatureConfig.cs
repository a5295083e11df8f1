using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Gatekeeping;

/// <summary>How much one feature counts: weight × (value − mean) / scale.</summary>
internal sealed record GatekeeperFeatureConfig
{
    /// <summary>Its mean where the model was made.</summary>
    [NumberRange(-1e12, 1e12, Unit = "in its own unit")]
    public required decimal Mean { get; init; }

    /// <summary>Its standard deviation there.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in its own unit")]
    public required decimal Scale { get; init; }

    /// <summary>What a standard deviation above the mean adds to the logarithm of the odds.</summary>
    [NumberRange(-1000, 1000)]
    public required decimal Weight { get; init; }
}
