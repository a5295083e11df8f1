namespace TradingDaemon.Domain.Algorithms;

/// <summary>Why a parent order sends no more children. Zero stays unassigned.</summary>
public enum ParentEnd : byte
{
    /// <summary>All of it is filled, or less is left than the venue takes.</summary>
    Completed = 1,

    /// <summary>Its time is over.</summary>
    HorizonOver,

    /// <summary>A person cancelled it.</summary>
    Cancelled,

    /// <summary>Its strategy wants out, or the opposite.</summary>
    Withdrawn,

    /// <summary>A stop, target or person closes the position it builds.</summary>
    PositionClosed,

    /// <summary>Its strategy is off, or not loaded for it any more.</summary>
    StrategyOff,

    /// <summary>The emergency stop was pulled.</summary>
    EmergencyStop,

    /// <summary>The daemon stops and closes everything.</summary>
    Shutdown,

    /// <summary>The venue has forgotten one of its children, and nobody knows what became of that.</summary>
    ChildForgotten,

    /// <summary>What is filled of it was dearer than its limit on implementation shortfall.</summary>
    ShortfallMax,

    /// <summary>Too many of its parts ended without a fill.</summary>
    SlicesFailed,
}
