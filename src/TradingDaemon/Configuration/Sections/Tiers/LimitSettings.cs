using TradingDaemon.Configuration.Schema;

namespace TradingDaemon.Configuration.Sections.Tiers;

/// <summary>A tier's risk limits, as its file says them; the names are those of the gate's own limits.</summary>
internal sealed record LimitSettings
{
    /// <summary>One order's largest value.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in account currency")]
    public decimal OrderNotionalMaxAccount { get; init; } = 10_000m;

    /// <summary>One instrument's largest position.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of equity")]
    public decimal PositionMaxFraction { get; init; } = 0.20m;

    /// <summary>The same as an amount of money, a limit of its own beside the fraction; null means no limit.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in account currency")]
    public decimal? PositionNotionalMaxAccount { get; init; }

    /// <summary>Positions open at once, all strategies together, those being opened counted; null means no limit.</summary>
    [NumberRange(1, 100000)]
    public int? PositionsMax { get; init; }

    /// <summary>One strategy's largest gross exposure.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of equity")]
    public decimal StrategyExposureMaxFraction { get; init; } = 0.30m;

    /// <summary>Loss of a day at which entries stop.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the day's opening equity")]
    public decimal DailyLossMaxFraction { get; init; } = 0.05m;

    /// <summary>Oldest quote an order may be decided on.</summary>
    [DurationRange("00:00:00.100", "00:10:00")]
    public TimeSpan QuoteAgeMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Oldest price of a holding, or of a currency, that entries are judged by while its market is open. A daemon's alone: in a replay prices are as old as they were recorded.</summary>
    [DurationRange("00:00:02", "7.00:00:00")]
    public TimeSpan MarkAgeMax { get; init; } = TimeSpan.FromMinutes(10);

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

    /// <summary>How far through the touch a limit price may be: a buy above the ask, a sale below the bid.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the touch")]
    public decimal PriceCollarFraction { get; init; } = 0.05m;

    /// <summary>All holdings and entries in flight, longs and shorts added up; null means no limit.</summary>
    [NumberRange(0, 100, MinExcluded = true, Unit = "of equity")]
    public decimal? GrossExposureMaxFraction { get; init; }

    /// <summary>Longs less shorts, either way; null means no limit.</summary>
    [NumberRange(0, 100, MinExcluded = true, Unit = "of equity")]
    public decimal? NetExposureMaxFraction { get; init; }

    /// <summary>All instruments of one underlying; null means `PositionMaxFraction`.</summary>
    [NumberRange(0, 100, MinExcluded = true, Unit = "of equity")]
    public decimal? ConcentrationMaxFraction { get; init; }

    /// <summary>All instruments of one sector or underlying, gross.</summary>
    [NumberRange(0, 100, MinExcluded = true, Unit = "of equity")]
    public decimal CorrelatedExposureMaxFraction { get; init; } = 0.60m;

    /// <summary>Everything at one venue, gross; null means no limit.</summary>
    [NumberRange(0, 100, MinExcluded = true, Unit = "times what the account is worth there")]
    public decimal? LeverageMax { get; init; }

    /// <summary>The same as an amount of money; the tighter of the two counts. Null means the fraction alone.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in account currency")]
    public decimal? DailyLossMaxAccount { get; init; }

    /// <summary>How far below its highest point equity may be; entries stop there. Null means no limit.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the peak")]
    public decimal? DrawdownMaxFraction { get; init; }

    /// <summary>Fall of equity a minute at which entries are `DrawdownThrottleInterval` apart, e.g. 0.001; null means never.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the peak")]
    public decimal? DrawdownThrottlePerMinute { get; init; }

    /// <summary>Fall of equity a minute at which entries pause for `DrawdownPause`, e.g. 0.0025; null means never.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the peak")]
    public decimal? DrawdownPausePerMinute { get; init; }

