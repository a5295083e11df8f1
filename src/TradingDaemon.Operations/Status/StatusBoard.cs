namespace TradingDaemon.Operations.Status;

/// <summary>Holds the newest status: one writer, any readers, never a wait.</summary>
public sealed class StatusBoard(DaemonStatus initial) : IStatusSource
{
    private volatile DaemonStatus _current = initial;

    /// <inheritdoc/>
    public DaemonStatus Current => _current;

    /// <summary>Replaces the status.</summary>
    public void Publish(DaemonStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        _current = status;
    }
}
