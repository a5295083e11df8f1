namespace TradingDaemon.Domain.Gatekeeping;

/// <summary>What the gatekeeper's scores are for.</summary>
public enum GatekeeperMode : byte
{
    /// <summary>Nothing is scored.</summary>
    Off = 1,

    /// <summary>Entries are scored and the scores kept; nothing is refused for them.</summary>
    Shadow,

    /// <summary>An entry below the threshold, or that cannot be scored, is refused; exits never.</summary>
    Veto,
}
