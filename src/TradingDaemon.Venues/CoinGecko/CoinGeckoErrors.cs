using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.CoinGecko;

/// <summary>What CoinGecko's refusals mean. None of them concerns an order: it takes none.</summary>
internal static class CoinGeckoErrors
{
    /// <summary>A refusal with a code, or with words only.</summary>
    public static ErrorTold Told(WireValue body, string? symbol)
    {
        var status = body["status"u8];
        var code = status["error_code"u8];
        return new ErrorTold
        {
            Kind = KindOf(code.AsLong()), Refusal = VenueRefusal.Other, Code = code.AsText(), Message = status["error_message"u8].AsText() ?? body["error"u8].AsText(), Symbol = symbol,
        };
    }

    private static VenueFaultKind KindOf(long? code) => code switch
    {
        429 => VenueFaultKind.RateLimited,
        401 or 403 or 10002 or 10010 or 10011 => VenueFaultKind.Authentication, // no key, or one of the other host's kind
        408 or (>= 500 and < 600) => VenueFaultKind.Retry,
        _ => VenueFaultKind.Rejected, // 10005 among them: the plan does not hold it
    };
}
