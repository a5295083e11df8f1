namespace TradingDaemon.Operations.Control;

/// <summary>What may be asked of the emergency stop: one word each on the command line, over HTTP, in the configuration and in reports. Zero stays unassigned.</summary>
public enum EmergencyAct : byte
{
    /// <summary>To <c>REDUCING</c>: only orders that reduce a position leave.</summary>
    Reduce = 1,

    /// <summary>To <c>HALTED</c>: nothing leaves but cancels.</summary>
    Halt,

    /// <summary>To <c>HALTED</c>, and a liquidation closes every position the venues hold.</summary>
    Flatten,

    /// <summary>Back to <c>ACTIVE</c>.</summary>
    Resume,

    /// <summary>Shows what <see cref="Flatten"/> would send; sends nothing.</summary>
    Preview,
}
