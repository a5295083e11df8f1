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
}
