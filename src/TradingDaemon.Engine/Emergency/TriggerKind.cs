namespace TradingDaemon.Engine.Emergency;

/// <summary>What may pull the emergency stop without a person. Zero stays unassigned.</summary>
public enum TriggerKind : byte
{
    /// <summary>Today's loss, realized and unrealized.</summary>
    DailyLoss = 1,

    /// <summary>A held instrument moved far against us in a short time.</summary>
    FlashCrash,

    /// <summary>What a held instrument's book shows at the touch is a fraction of what it usually shows.</summary>
    Liquidity,

    /// <summary>Holdings that should be apart move as one.</summary>
    Correlation,

    /// <summary>A venue has been out of reach for too long.</summary>
    LinkLost,

    /// <summary>The operator has not been heard of for too long.</summary>
    DeadMansSwitch,
}
