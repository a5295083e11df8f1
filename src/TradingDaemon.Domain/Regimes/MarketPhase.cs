namespace TradingDaemon.Domain.Regimes;

/// <summary>Where the market as a whole stands, by an index of what the account names. Zero stays unassigned.</summary>
public enum MarketPhase : byte
{
    /// <summary>It fell very far.</summary>
    Crash = 1,

    /// <summary>It fell far.</summary>
    Bear,

    /// <summary>It fell, and has risen from its lowest since.</summary>
    Recovery,

    /// <summary>None of the others.</summary>
    Steady,

    /// <summary>It rose far.</summary>
    Bull,
}
