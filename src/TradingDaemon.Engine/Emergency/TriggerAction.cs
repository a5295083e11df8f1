namespace TradingDaemon.Engine.Emergency;

/// <summary>What a trigger does. Zero stays unassigned.</summary>
public enum TriggerAction : byte
{
    /// <summary>Nothing; it is not looked at.</summary>
    Off = 1,

    /// <summary>Only orders that reduce a position leave.</summary>
    Reduce,

    /// <summary>Nothing leaves but cancels.</summary>
    Halt,

    /// <summary>Halts, and closes every position.</summary>
    Flatten,
}
