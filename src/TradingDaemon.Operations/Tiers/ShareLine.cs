namespace TradingDaemon.Operations.Tiers;

/// <summary>A strategy's share of capital.</summary>
/// <param name="Strategy">Its name.</param>
/// <param name="Share">What it may have at stake, as a fraction of equity, mode included.</param>
/// <param name="Target">What its share would be by what is known now, mode not included.</param>
public sealed record ShareLine(string Strategy, decimal Share, decimal Target);
