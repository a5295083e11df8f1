using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Emergency;

/// <summary>The emergency stop.</summary>
internal sealed record EmergencyConfig
{
    /// <summary>True starts halted, whatever is stored; setting it back does not resume.</summary>
    public bool KillSwitch { get; init; }

    /// <summary>How far from the venue's touch a closing order may trade.</summary>
    [NumberRange(0, 0.5, MinExcluded = true)]
    public decimal SlippageMaxFraction { get; init; } = 0.02m;

    /// <summary>True closes 25, 50, 75 and then 100 % of each holding; false all of it at once.</summary>
    public bool Staged { get; init; }

    /// <summary>Time between two stages.</summary>
    [DurationRange("00:00:00", "01:00:00")]
    public TimeSpan StageInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Closing orders to one venue in any minute.</summary>
    [NumberRange(1, 600)]
    public int OrdersPerMinuteMax { get; init; } = 60;

    /// <summary>How long a closing order may work before it is cancelled.</summary>
    [DurationRange("00:00:01", "00:10:00")]
    public TimeSpan FillWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the third and last attempt at a holding takes any price.</summary>
    public bool LastResortMarket { get; init; } = true;

    /// <summary>After how long reducing ends by itself; zero never.</summary>
    [DurationRange("00:00:00", "7.00:00:00")]
    public TimeSpan ReducingResumesAfter { get; init; } = TimeSpan.Zero;

    /// <summary>What pulls it without a person.</summary>
    public TriggersConfig Triggers { get; init; } = new();
}
