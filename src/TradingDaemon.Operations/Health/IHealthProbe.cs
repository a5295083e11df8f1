namespace TradingDaemon.Operations.Health;

/// <summary>Something that is looked at when somebody asks, instead of reporting by itself: disk, memory, processor.</summary>
public interface IHealthProbe
{
    /// <summary>Unique name on the board.</summary>
    string Name { get; }

    /// <summary>Whether the daemon is critical when this is.</summary>
    bool IsVital { get; }

    /// <summary>Looks. Must not block for long and must not throw for what it measures: a failed look is a critical reading.</summary>
    ProbeReading Read();
}
