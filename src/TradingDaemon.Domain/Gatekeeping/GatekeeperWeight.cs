namespace TradingDaemon.Domain.Gatekeeping;

/// <summary>What one feature adds to a score: weight × (value − mean) / scale.</summary>
/// <param name="Feature">Which.</param>
/// <param name="Mean">Its mean where the model was made, in its own unit.</param>
/// <param name="Scale">Its standard deviation there, in the same unit; above zero.</param>
/// <param name="Weight">How much a standard deviation above the mean adds to the logarithm of the odds; below zero it takes away.</param>
public readonly record struct GatekeeperWeight(GatekeeperFeature Feature, double Mean, double Scale, double Weight);
