namespace TradingDaemon.Domain.Control;

/// <summary>The emergency stop. Stored; never clears itself. Zero stays unassigned.</summary>
public enum EmergencyState : byte
{
    /// <summary>Not pulled: trading as configured.</summary>
    Active = 1,

    /// <summary>Only orders that reduce a position leave.</summary>
    Reducing,

    /// <summary>Nothing leaves but cancels and the emergency stop's own closing orders.</summary>
    Halted,
}
