namespace TradingDaemon.Domain.Risk;

/// <summary>The gate's numbers. Fractions are of equity, 0…1; money is in account currency.</summary>
public sealed record RiskLimits
{
    /// <summary>One order's largest value in account currency.</summary>
    public decimal OrderNotionalMaxAccount { get; init; } = 10_000m;

    /// <summary>One instrument's largest position, all strategies together, as a fraction of equity.</summary>
    public decimal PositionMaxFraction { get; init; } = 0.20m;

    /// <summary>The same as an amount of money, a limit of its own beside the fraction; null means no limit.</summary>
    public decimal? PositionNotionalMaxAccount { get; init; }

    /// <summary>Positions open at once, all strategies together, those being opened counted; null means no limit.</summary>
    public int? PositionsMax { get; init; }

    /// <summary>One strategy's largest gross exposure as a fraction of equity; a strategy's own limit may be tighter.</summary>
    public decimal StrategyExposureMaxFraction { get; init; } = 0.30m;

    /// <summary>Loss since the day began, realized and unrealized, as a fraction of the day's opening equity.</summary>
    public decimal DailyLossMaxFraction { get; init; } = 0.05m;

    /// <summary>Oldest quote an order may be decided on.</summary>
    public TimeSpan QuoteAgeMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Oldest price of a holding, or of a pair that converts its currency, that entries are judged by while its market is open; null means of any age, as in a recording.</summary>
    public TimeSpan? MarkAgeMax { get; init; }

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

    /// <summary>How far through the touch a limit price may be: a buy above the ask, a sale below the bid.</summary>
    public decimal PriceCollarFraction { get; init; } = 0.05m;

    /// <summary>All holdings and entries in flight, longs and shorts added up; null means no limit.</summary>
    public decimal? GrossExposureMaxFraction { get; init; }

    /// <summary>Longs less shorts, either way; null means no limit.</summary>
    public decimal? NetExposureMaxFraction { get; init; }

    /// <summary>All instruments of one underlying; null means <see cref="PositionMaxFraction"/>.</summary>
    public decimal? ConcentrationMaxFraction { get; init; }

    /// <summary>All instruments of one sector or underlying, gross.</summary>
    public decimal CorrelatedExposureMaxFraction { get; init; } = 0.60m;

    /// <summary>Everything at one venue, gross; null means no limit.</summary>
    public decimal? LeverageMax { get; init; }

    /// <summary>The same as an amount of money; the tighter of the two counts. Null means the fraction alone.</summary>
    public decimal? DailyLossMaxAccount { get; init; }

    /// <summary>How far below its highest point equity may be; entries stop there. Null means no limit.</summary>
    public decimal? DrawdownMaxFraction { get; init; }

    /// <summary>Fall of equity a minute at which entries are <see cref="DrawdownThrottleInterval"/> apart, e.g. 0.001; null means never.</summary>
    public decimal? DrawdownThrottlePerMinute { get; init; }

    /// <summary>Fall of equity a minute at which entries pause for <see cref="DrawdownPause"/>, e.g. 0.0025; null means never.</summary>
    public decimal? DrawdownPausePerMinute { get; init; }

    /// <summary>Over how long such a fall is measured.</summary>
    public TimeSpan DrawdownWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How far below its peak equity must be before a fall counts.</summary>
    public decimal DrawdownFloorFraction { get; init; } = 0.005m;

    /// <summary>How far apart entries then are.</summary>
    public TimeSpan DrawdownThrottleInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long they then pause.</summary>
    public TimeSpan DrawdownPause { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The loss at which entries stop, as a fraction of a day's opening equity: the tighter of share and amount.</summary>
    /// <param name="openingAccount">Opening equity in account currency; above zero.</param>
    public decimal DailyLossMaxOf(decimal openingAccount) => DailyLossMaxAccount is { } money ? Math.Min(DailyLossMaxFraction, money / openingAccount) : DailyLossMaxFraction;

    /// <summary>What options may lose since the day began, realized and unrealized, as a fraction of the day's opening equity: entries in options stop there. Null means no limit.</summary>
    public decimal? OptionDailyLossMaxFraction { get; init; }

    /// <summary>The same as an amount of money; the tighter of the two counts. Null means no limit.</summary>
    public decimal? OptionDailyLossMaxAccount { get; init; }

    /// <summary>The loss of options at which entries in them stop, as a fraction of a day's opening equity: the tighter of share and amount; null where neither is set.</summary>
    /// <param name="openingAccount">Opening equity in account currency; above zero.</param>
    public decimal? OptionDailyLossMaxOf(decimal openingAccount) => OptionDailyLossMaxAccount is { } money
        ? Math.Min(OptionDailyLossMaxFraction ?? decimal.MaxValue, money / openingAccount)
        : OptionDailyLossMaxFraction;

    /// <summary>Entries of all strategies in one trading day; null means no limit.</summary>
    public int? DailyEntriesMax { get; init; }

    /// <summary>Worth of all entries of one trading day; null means no limit.</summary>
    public decimal? DailyCapitalMaxFraction { get; init; }

    /// <summary>Orders to one venue in any one second after which entries there wait, exits counted with them; null means no limit of its own.</summary>
    public int? VenueOrdersPerSecondMax { get; init; }

    /// <summary>Cancels of one strategy in one minute of the clock after which it enters no more; null means no limit.</summary>
    public int? StrategyCancelsPerMinuteMax { get; init; }

    /// <summary>Cancels at one venue in one minute of the clock after which nothing more is entered there; null means no limit.</summary>
    public int? VenueCancelsPerMinuteMax { get; init; }

    /// <summary>Delta of one order of options, either way: contracts × multiplier × delta. Null means no limit.</summary>
    public decimal? OptionTradeDeltaMax { get; init; }

    /// <summary>Gamma of one order of options in the same way; null means no limit.</summary>
    public decimal? OptionTradeGammaMax { get; init; }

    /// <summary>Delta of all options held, with entries in flight; null means no limit.</summary>
    public decimal? OptionDeltaMax { get; init; }

    /// <summary>Gamma of all options held, with entries in flight; null means no limit.</summary>
    public decimal? OptionGammaMax { get; init; }

    /// <summary>Oldest Greeks that count.</summary>
    public TimeSpan OptionGreeksAgeMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The instrument whose price is the volatility index; null means none is watched.</summary>
    public string? VolatilityIndexSymbol { get; init; }

    /// <summary>Level of the index above which entries are half their size, and worth half of <see cref="OrderNotionalMaxAccount"/> at most.</summary>
    public decimal VolatilityIndexMax { get; init; } = 30m;

    /// <summary>The part of their size, and of <see cref="OrderNotionalMaxAccount"/>, that entries have above that level.</summary>
    public const decimal VolatilityIndexScale = 0.5m;

    /// <summary>Oldest quote of the index that counts.</summary>
    public TimeSpan VolatilityIndexAgeMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What one strategy's position in one instrument may lose from its present price to its stop; null means no limit.</summary>
    public decimal? OpenRiskTradeMaxFraction { get; init; }

    /// <summary>What all positions and entries in flight may lose together in the same way; null means no limit.</summary>
    public decimal? OpenRiskTotalMaxFraction { get; init; }

    /// <summary>How many times its stop's distance an entry's target is away at least, where it has both; null means no limit.</summary>
    public decimal? RewardRiskMin { get; init; }
}
