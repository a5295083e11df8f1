namespace TradingDaemon.Domain.Risk;

/// <summary>Which rule said no. Zero stays unassigned, so a default is never a rule.</summary>
public enum RiskRule : byte
{
    /// <summary>The engine does not accept this kind of order in its present state.</summary>
    EngineRunning = 1,

    /// <summary>The instrument is unknown or not tradable.</summary>
    InstrumentTradable,

    /// <summary>The strategy is off, unknown, or not allowed in this asset class.</summary>
    StrategyEnabled,

    /// <summary>The signal expired, or its fields are out of range.</summary>
    SignalValid,

    /// <summary>There is no quote, or it is older than the limit.</summary>
    QuoteFresh,

    /// <summary>The spread is wider than the asset class allows: Wait.</summary>
    SpreadGate,

    /// <summary>The strategy's own slippage limit is below the estimate: Wait.</summary>
    SlippageMax,

    /// <summary>The quantity is not a whole number of lots, or rounds to zero.</summary>
    LotSize,

    /// <summary>The price is not on the tick grid.</summary>
    TickSize,

    /// <summary>The order is worth less than the venue takes.</summary>
    MinNotional,

    /// <summary>The order is worth more than one order may be.</summary>
    OrderNotionalMax,

    /// <summary>The position in the instrument, with orders in flight, would exceed its share of equity.</summary>
    PositionMax,

    /// <summary>The strategy's exposure, with orders in flight, would exceed its share of equity.</summary>
    StrategyExposureMax,

    /// <summary>Today's loss, realized and unrealized, has reached the limit.</summary>
    DailyLossMax,

    /// <summary>Too many orders are in flight.</summary>
    OrdersInFlightMax,

    /// <summary>A short position is not allowed here.</summary>
    ShortNotAllowed,

    /// <summary>There is no position to close.</summary>
    NothingToClose,

    /// <summary>The same strategy already has an order in flight on this side of this instrument.</summary>
    DuplicateInFlight,

    /// <summary>Free cash does not cover the order and its fees.</summary>
    BuyingPower,

    /// <summary>There is no rate to convert the quote currency to the account currency.</summary>
    CurrencyConversion,

    /// <summary>Equity, or the day's opening equity, cannot be valued yet: no share of it can be granted.</summary>
    EquityKnown,

    /// <summary>The emergency stop is pulled.</summary>
    EmergencyStop,

    /// <summary>Entries at this venue are blocked, e.g. because books and venue have yet to be compared.</summary>
    EntriesBlocked,

    /// <summary>The outcome of another order on this instrument is unknown: it is frozen until the venue answers.</summary>
    OutcomeUnknown,

    /// <summary>Too many orders in one second, of the strategy or of the account. Exits pass.</summary>
    OrderRate,

    /// <summary>The venue refused several orders on this instrument in a row: nothing is sent there for a while, exits neither, unless an operator asks.</summary>
    RejectLoop,

    /// <summary>The order is another owner's or tenant's.</summary>
    AccountOwner,

    /// <summary>The instrument is unknown, or is not traded at the venue the order names.</summary>
    VenueKnown,

    /// <summary>The venue takes no order of this kind or lifetime.</summary>
    TermsSupported,

    /// <summary>The quantity is below or above what the venue takes.</summary>
    QuantityRange,

    /// <summary>The order is worth more than the venue takes.</summary>
    NotionalMax,

    /// <summary>The instrument's market is closed, or nobody knows when it is open.</summary>
    MarketOpen,

    /// <summary>More would be sold short than can be borrowed.</summary>
    ShortAvailable,

    /// <summary>The limit price is too far through the touch.</summary>
    PriceCollar,

    /// <summary>The order would meet a resting order of the same account.</summary>
    SelfCross,

    /// <summary>An order of this client order id was decided before.</summary>
    DuplicateIntent,

    /// <summary>The order says it only reduces, and would do more.</summary>
    ReduceOnly,

    /// <summary>All holdings and entries in flight, gross, would exceed their share of equity.</summary>
    GrossExposureMax,

    /// <summary>Longs less shorts would exceed their share of equity.</summary>
    NetExposureMax,

    /// <summary>Everything on one underlying would exceed its share of equity.</summary>
    ConcentrationMax,

    /// <summary>What moves together would exceed its share of equity.</summary>
    CorrelatedExposureMax,

    /// <summary>Everything at the venue would exceed so many times what the account is worth there.</summary>
    LeverageMax,

    /// <summary>Equity is too far below its highest point.</summary>
    DrawdownMax,

    /// <summary>Equity falls too fast.</summary>
    DrawdownVelocity,

    /// <summary>All strategies together have decided as many entries today as they may.</summary>
    DailyTradesMax,

    /// <summary>The strategy has decided as many entries today as it may.</summary>
    StrategyTradesMax,

    /// <summary>The strategy's entries of the day would be worth more than its share of opening equity.</summary>
    StrategyBudget,

    /// <summary>All entries of the day would be worth more than their share of opening equity.</summary>
    AccountBudget,

    /// <summary>Too many orders were sent to the venue within a second.</summary>
    VenueOrderRate,

    /// <summary>Too many cancels were asked for within a minute, of the strategy or at the venue.</summary>
    CancelRate,

    /// <summary>Delta or gamma of the order, or of all options, would exceed its limit, or nobody knows it.</summary>
    OptionGreeks,

    /// <summary>The volatility index is high, or unknown, and the order is worth more than half of the largest.</summary>
    VolatilityIndex,

    /// <summary>The strategy proposes entries too often to be heard.</summary>
    SignalRate,

    /// <summary>Strategies want to enter one instrument in opposite directions, and another goes.</summary>
    SignalConflict,

    /// <summary>So many entries wait that the lowest score has to go.</summary>
    SignalQueueFull,

    /// <summary>What is to guard the entry's position cannot be worked out, or the position is being closed by it.</summary>
    Protection,

    /// <summary>What the entry's size is worked out from is unknown, or grants nothing.</summary>
    SizeKnown,

    /// <summary>The position could lose more than its share of equity before its stop.</summary>
    OpenRiskTrade,

    /// <summary>All positions together could lose more than their share of equity before their stops.</summary>
    OpenRiskTotal,

    /// <summary>The target is too near, or the stop too far, for the one to be worth the other.</summary>
    RewardRiskMin,

    /// <summary>The strategy behaves as one does on tilt, or lost too often in a row, and has a break.</summary>
    Tilt,

    /// <summary>The gatekeeper's model scores the entry below its threshold, or cannot score it, and has a veto.</summary>
    Gatekeeper,

    /// <summary>What options lost today, realized and unrealized, has reached its limit, or nobody knows it.</summary>
    OptionDailyLossMax,

    /// <summary>The position in the instrument would be of more units than it may.</summary>
    PositionQuantityMax,

    /// <summary>The position in the instrument would be worth more money than it may.</summary>
    PositionNotionalMax,

    /// <summary>All strategies together have as many positions open, or being opened, as they may.</summary>
    PositionsMax,

    /// <summary>The strategy has as many positions open, or being opened, as it may.</summary>
    StrategyPositionsMax,

    /// <summary>The market of the instrument is in a panic, dead, or in a regime nobody knows yet, and the tier enters nothing then.</summary>
    MarketRegime,

    /// <summary>The account's equity is less than the strategy needs to enter, or nobody knows it.</summary>
    StrategyCapitalMin,

    /// <summary>A strategy it depends on is not loaded, switched off or not sound.</summary>
    StrategyDependency,
}
