using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>Messages of the account's stream, told by their <c>stream</c>. Events repeat, and an ended order may be told again: who keeps orders knows executions by their id.</summary>
internal sealed class AlpacaAccountFrames(AlpacaOrderBody orders)
{
    public void Read(WireValue frame, INormalizedSink sink)
    {
        var stream = frame["stream"u8];
        var data = frame["data"u8];
        if (stream.Is("trade_updates"u8)) Update(data, sink);
        else if (stream.Is("authorization"u8)) Authorization(data, sink);
        else if (stream.Is("listening"u8)) Listening(data, sink);
        else sink.Unrecognized($"stream {stream.AsText()}");
    }

    /// <summary>What became of an order, in the envelope's data or alone as the event stream over HTTP sends it.</summary>
    public void Update(WireValue update, INormalizedSink sink)
    {
        var kind = update["event"u8];
        var order = update["order"u8];
        var at = WireTime.OfText(update["timestamp"u8]);
        var isFill = kind.Is("fill"u8) || kind.Is("partial_fill"u8);
        if (isFill && update["execution_id"u8].IsMissing) throw new WireFormatException("a fill has no execution_id"); // before anything of it is told
        orders.Tell(order, at, Reason(kind.AsText()), sink);
        if (isFill) Fill(update, order, at, sink);
        else if (kind.Is("trade_bust"u8) || kind.Is("trade_correct"u8))
            sink.Status(new StatusTold { Of = "fill", Status = kind.AsText(), At = at, Symbol = orders.SymbolOf(order), Message = update["execution_id"u8].AsText() });
    }

    // Price and quantity of the event are of this execution; the order's own are of all so far. Fees are booked later, in another place.
    private void Fill(WireValue update, WireValue order, WireTime? at, INormalizedSink sink) => sink.Fill(new FillTold
    {
        Symbol = orders.SymbolOf(order), At = at, ExecutionId = update["execution_id"u8].AsText()!,
        ClientOrderId = order["client_order_id"u8].AsText(), VenueOrderId = order["id"u8].AsText(), Side = AlpacaWords.Side(order["side"u8]),
        Price = update["price"u8].Raw, Size = update["qty"u8].Raw, Cumulative = order["filled_qty"u8].Raw,
    });

    // What the order's own status does not already say.
    private static string? Reason(string? kind) => kind is "order_cancel_rejected" or "order_replace_rejected" or "trade_bust" or "trade_correct" or "restated" ? kind : null;

    private static void Authorization(WireValue data, INormalizedSink sink)
    {
        var status = data["status"u8];
        if (status.Is("authorized"u8)) sink.Status(new StatusTold { Of = "session", Status = "authorized" });
        else sink.Error(new ErrorTold
        {
            Kind = VenueFaultKind.Authentication, Refusal = VenueRefusal.Other, Code = status.AsText(), Message = data["message"u8].AsText() ?? $"{data["action"u8].AsText()}: {status.AsText()}",
        });
    }

    private static void Listening(WireValue data, INormalizedSink sink)
    {
        if (data["streams"u8][0].IsMissing) sink.Status(new StatusTold { Of = "session", Status = "nothing is listened to" });
        foreach (var (_, stream) in data["streams"u8]) sink.Subscribed(new SubscribedTold { Channel = stream.AsText() });
    }
}
