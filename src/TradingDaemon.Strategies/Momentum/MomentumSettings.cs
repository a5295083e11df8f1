namespace TradingDaemon.Strategies.Momentum;

/// <summary>A momentum strategy's own numbers.</summary>
/// <param name="Lookback">Returns looked back on.</param>
/// <param name="Entry">Momentum above which it buys, −1…1.</param>
/// <param name="Exit">Momentum below which it closes; below <paramref name="Entry"/>.</param>
/// <param name="Cooldown">Least time from one entry to the next.</param>
internal sealed record MomentumSettings(int Lookback, double Entry, double Exit, TimeSpan Cooldown);
