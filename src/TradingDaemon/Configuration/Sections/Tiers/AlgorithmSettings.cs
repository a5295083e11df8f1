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

    /// <summary>Of vwap: how what is traded spreads over a day, a weight for each of its equal parts from midnight UTC on, e.g. 24 for its hours.</summary>
    [NumberRange(0, 1e12)]
    public IReadOnlyList<decimal> VolumeProfile { get; init; } = [];

    /// <summary>Of vwap, in place of volumeProfile: over how many days of the market's own bars it is learned, half hour by half hour; equal parts until a day is known.</summary>
    [NumberRange(1, 30)]
    public int? VolumeDays { get; init; }

    /// <summary>Of twap and vwap: the largest share of what was traded on the market since the slice before that a slice may be; null means no limit.</summary>
    [NumberRange(0, 1, MinExcluded = true)]
    public decimal? ParticipationMaxFraction { get; init; }

    /// <summary>What becomes of such a slice when the feed told of no trade yet.</summary>
    public UnknownVolume WhenVolumeUnknown { get; init; } = UnknownVolume.Wait;

    /// <summary>Of iceberg: how much is shown at a time.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in base")]
    public decimal? DisplayQuantityBase { get; init; }

    /// <summary>Of iceberg with displayQuantityBase: by how much of it what is shown is larger or smaller each time.</summary>
    [NumberRange(0, 0.9)]
    public decimal DisplayJitterFraction { get; init; }

    /// <summary>What one part is worth at most; null means `orderNotionalMaxAccount` of the tier, which always binds.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in account currency")]
    public decimal? ChildNotionalMaxAccount { get; init; }

    /// <summary>How far beyond the touch the entry was decided on any part may be; null means no limit of its own. Iceberg and split need it.</summary>
    [NumberRange(0, 0.99, Unit = "of the touch")]
    public decimal? CapFraction { get; init; }

    /// <summary>Of split: how long the books are given to fill again between two rounds. Of iceberg: how old what is shown is at least before it follows its touch.</summary>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(3);
}
