namespace TradingDaemon.Engine.Emergency;

/// <summary>From where on each trigger fires; null is off.</summary>
public sealed record TriggerLimits
{
    /// <summary>Loss since the day began as a fraction of the day's opening equity; at or above it fires.</summary>
    public decimal? DailyLossFraction { get; init; }

    /// <summary>Move against the holding within <see cref="FlashCrashWindow"/> as a fraction of its best price there; at or above it fires.</summary>
    public decimal? FlashCrashFraction { get; init; }

    /// <summary>How far back the best price is looked for.</summary>
    public TimeSpan FlashCrashWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Displayed value at the touch over its own recent median; below it fires.</summary>
    public decimal? LiquidityScoreMin { get; init; }

    /// <summary>Correlation of the recent returns of two holdings, counted as they are held; at or above it fires.</summary>
    public double? CorrelationMax { get; init; }

    /// <summary>How long a venue may be out of reach; longer fires.</summary>
    public TimeSpan? LinkLostMax { get; init; }

    /// <summary>How long the operator's heartbeat may be absent; longer fires.</summary>
    public TimeSpan? HeartbeatMax { get; init; }
}
