namespace TradingDaemon.Domain.Risk;

/// <summary>The gate's numbers. Fractions are of equity, 0…1; money is in account currency.</summary>
public sealed record RiskLimits
{
    /// <summary>One order's largest value in account currency.</summary>
    public decimal OrderNotionalMaxAccount { get; init; } = 10_000m;

    /// <summary>One instrument's largest position, all strategies together, as a fraction of equity.</summary>
    public decimal PositionMaxFraction { get; init; } = 0.20m;

    /// <summary>One strategy's largest gross exposure as a fraction of equity; a strategy's own limit may be tighter.</summary>
    public decimal StrategyExposureMaxFraction { get; init; } = 0.30m;

    /// <summary>Loss since the day began, realized and unrealized, as a fraction of the day's opening equity.</summary>
    public decimal DailyLossMaxFraction { get; init; } = 0.05m;

    /// <summary>Oldest quote an order may be decided on.</summary>
    public TimeSpan QuoteAgeMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Orders in flight at once, all strategies together.</summary>
    public int OrdersInFlightMax { get; init; } = 256;

    /// <summary>Loss of a day at which the emergency stop moves to reducing, as a fraction of the day's opening equity; null means <see cref="DailyLossMaxFraction"/>, 1 means never.</summary>
    public decimal? DailyLossReducingFraction { get; init; }

    /// <summary>Entries of one strategy in any one second.</summary>
    public int StrategyOrdersPerSecondMax { get; init; } = 20;

    /// <summary>Entries of all strategies together in any one second, exits counted with them.</summary>
    public int AccountOrdersPerSecondMax { get; init; } = 50;

    /// <summary>Refusals by the venue in a row on one instrument after which nothing is sent there for <see cref="RejectPause"/>.</summary>
    public int RejectsInARowMax { get; init; } = 3;

    /// <summary>How long that lasts; one refusal after it starts it anew.</summary>
    public TimeSpan RejectPause { get; init; } = TimeSpan.FromMinutes(1);
}
