using TradingDaemon.Configuration.Schema;
using TradingDaemon.Domain.Algorithms;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>By which algorithm a strategy's entries are executed, as its file says it; each as one order at once by default.</summary>
internal sealed record AlgorithmSettings
{
    /// <summary>The algorithm.</summary>
    public ExecutionAlgorithm Algorithm { get; init; } = ExecutionAlgorithm.Direct;

    /// <summary>An entry worth no more than this goes as one order all the same; null means none does.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in account currency")]
    public decimal? DirectMaxAccount { get; init; }

    /// <summary>How long it works on an entry.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How much longer when something is left then; what is unfilled after that stays so.</summary>
    [DurationRange("00:00:00", "1.00:00:00")]
    public TimeSpan ExtensionMax { get; init; }

    /// <summary>Of twap and vwap: into how many slices; fewer where one would be less than the venue takes.</summary>
    [NumberRange(1, 1_000)]
    public int Slices { get; init; } = 15;

    /// <summary>Of twap and vwap: by how much of the time between two slices one may be sent later.</summary>
    [NumberRange(0, 0.9)]
    public decimal JitterFraction { get; init; }

    /// <summary>Of vwap, and of twap with volumeWeightFraction: how what is traded spreads over a day, a weight for each of its equal parts from midnight UTC on, e.g. 24 for its hours.</summary>
    [NumberRange(0, 1e12)]
    public IReadOnlyList<decimal> VolumeProfile { get; init; } = [];

    /// <summary>In place of volumeProfile: over how many days of the market's own bars it is learned, half hour by half hour; equal parts until a day is known.</summary>
    [NumberRange(1, 30)]
    public int? VolumeDays { get; init; }

    /// <summary>Of twap, with volumeProfile or volumeDays: by how much of itself a slice is larger where the day trades most, and smaller where it trades nothing; null means equal slices.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal? VolumeWeightFraction { get; init; }

    /// <summary>Of twap and vwap: what a slice is worth at least; fewer slices where one would be less. Null means what the venue takes.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in account currency")]
    public decimal? ChildNotionalMinAccount { get; init; }

    /// <summary>Of twap and vwap: the largest share of what was traded on the market since the slice before that a slice may be; null means no limit.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal? ParticipationMaxFraction { get; init; }

    /// <summary>With participationMaxFraction: while more than so many times the mean of the half hour before was traded in the newest minute or is in the one under way, half of that share counts; null means never.</summary>
    [NumberRange(1, 1_000, MinExcluded = true)]
    public decimal? VolumeAnomalyRatio { get; init; }

    /// <summary>What becomes of such a slice when the feed told of no trade yet.</summary>
    public UnknownVolume WhenVolumeUnknown { get; init; } = UnknownVolume.Wait;

    /// <summary>Of iceberg: how much is shown at a time.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in base")]
    public decimal? DisplayQuantityBase { get; init; }

    /// <summary>Of iceberg, in place of displayQuantityBase: in how many parts the whole is shown at most, as many where no book tells; null means that a quantity is given.</summary>
    [NumberRange(1, 1_000)]
    public int? DisplaySlicesMax { get; init; }

    /// <summary>With displaySlicesMax: and at least, where the book holds the whole; null means 1.</summary>
    [NumberRange(1, 1_000)]
    public int? DisplaySlicesMin { get; init; }

    /// <summary>With displaySlicesMax: how far from the touch what the book shows counts; null means 0.01.</summary>
    [NumberRange(0, 0.5, Unit = "of the touch")]
    public decimal? DisplayDepthFraction { get; init; }

    /// <summary>Of iceberg: how long it waits at least after a part has ended before it shows the next.</summary>
    [DurationRange("00:00:00", "01:00:00")]
    public TimeSpan DelayMin { get; init; }

    /// <summary>Of iceberg: and at most; drawn between the two for each part.</summary>
    [DurationRange("00:00:00", "01:00:00")]
    public TimeSpan DelayMax { get; init; }

    /// <summary>Of iceberg: so many parts that ended without a fill, and that the daemon did not take back, end it; null means none do.</summary>
    [NumberRange(1, 1_000)]
    public int? FailedSlicesMax { get; init; }

    /// <summary>Of iceberg with displayQuantityBase or displaySlicesMax: by how much of it what is shown is larger or smaller each time.</summary>
    [NumberRange(0, 0.9)]
    public decimal DisplayJitterFraction { get; init; }

    /// <summary>What one part is worth at most; null means `orderNotionalMaxAccount` of the tier, which always binds.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in account currency")]
    public decimal? ChildNotionalMaxAccount { get; init; }

    /// <summary>How much worse than the middle it was decided on what is filled may be on average; beyond that it ends. Null means no limit.</summary>
    [NumberRange(0, 0.99, MinExcluded = true, Unit = "of that middle")]
    public decimal? ShortfallMaxFraction { get; init; }

    /// <summary>How far beyond the touch the entry was decided on any part may be; null means no limit of its own. Iceberg and split need it.</summary>
    [NumberRange(0, 0.99, Unit = "of the touch")]
    public decimal? CapFraction { get; init; }

    /// <summary>Of split: how long the books are given to fill again between two rounds. Of iceberg: how old what is shown is at least before it follows its touch.</summary>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(3);
}
