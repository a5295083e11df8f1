using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>The order object, the same in answers and in the account's stream.</summary>
internal sealed class AlpacaOrderBody(AlpacaSymbols symbols)
{
    /// <summary>Whether an object is one.</summary>
    public static bool Fits(WireValue one) => !one["client_order_id"u8].IsMissing && !one["status"u8].IsMissing;

    /// <summary>Tells an order and the orders that hang on it.</summary>
    /// <param name="order">The object.</param>
    /// <param name="at">When it became so; null when only the order itself says it.</param>
    /// <param name="reason">Why, in the venue's words; null when not told.</param>
    /// <param name="sink">Who is told.</param>
    public void Tell(WireValue order, WireTime? at, string? reason, INormalizedSink sink)
    {
        var filled = order["filled_qty"u8];
        sink.Order(new OrderTold
        {
            Symbol = SymbolOf(order), At = at ?? Moment(order), ClientOrderId = order["client_order_id"u8].AsText(), VenueOrderId = order["id"u8].AsText(),
            Side = AlpacaWords.Side(order["side"u8]), Type = AlpacaWords.Type(order["type"u8].IsMissing ? order["order_type"u8] : order["type"u8]),
            TimeInForce = AlpacaWords.TimeInForce(order["time_in_force"u8]), Status = AlpacaWords.Status(order["status"u8], filled.AsDecimal() > 0m),
            Quantity = order["qty"u8].Raw, QuoteQuantity = order["notional"u8].Raw, LimitPrice = order["limit_price"u8].Raw, StopPrice = order["stop_price"u8].Raw,
            Filled = filled.Raw, AveragePrice = order["filled_avg_price"u8].Raw, Reason = reason ?? (order["replaced_by"u8].AsText() is { } by ? $"replaced by {by}" : null),
        });
        foreach (var (_, leg) in order["legs"u8]) Tell(leg, at, null, sink);
    }

    /// <summary>The canonical symbol of an order or position; null for a parent of several legs.</summary>
    public string? SymbolOf(WireValue one)
    {
        var symbol = one["symbol"u8];
        if (symbol.Raw.IsEmpty) return null;
        return one["asset_class"u8].Is("crypto"u8) ? symbols.Pair(symbol.Raw) : symbols.Name(symbol.Raw);
    }

    // When it came to where it is; the last change otherwise, which may be of anything.
    private static WireTime? Moment(WireValue order)
    {
        var ended = order[order["status"u8].AsText() switch
        {
            "filled" => "filled_at"u8,
            "canceled" => "canceled_at"u8,
            "expired" => "expired_at"u8,
            "rejected" => "failed_at"u8,
            "replaced" => "replaced_at"u8,
            _ => "updated_at"u8,
        }];
        return WireTime.OfText(ended) ?? WireTime.OfText(order["updated_at"u8]) ?? WireTime.OfText(order["submitted_at"u8]);
    }
}
