using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>Answers of the trading interface about our account, each told apart by the names it holds.</summary>
internal sealed class AlpacaAccountBodies(AlpacaSymbols symbols, AlpacaOrderBody orders)
{
    private const long HttpOk = 200;
    private const long HttpRefused = 300;

    /// <summary>Reads an object; false when it is none of these.</summary>
    public bool Read(WireValue one, INormalizedSink sink)
    {
        if (AlpacaOrderBody.Fits(one)) orders.Tell(one, null, null, sink);
        else if (!one["avg_entry_price"u8].IsMissing) Position(one, sink);
        else if (!one["activity_type"u8].IsMissing) Activity(one, sink);
        else if (!one["account_number"u8].IsMissing) Account(one, sink);
        else if (!one["is_open"u8].IsMissing) Clock(one, sink);
        else if (!one["suspend_trade"u8].IsMissing) sink.Status(new StatusTold { Of = "configuration", Status = one["suspend_trade"u8].IsTrue ? "suspended" : "trading", Message = one["trade_confirm_email"u8].AsText() is { } mail ? $"mail: {mail}" : null });
        else if (!one["base_value"u8].IsMissing) sink.Status(new StatusTold { Of = "portfolio", Status = one["timeframe"u8].AsText(), Message = $"base value {one["base_value"u8].AsText()}, equity {one["equity"u8].AsText()}" });
        else if (!one["date"u8].IsMissing && !one["open"u8].IsMissing) sink.Status(new StatusTold { Of = "calendar", Status = one["date"u8].AsText(), Message = $"{one["open"u8].AsText()} to {one["close"u8].AsText()} in New York" });
        else if (!one["strike_price"u8].IsMissing) Instrument(one, "1"u8, sink);
        else if (!one["class"u8].IsMissing && !one["tradable"u8].IsMissing) Asset(one, sink);
        else return Part(one, sink);
        return true;
    }

    // A part of an answer to many at once: each has the status an answer of its own would have.
    private bool Part(WireValue one, INormalizedSink sink)
    {
        if (one["status"u8] is not { IsMissing: false, IsString: false } status || status.AsLong() is not { } code) return false;
        var body = one["body"u8];
        var id = one["id"u8].AsText();
        var symbol = one["symbol"u8].AsText()?.Trim();
        if (code is >= HttpOk and < HttpRefused)
        {
            if (AlpacaOrderBody.Fits(body)) orders.Tell(body, null, null, sink);
            else sink.Ack(new AckTold { Call = id is null ? "closeAll" : "cancelAll", Symbol = symbol, VenueOrderId = id });
        }
        else if (body.IsObject) sink.Error(AlpacaErrors.Told(body, symbol, id));
        else sink.Error(new ErrorTold { Kind = code < 500 ? VenueFaultKind.Rejected : VenueFaultKind.OutcomeUnknown, Refusal = VenueRefusal.Other, Code = status.AsText(), Symbol = symbol, VenueOrderId = id });
        return true;
    }

    private void Position(WireValue one, INormalizedSink sink)
    {
        var quantity = one["qty"u8].Raw;
        Span<byte> text = stackalloc byte[64];
        if (one["side"u8].Is("short"u8) && quantity is [not (byte)'-', ..] && quantity.Length < text.Length) // short is below zero, whichever way it is written
        {
            text[0] = (byte)'-';
            quantity.CopyTo(text[1..]);
            text = text[..(quantity.Length + 1)];
        }
        else text = default;
        sink.Position(new PositionTold
        {
            Symbol = orders.SymbolOf(one) ?? throw new WireFormatException("a position has no symbol"), Quantity = text.IsEmpty ? quantity : text, AveragePrice = one["avg_entry_price"u8].Raw,
        });
    }

