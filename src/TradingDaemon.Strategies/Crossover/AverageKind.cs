namespace TradingDaemon.Strategies.Crossover;

/// <summary>Which moving average is compared. Zero stays unassigned.</summary>
internal enum AverageKind : byte
{
    /// <summary>Simple.</summary>
    Sma = 1,

    /// <summary>Exponential.</summary>
    Ema,
}
