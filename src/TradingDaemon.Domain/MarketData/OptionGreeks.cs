namespace TradingDaemon.Domain.MarketData;

/// <summary>How an option's price moves with its underlying.</summary>
/// <param name="Delta">Change of the option's price per unit of the underlying's, −1…1.</param>
/// <param name="Gamma">Change of delta per unit of the underlying's price; zero or more.</param>
/// <param name="At">When it was so (UTC).</param>
public readonly record struct OptionGreeks(decimal Delta, decimal Gamma, DateTimeOffset At);
