using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>A tier's risk limits, as its file says them; the names are those of the gate's own limits.</summary>
internal sealed record LimitSettings
{
    /// <summary>One order's largest value.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in account currency")]
    public decimal OrderNotionalMaxAccount { get; init; } = 10_000m;

    /// <summary>One instrument's largest position.</summary>
    [NumberRange(0, 1, Unit = "of equity")]
    public decimal PositionMaxFraction { get; init; } = 0.20m;

    /// <summary>One strategy's largest gross exposure.</summary>
    [NumberRange(0, 1, Unit = "of equity")]
    public decimal StrategyExposureMaxFraction { get; init; } = 0.30m;

    /// <summary>Loss of a day at which entries stop.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the day's opening equity")]
    public decimal DailyLossMaxFraction { get; init; } = 0.05m;

    /// <summary>Oldest quote an order may be decided on.</summary>
    [DurationRange("00:00:00.100", "00:10:00")]
    public TimeSpan QuoteAgeMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Orders in flight at once.</summary>
    [NumberRange(1, 10_000)]
    public int OrdersInFlightMax { get; init; } = 256;

    /// <summary>Loss of a day at which the emergency stop moves to reducing; null means `dailyLossMaxFraction`, 1 means never.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the day's opening equity")]
    public decimal? DailyLossReducingFraction { get; init; }

    /// <summary>Entries of one strategy in any one second.</summary>
    [NumberRange(1, 100_000)]
    public int StrategyOrdersPerSecondMax { get; init; } = 20;

    /// <summary>Entries of all strategies in any one second, exits counted with them.</summary>
    [NumberRange(1, 100_000)]
    public int AccountOrdersPerSecondMax { get; init; } = 50;

    /// <summary>Refusals by the venue in a row on one instrument after which it pauses.</summary>
    [NumberRange(1, 1_000)]
    public int RejectsInARowMax { get; init; } = 3;

    /// <summary>How long such a pause lasts.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan RejectPause { get; init; } = TimeSpan.FromMinutes(1);
}
