namespace TradingDaemon.Operations.Alerts;

/// <summary>How soon somebody should look. Zero stays unassigned.</summary>
public enum AlertSeverity : byte
{
    /// <summary>Worth knowing.</summary>
    Info = 1,

    /// <summary>Look today.</summary>
    Warning,

    /// <summary>Look now.</summary>
    Critical,
}