    private void Activity(WireValue one, INormalizedSink sink)
    {
        var symbol = one["symbol"u8].Raw is { IsEmpty: false } told ? symbols.Name(told) : null;
        if (one["activity_type"u8].Is("FILL"u8)) sink.Fill(new FillTold
        {
            Symbol = symbol, At = WireTime.OfText(one["transaction_time"u8]), ExecutionId = one["id"u8].AsText() ?? throw new WireFormatException("a fill has no id"),
            VenueOrderId = one["order_id"u8].AsText(), Side = AlpacaWords.Side(one["side"u8]), Price = one["price"u8].Raw, Size = one["qty"u8].Raw, Cumulative = one["cum_qty"u8].Raw,
        });
        else sink.Status(new StatusTold
        {
            Of = "activity", Status = one["activity_type"u8].AsText(), Symbol = symbol,
            Message = $"{one["date"u8].AsText()}: net {one["net_amount"u8].AsText()}, quantity {one["qty"u8].AsText() ?? "none"}{(one["status"u8].AsText() is { } status ? $", {status}" : "")}{(one["description"u8].AsText() is { Length: > 0 } said ? $": {said}" : "")}",
        });
    }

    // What may be spent is told without margin: the daemon borrows nothing.
    private static void Account(WireValue one, INormalizedSink sink)
    {
        sink.Balance(new BalanceTold
        {
            Asset = one["currency"u8].AsText() ?? "USD", Total = one["cash"u8].Raw, Available = (one["non_marginable_buying_power"u8].IsMissing ? one["buying_power"u8] : one["non_marginable_buying_power"u8]).Raw,
        });
        string[] blocks = [Flag(one["trading_blocked"u8], "trading_blocked"), Flag(one["account_blocked"u8], "account_blocked"), Flag(one["trade_suspended_by_user"u8], "trade_suspended_by_user")];
        var blocked = string.Join(", ", blocks.Where(static block => block.Length > 0));
        sink.Status(new StatusTold { Of = "account", Status = one["status"u8].AsText(), Message = blocked.Length > 0 ? blocked : null });
    }

    private static string Flag(WireValue flag, string name) => flag.IsTrue ? name : "";

    private static void Clock(WireValue one, INormalizedSink sink)
    {
        var at = WireTime.OfText(one["timestamp"u8]);
        sink.Status(new StatusTold { Of = "clock", At = at });
        sink.Status(new StatusTold { Of = "market", Status = one["is_open"u8].IsTrue ? "open" : "closed", At = at, Message = $"opens {one["next_open"u8].AsText()}, closes {one["next_close"u8].AsText()}" });
    }

    private void Asset(WireValue one, INormalizedSink sink)
    {
        if (!one["class"u8].Is("crypto"u8))
        {
            Instrument(one, one["fractionable"u8].IsTrue ? "0.000000001"u8 : "1"u8, sink);
            return;
        }

        var symbol = symbols.Pair(one["symbol"u8].Raw);
        symbols.Learn(symbol);
        var slash = symbol.IndexOf('/', StringComparison.Ordinal);
        sink.Instrument(new InstrumentTold
        {
            Symbol = symbol, VenueSymbol = symbol, Base = slash > 0 ? symbol[..slash] : symbol, Quote = slash > 0 ? symbol[(slash + 1)..] : null, TickSize = one["price_increment"u8].Raw,
            LotSize = one["min_trade_increment"u8].Raw, MinQuantity = one["min_order_size"u8].Raw, Status = one["status"u8].AsText(), IsTradable = IsTradable(one),
        });
    }

    // Shares and options tell no price step: a cent fits every price, though shares below a dollar may be priced finer.
    private void Instrument(WireValue one, ReadOnlySpan<byte> lot, INormalizedSink sink)
    {
        var symbol = symbols.Name(one["symbol"u8].Raw);
        sink.Instrument(new InstrumentTold
        {
            Symbol = symbol, VenueSymbol = symbol, Base = symbol, Quote = "USD", TickSize = "0.01"u8, LotSize = lot, Status = one["status"u8].AsText(), IsTradable = IsTradable(one),
        });
    }

    private static bool IsTradable(WireValue one) => one["tradable"u8].IsTrue && one["status"u8].Is("active"u8);
}
