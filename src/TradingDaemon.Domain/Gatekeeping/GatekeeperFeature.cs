namespace TradingDaemon.Domain.Gatekeeping;

/// <summary>What a gatekeeper's model may go by: everything the engine knows for certain when it decides, and nothing that is known later. Zero stays unassigned.</summary>
public enum GatekeeperFeature : byte
{
    /// <summary>The signal's own confidence, 0…1.</summary>
    Confidence = 1,

    /// <summary>The strategy's urgency: low 0, normal 1, high 2.</summary>
    Urgency,

    /// <summary>(ask − bid) / mid of the quote it is decided on.</summary>
    SpreadFraction,

    /// <summary>Volatility of the instrument, a standard deviation of a year's logarithmic return; missing while it is not measured.</summary>
    VolatilityFraction,

    /// <summary>Average true range / mid; missing while it is not measured.</summary>
    RangeFraction,

    /// <summary>1 in a quiet market, else 0; missing while the regime is unknown.</summary>
    IsQuiet,

    /// <summary>1 in a volatile market, else 0; missing while the regime is unknown.</summary>
    IsVolatile,

    /// <summary>1 for a purchase, 0 for a sale.</summary>
    IsBuy,

    /// <summary>Time of the day (UTC), 0 to below 24 hours.</summary>
    HourUtc,

    /// <summary>Sine of the time of the day (UTC) as an angle: midnight 0, six o'clock 1.</summary>
    HourSine,

    /// <summary>Cosine of the same angle: midnight 1, noon −1.</summary>
    HourCosine,

    /// <summary>Age of the signal, seconds.</summary>
    SignalAgeSeconds,

    /// <summary>Age of the quote it is decided on, seconds.</summary>
    QuoteAgeSeconds,

    /// <summary>Share of the strategy's newest 20 closed trades that gained, 0…1, reckoned as if one more had gained and one more lost: 0.5 before the first.</summary>
    WinRate,

    /// <summary>Value of the order / equity, as sized and before anything caps it; missing while equity or a rate is unknown.</summary>
    SizeFraction,

    /// <summary>Orders of all strategies in flight, before this one.</summary>
    OrdersInFlight,
}
