using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Kraken;

/// <summary>The gateway's answers to what was asked over the WebSocket, told by their <c>method</c>.</summary>
internal static class KrakenReplies
{
    public static void Read(WireValue frame, KrakenSymbols symbols, KrakenBooks books, INormalizedSink sink)
    {
        var method = frame["method"u8];
        var result = frame["result"u8];
        var at = WireTime.OfText(frame["time_out"u8]);
        var symbol = Symbol(result, symbols) ?? Symbol(frame, symbols);
        if (frame["error"u8].AsText() is { } error)
        {
            sink.Error(KrakenErrors.Told(error, isGateway: true, symbol, result["cl_ord_id"u8].AsText(), result["order_id"u8].AsText()));
            return;
        }

        if (!frame["params"u8].IsMissing) sink.Status(new StatusTold { Of = "request", Status = method.AsText(), Symbol = Symbol(frame["params"u8], symbols) });
        else if (method.Is("pong"u8)) sink.Heartbeat(at);
        else if (method.Is("subscribe"u8)) Subscribed(result, symbol, at, books, sink);
        else if (Call(method.AsText()) is { } call) Taken(call, frame, result, symbol, at, sink);
        else sink.Unrecognized(method.IsMissing ? "a frame without channel or method" : $"method {method.AsText()}");
    }

    // A batch answers with an array, an order each, in the order they were sent.
    private static void Taken(string call, WireValue frame, WireValue result, string? symbol, WireTime? at, INormalizedSink sink)
    {
        if (result.IsArray)
        {
            foreach (var (_, one) in result) sink.Ack(new AckTold { Call = call, At = at, Symbol = symbol, ClientOrderId = one["cl_ord_id"u8].AsText(), VenueOrderId = one["order_id"u8].AsText() });
            return;
        }

        sink.Ack(new AckTold
        {
            Call = call, At = at, Symbol = symbol, ClientOrderId = result["cl_ord_id"u8].AsText(), VenueOrderId = result["order_id"u8].AsText(),
            Count = result["count"u8].AsLong() ?? frame["orders_cancelled"u8].AsLong(), Replaces = result["original_order_id"u8].AsText(),
        });
    }

    private static void Subscribed(WireValue result, string? symbol, WireTime? at, KrakenBooks books, INormalizedSink sink)
    {
        if (symbol is not null && result["depth"u8].AsLong() is { } depth and > 0 and <= int.MaxValue) books.Subscribed(symbol, (int)depth);
        sink.Subscribed(new SubscribedTold { Channel = result["channel"u8].AsText(), Symbol = symbol, At = at, Message = result["warnings"u8][0].AsText() });
    }

    private static string? Symbol(WireValue of, KrakenSymbols symbols) => of["symbol"u8] is { IsString: true } symbol ? symbols.Pair(symbol.Raw) : null;

    private static string? Call(string? method) => method switch
    {
        "add_order" or "batch_add" => "place",
        "cancel_order" or "batch_cancel" => "cancel",
        "cancel_all" => "cancelAll",
        "cancel_all_orders_after" => "cancelAllAfter",
        "amend_order" or "edit_order" => "replace",
        "unsubscribe" => "unsubscribe",
        _ => null,
    };
}
