using TradingDaemon.Configuration.Schema;
using TradingDaemon.Engine.Emergency;

namespace TradingDaemon.Configuration.Sections.Emergency;

/// <summary>What pulls the emergency stop without a person, looked at each second.</summary>
internal sealed record TriggersConfig
{
    /// <summary>What a day's loss does.</summary>
    public TriggerAction DailyLoss { get; init; } = TriggerAction.Reduce;

    /// <summary>From which loss on, realized and unrealized, as a fraction of the day's opening equity.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal DailyLossFraction { get; init; } = 0.15m;

    /// <summary>What a flash crash of a held instrument does.</summary>
    public TriggerAction FlashCrash { get; init; } = TriggerAction.Reduce;

    /// <summary>From which move against the holding on.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal FlashCrashFraction { get; init; } = 0.10m;

    /// <summary>Within which time.</summary>
    [DurationRange("00:00:01", "00:10:00")]
    public TimeSpan FlashCrashWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What an emptied book of a held instrument does.</summary>
    public TriggerAction Liquidity { get; init; } = TriggerAction.Off;

    /// <summary>Below which share of what the touch usually shows, its median of ten minutes.</summary>
    [NumberRange(0, 1)]
    public decimal LiquidityScoreMin { get; init; } = 0.2m;

    /// <summary>What holdings that move as one do.</summary>
    public TriggerAction Correlation { get; init; } = TriggerAction.Off;

    /// <summary>From which correlation of their returns of ten minutes on, counted as they are held.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public double CorrelationMax { get; init; } = 0.80;

    /// <summary>What a venue out of reach does; entries there are blocked anyway.</summary>
    public TriggerAction LinkLost { get; init; } = TriggerAction.Off;

    /// <summary>After how long.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan LinkLostMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What the operator's silence does.</summary>
    public TriggerAction DeadMansSwitch { get; init; } = TriggerAction.Off;

    /// <summary>After how long without a heartbeat.</summary>
    [DurationRange("00:00:10", "7.00:00:00")]
    public TimeSpan HeartbeatMax { get; init; } = TimeSpan.FromSeconds(300);
}
