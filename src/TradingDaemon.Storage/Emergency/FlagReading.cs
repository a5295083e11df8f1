namespace TradingDaemon.Storage.Emergency;

/// <summary>What was found where the flag is kept.</summary>
public abstract record FlagReading
{
    private FlagReading() { }

    /// <summary>No file: nobody pulled the stop, or it was cleared.</summary>
    public sealed record Absent : FlagReading;

    /// <summary>A whole flag.</summary>
    public sealed record Stands(EmergencyFlag Flag) : FlagReading;

    /// <summary>There is a file and it is no flag this version can read. It counts as pulled: a person who writes anything there means to stop.</summary>
    public sealed record Damaged(string Why) : FlagReading;

    /// <summary>Nobody could look. At a start it counts as pulled.</summary>
    public sealed record Unreadable(string Why) : FlagReading;
}
