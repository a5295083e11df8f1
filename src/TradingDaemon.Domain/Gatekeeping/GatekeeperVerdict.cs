namespace TradingDaemon.Domain.Gatekeeping;

/// <summary>On which side of the threshold an entry's score is.</summary>
public enum GatekeeperVerdict : byte
{
    /// <summary>It could not be scored: a veto refuses it.</summary>
    Unscored = 1,

    /// <summary>Below the threshold: a veto refuses it.</summary>
    Below,

    /// <summary>At the threshold or above it.</summary>
    Passed,
}
