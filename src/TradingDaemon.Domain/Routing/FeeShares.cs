namespace TradingDaemon.Domain.Routing;

/// <summary>What a venue takes of a fill, as fractions of its notional; zero or more.</summary>
/// <param name="MakerFraction">When our order rested.</param>
/// <param name="TakerFraction">When our order took.</param>
public readonly record struct FeeShares(decimal MakerFraction, decimal TakerFraction);
