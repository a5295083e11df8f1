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
}
