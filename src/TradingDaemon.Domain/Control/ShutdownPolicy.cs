namespace TradingDaemon.Domain.Control;

/// <summary>What becomes of orders and positions when the daemon is told to stop. Zero stays unassigned.</summary>
public enum ShutdownPolicy : byte
{
    /// <summary>Leave open orders and positions as they are.</summary>
    Hold = 1,

    /// <summary>Cancel open orders, keep positions.</summary>
    Cancel,

    /// <summary>Cancel open orders, then close every position.</summary>
    Flatten,
}
