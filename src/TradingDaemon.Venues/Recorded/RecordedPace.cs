namespace TradingDaemon.Venues.Recorded;

/// <summary>How fast a recording is played, and with which stamps.</summary>
public sealed record RecordedPace
{
    /// <summary>Recorded time per real time, above zero: 1 as recorded, 10 ten times faster. Null: as fast as it is taken.</summary>
    public decimal? SpeedFactor { get; init; } = 1m;

    /// <summary>
    /// True to keep the recorded stamps. False, when paced, moves all stamps of a pass by the same offset, so that its first row happens now
    /// and rules about the age of data hold. Unpaced playing keeps the recorded stamps either way.
    /// </summary>
    public bool KeepStamps { get; init; }

    /// <summary>True to begin again at the end, with stamps after those of the pass before.</summary>
    public bool Loop { get; init; }

    /// <summary>As recorded, from now on.</summary>
    public static RecordedPace AsRecorded { get; } = new();
}
