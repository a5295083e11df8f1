using System.Globalization;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;

namespace TradingDaemon.Venues.Binance;

/// <summary>What Binance's errors mean: a table by code, and by text where one code says several things. What is in no table leaves the outcome open.</summary>
internal static class BinanceErrors
{
    /// <summary>The code of a request that came too late or too early.</summary>
    public const string WrongTime = "-1021";

    private const int ServerErrors = 500;

    // The first row that fits decides; an empty text fits all.
    private static readonly (int From, int To, string Text, VenueFaultKind Kind, VenueRefusal Refusal)[] Table =
    [
        (-2010, -2010, "Account has insufficient balance", VenueFaultKind.InsufficientFunds, VenueRefusal.InsufficientFunds),
        (-2010, -2010, "Duplicate order sent", VenueFaultKind.Rejected, VenueRefusal.DuplicateClientOrderId),
        (-2010, -2010, "Order would immediately match and take", VenueFaultKind.Rejected, VenueRefusal.WouldTake),
        (-2010, -2010, "Market is closed", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        (-2010, -2010, "", VenueFaultKind.Rejected, VenueRefusal.Other),
        (-1013, -1013, "Filter failure: PRICE_FILTER", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        (-1013, -1013, "Filter failure: LOT_SIZE", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        (-1013, -1013, "Filter failure: MARKET_LOT_SIZE", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        (-1013, -1013, "Filter failure: NOTIONAL", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        (-1013, -1013, "Filter failure: MIN_NOTIONAL", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        (-1013, -1013, "Market is closed", VenueFaultKind.MarketClosed, VenueRefusal.MarketClosed),
        (-1013, -1013, "", VenueFaultKind.Rejected, VenueRefusal.Other),
        (-1111, -1111, "", VenueFaultKind.Rejected, VenueRefusal.InvalidIncrement),
        (-1121, -1121, "", VenueFaultKind.Rejected, VenueRefusal.UnknownInstrument),
        (-1199, -1100, "", VenueFaultKind.Rejected, VenueRefusal.Other), // something is wrong with a parameter: told before anything is placed
        (-2011, -2011, "", VenueFaultKind.Rejected, VenueRefusal.Other), // the order to cancel is not there
        (-2013, -2013, "", VenueFaultKind.Rejected, VenueRefusal.Other), // nor is the one asked after, or not yet
        (-2026, -2026, "", VenueFaultKind.Rejected, VenueRefusal.Other),
        (-2039, -2035, "", VenueFaultKind.Rejected, VenueRefusal.Other),
        (-2022, -2022, "", VenueFaultKind.Rejected, VenueRefusal.Other), // of a replacement neither half was done; of -2021 one was
        (-1002, -1002, "", VenueFaultKind.Authentication, VenueRefusal.Other),
        (-1022, -1022, "", VenueFaultKind.Authentication, VenueRefusal.Other),
        (-2015, -2014, "", VenueFaultKind.Authentication, VenueRefusal.Other),
        (-1021, -1021, "", VenueFaultKind.Retry, VenueRefusal.Other), // our clock: again with a new time
        (-1008, -1008, "", VenueFaultKind.Retry, VenueRefusal.Other),
        (-1003, -1003, "", VenueFaultKind.RateLimited, VenueRefusal.Other),
        (-1015, -1015, "", VenueFaultKind.RateLimited, VenueRefusal.Other),
        (-1034, -1034, "", VenueFaultKind.RateLimited, VenueRefusal.Other),
        (-1014, -1014, "", VenueFaultKind.Rejected, VenueRefusal.Other),
        (-1020, -1020, "", VenueFaultKind.Rejected, VenueRefusal.Other),
        (0, 99, "", VenueFaultKind.Rejected, VenueRefusal.Other), // the streams' own: a message that could not be read
    ];

    /// <summary>What an error means.</summary>
    /// <param name="code">The venue's code; null when its answer has none, as a proxy's.</param>
    /// <param name="text">The venue's words.</param>
    /// <param name="httpStatus">With what status it came; null when nobody knows.</param>
    public static (VenueFaultKind Kind, VenueRefusal Refusal) Read(long? code, string text, long? httpStatus)
    {
        foreach (var (from, to, begin, kind, refusal) in Table)
            if (code >= from && code <= to && text.StartsWith(begin, StringComparison.Ordinal)) return (kind, refusal);
        return (OfStatus(code, httpStatus), VenueRefusal.Other);
    }

    /// <summary>An error as an event.</summary>
    public static ErrorTold Told(long? code, string? text, long? httpStatus)
    {
        var (kind, refusal) = Read(code, text ?? "", httpStatus);
        return new ErrorTold { Kind = kind, Refusal = refusal, Code = (code ?? httpStatus)?.ToString(CultureInfo.InvariantCulture), Message = text };
    }

    private static VenueFaultKind OfStatus(long? code, long? httpStatus) => httpStatus switch
    {
        429 or 418 or 403 => VenueFaultKind.RateLimited, // too much, banned for it, or stopped by the firewall before it
        401 => VenueFaultKind.Authentication,
        409 or >= ServerErrors or null => VenueFaultKind.OutcomeUnknown,
        _ => code is null ? VenueFaultKind.Rejected : VenueFaultKind.OutcomeUnknown,
    };
}
