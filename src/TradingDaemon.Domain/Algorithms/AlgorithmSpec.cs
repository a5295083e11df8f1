using System.Text.Json.Serialization;

namespace TradingDaemon.Domain.Algorithms;

/// <summary>By which algorithm an entry is executed, and with which numbers; which of them count, the algorithm says. Part of the durable parent order.</summary>
public sealed record AlgorithmSpec
{
    /// <summary>The default: one order, at once.</summary>
    public static AlgorithmSpec Direct { get; } = new();

    /// <summary>The algorithm.</summary>
    public ExecutionAlgorithm Algorithm { get; init; } = ExecutionAlgorithm.Direct;

    /// <summary>An entry worth no more than this, account currency, goes as one order all the same; null for none.</summary>
    public decimal? DirectMaxAccount { get; init; }

    /// <summary>How long it works on an entry; above zero.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How much longer when something is left then; zero or more.</summary>
    public TimeSpan ExtensionMax { get; init; }

    /// <summary>TWAP and VWAP: into how many slices, fewer where one would be less than the venue takes; 1 or more.</summary>
    public int Slices { get; init; } = 15;

    /// <summary>TWAP and VWAP: by how much of the time between two slices one is sent later, drawn from the parent's id; 0…0.9.</summary>
    public decimal JitterFraction { get; init; }

    /// <summary>VWAP: what is usually traded when; null for other algorithms, and until it is learned.</summary>
    public VolumeProfile? Profile { get; init; }

    /// <summary>VWAP: over how many days of the market's own bars <see cref="Profile"/> is learned for each parent; null where it is written.</summary>
    public int? VolumeDays { get; init; }

    /// <summary>TWAP and VWAP: the largest share of what was traded since the slice before that a slice may be; null for no limit.</summary>
    public decimal? ParticipationMaxFraction { get; init; }

    /// <summary>What becomes of a slice when nobody told of trades.</summary>
    public UnknownVolume WhenVolumeUnknown { get; init; } = UnknownVolume.Wait;

    /// <summary>Iceberg: how much is shown at a time, base; null leaves it to <see cref="ChildNotionalMaxAccount"/>.</summary>
    public decimal? DisplayQuantityBase { get; init; }

    /// <summary>Iceberg: by how much of <see cref="DisplayQuantityBase"/> what is shown is larger or smaller each time, drawn from the parent's id and the child's number; 0…0.9. Never more than a child may be.</summary>
    public decimal DisplayJitterFraction { get; init; }

    /// <summary>Iceberg, in place of <see cref="DisplayQuantityBase"/>: in how many parts the whole is shown at least; 1 or more, null for 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? DisplaySlicesMin { get; init; }

    /// <summary>And at most: as many as the book holds the whole within <see cref="DisplayDepthFraction"/> less than once, this many where nobody shows it; null where the quantity is written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? DisplaySlicesMax { get; init; }

    /// <summary>How far from the touch what a book shows counts for that, as a fraction of it; null for a hundredth.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? DisplayDepthFraction { get; init; }

    /// <summary>Iceberg: how long it waits at least after one part has ended before it shows the next; zero or more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TimeSpan DelayMin { get; init; }

    /// <summary>And at most: drawn between the two from the parent's id and the child's number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TimeSpan DelayMax { get; init; }

    /// <summary>Iceberg: as many parts that ended without a fill, and that nobody here took back, end it; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? FailedSlicesMax { get; init; }

    /// <summary>How much worse than the middle it was decided on what is filled may be on average, as a fraction of it: beyond that the parent ends; null for no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? ShortfallMaxFraction { get; init; }

    /// <summary>TWAP and VWAP: while more than so many times the usual was traded in the newest minute or is in the one under way, half of <see cref="ParticipationMaxFraction"/> counts; null for never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? VolumeAnomalyRatio { get; init; }

    /// <summary>TWAP: by how much of itself a slice is larger at the time of day with the most trades, and smaller where there are none; null for equal slices.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? VolumeWeightFraction { get; init; }

    /// <summary>TWAP and VWAP: what a slice is worth at least, account currency: fewer slices where one would be less; null for what the venue takes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? ChildNotionalMinAccount { get; init; }

    /// <summary>What one child is worth at most, account currency; null for no limit but the gate's.</summary>
    public decimal? ChildNotionalMaxAccount { get; init; }

    /// <summary>How far beyond the touch it was decided on a child's price may be, as a fraction of it; null for no limit of its own.</summary>
    public decimal? CapFraction { get; init; }

    /// <summary>Split: how long a book is given to fill again between two rounds. Iceberg: how old what is shown is at least before it follows the touch. Above zero.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(3);
}
