namespace TradingDaemon.Operations.Status;

/// <summary>Where the newest status is.</summary>
public interface IStatusSource
{
    /// <summary>The newest status; never null, at most a few seconds old while the daemon is well. Cheap.</summary>
    DaemonStatus Current { get; }
}
