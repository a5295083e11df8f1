namespace TradingDaemon.Domain.Algorithms;

/// <summary>What becomes of a slice that may only be a share of what was traded, when nobody told what was. Zero stays unassigned.</summary>
public enum UnknownVolume : byte
{
    /// <summary>It waits: nothing is sent until trades are told.</summary>
    Wait = 1,

    /// <summary>It is sent as if there were no such limit.</summary>
    Ignore,
}
