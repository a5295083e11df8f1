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
}