    /// <summary>Over how long such a fall is measured.</summary>
    [DurationRange("00:01:00", "01:00:00")]
    public TimeSpan DrawdownWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How far below its peak equity must be before a fall counts.</summary>
    [NumberRange(0, 1, Unit = "of the peak")]
    public decimal DrawdownFloorFraction { get; init; } = 0.005m;

    /// <summary>How far apart entries then are.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan DrawdownThrottleInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long they then pause.</summary>
    [DurationRange("00:00:01", "7.00:00:00")]
    public TimeSpan DrawdownPause { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>What options may lose since the day began, realized and unrealized: entries in options stop there. Null means no limit.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of the day's opening equity")]
    public decimal? OptionDailyLossMaxFraction { get; init; }

    /// <summary>The same as an amount of money; the tighter of the two counts. Null means no limit.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "in account currency")]
    public decimal? OptionDailyLossMaxAccount { get; init; }

    /// <summary>Entries of all strategies in one trading day; null means no limit.</summary>
    [NumberRange(1, 1000000)]
    public int? DailyEntriesMax { get; init; }

    /// <summary>Worth of all entries of one trading day; null means no limit.</summary>
    [NumberRange(0, 10000, MinExcluded = true, Unit = "of the day's opening equity")]
    public decimal? DailyCapitalMaxFraction { get; init; }

    /// <summary>Orders to one venue in any one second after which entries there wait, exits counted with them; null means no limit of its own.</summary>
    [NumberRange(1, 100000)]
    public int? VenueOrdersPerSecondMax { get; init; }

    /// <summary>Cancels of one strategy in one minute of the clock after which it enters no more; null means no limit.</summary>
    [NumberRange(1, 100000)]
    public int? StrategyCancelsPerMinuteMax { get; init; }

    /// <summary>Cancels at one venue in one minute of the clock after which nothing more is entered there; null means no limit.</summary>
    [NumberRange(1, 100000)]
    public int? VenueCancelsPerMinuteMax { get; init; }

    /// <summary>Delta of one order of options, either way: contracts × multiplier × delta. Null means no limit.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "units of the underlying")]
    public decimal? OptionTradeDeltaMax { get; init; }

    /// <summary>Gamma of one order of options in the same way; null means no limit.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "units of the underlying per unit of its price")]
    public decimal? OptionTradeGammaMax { get; init; }

    /// <summary>Delta of all options held, with entries in flight; null means no limit.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "units of the underlying")]
    public decimal? OptionDeltaMax { get; init; }

    /// <summary>Gamma of all options held, with entries in flight; null means no limit.</summary>
    [NumberRange(0, 1e12, MinExcluded = true, Unit = "units of the underlying per unit of its price")]
    public decimal? OptionGammaMax { get; init; }

    /// <summary>Oldest Greeks that count.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan OptionGreeksAgeMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The instrument whose price is the volatility index; null means none is watched.</summary>
    [TextPattern(NamePatterns.Symbol, NamePatterns.SymbolWords)]
    public string? VolatilityIndexSymbol { get; init; }

    /// <summary>Level of the index above which entries are half their size, and worth half of `OrderNotionalMaxAccount` at most.</summary>
    [NumberRange(0, 10000, MinExcluded = true)]
    public decimal VolatilityIndexMax { get; init; } = 30m;

    /// <summary>Oldest quote of the index that counts.</summary>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan VolatilityIndexAgeMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What one strategy's position in one instrument may lose from its present price to its stop, e.g. 0.02; null means no limit.</summary>
    [NumberRange(0, 1, MinExcluded = true, Unit = "of equity")]
    public decimal? OpenRiskTradeMaxFraction { get; init; }

    /// <summary>What all positions and entries in flight may lose together in the same way, e.g. 0.05; null means no limit.</summary>
    [NumberRange(0, 100, MinExcluded = true, Unit = "of equity")]
    public decimal? OpenRiskTotalMaxFraction { get; init; }

    /// <summary>How many times its stop's distance an entry's target is away at least, e.g. 2; null means no limit.</summary>
    [NumberRange(0, 100, MinExcluded = true)]
    public decimal? RewardRiskMin { get; init; }
}
