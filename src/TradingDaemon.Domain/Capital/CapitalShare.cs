namespace TradingDaemon.Domain.Capital;

/// <summary>What a strategy may have at stake after a rebalancing.</summary>
/// <param name="Strategy">Its name.</param>
/// <param name="Before">What it might before, as a fraction of equity; null where it had no share of this tier.</param>
/// <param name="After">What it may from now on.</param>
public sealed record CapitalShare(string Strategy, decimal? Before, decimal After);
