using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Decoding;

/// <summary>Writes what a venue told as lines of JSON, one event a line, in the schema of <c>docs/decode.md</c>. Numbers are texts with the venue's own digits.</summary>
internal sealed class DecodedLines(string venue, Stream output, int bookLevels) : INormalizedSink, IDisposable
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly BookLines _books = new(bookLevels);
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly Utf8JsonWriter _json = new(Stream.Null, Readable);

    /// <summary>How many lines tell of something that could not be read.</summary>
    public int Undecodable { get; private set; }

    /// <inheritdoc/>
    public void Quote(in QuoteTold quote)
    {
        Begin("quote", quote.Symbol, quote.At);
        Number("bid"u8, quote.Bid);
        Number("bidSize"u8, quote.BidSize);
        Number("ask"u8, quote.Ask);
        Number("askSize"u8, quote.AskSize);
        End();
    }

    /// <inheritdoc/>
    public void Trade(in TradeTold trade)
    {
        Begin("trade", trade.Symbol, trade.At);
        Number("price"u8, trade.Price);
        Number("size"u8, trade.Size);
        Text("aggressor"u8, trade.Aggressor switch { AggressorSide.Buy => "buy", AggressorSide.Sell => "sell", _ => null });
        Text("tradeId"u8, trade.TradeId);
        End();
    }

    /// <inheritdoc/>
    public void Bar(in BarTold bar)
    {
        Begin("bar", bar.Symbol, bar.At);
        Number("open"u8, bar.Open);
        Number("high"u8, bar.High);
        Number("low"u8, bar.Low);
        Number("close"u8, bar.Close);
        Number("volume"u8, bar.Volume);
        Text("openTime"u8, bar.OpenTime?.ToString());
        Flag("closed"u8, bar.IsClosed);
        End();
    }

    /// <inheritdoc/>
    public void Book(in BookTold book)
    {
        Begin("book", book.Symbol, book.At);
        _books.Write(_json, book);
        End();
    }

    /// <inheritdoc/>
    public void Instrument(in InstrumentTold instrument)
    {
        Begin("instrument", instrument.Symbol, null);
        Text("venueSymbol"u8, instrument.VenueSymbol);
        Text("base"u8, instrument.Base);
        Text("quote"u8, instrument.Quote);
        Number("tickSize"u8, instrument.TickSize);
        Number("lotSize"u8, instrument.LotSize);
        Number("minQuantity"u8, instrument.MinQuantity);
        Number("minNotional"u8, instrument.MinNotional);
        Text("status"u8, instrument.Status);
        Flag("tradable"u8, instrument.IsTradable);
        End();
    }

    /// <inheritdoc/>
    public void Subscribed(in SubscribedTold subscribed)
    {
        Begin("subscribed", subscribed.Symbol, subscribed.At);
        Text("channel"u8, subscribed.Channel);
        Text("message"u8, subscribed.Message);
        End();
    }

    /// <inheritdoc/>
    public void Ack(in AckTold ack)
    {
        Begin("ack", ack.Symbol, ack.At);
        Text("call"u8, ack.Call);
        Text("clientOrderId"u8, ack.ClientOrderId);
        Text("venueOrderId"u8, ack.VenueOrderId);
        Text("replaces"u8, ack.Replaces);
        if (ack.Count is { } count) _json.WriteNumber("count"u8, count);
        End();
    }

    /// <inheritdoc/>
    public void Order(in OrderTold order)
    {
        Begin("order", order.Symbol, order.At);
        Text("clientOrderId"u8, order.ClientOrderId);
        Text("venueOrderId"u8, order.VenueOrderId);
        Text("side"u8, Word(order.Side));
        Text("type"u8, order.Type);
        Text("timeInForce"u8, order.TimeInForce);
        Text("status"u8, Word(order.Status));
        Number("quantity"u8, order.Quantity);
        Number("quoteQuantity"u8, order.QuoteQuantity);
        Number("limitPrice"u8, order.LimitPrice);
        Number("stopPrice"u8, order.StopPrice);
        Number("filled"u8, order.Filled);
        Number("averagePrice"u8, order.AveragePrice);
        Text("reason"u8, order.Reason);
        End();
    }

    /// <inheritdoc/>
    public void Fill(in FillTold fill)
    {
        Begin("fill", fill.Symbol, fill.At);
        Text("executionId"u8, fill.ExecutionId);
        Text("clientOrderId"u8, fill.ClientOrderId);
        Text("venueOrderId"u8, fill.VenueOrderId);
        Text("side"u8, Word(fill.Side));
        Number("price"u8, fill.Price);
        Number("size"u8, fill.Size);
        Number("fee"u8, fill.Fee);
        Text("feeCurrency"u8, fill.FeeCurrency);
        Text("liquidity"u8, Word(fill.Liquidity));
        End();
    }

    /// <inheritdoc/>
    public void Balance(in BalanceTold balance)
    {
        Begin("balance", null, balance.At);
        Text("asset"u8, balance.Asset);
        Number("total"u8, balance.Total);
        Number("available"u8, balance.Available);
        End();
    }

    /// <inheritdoc/>
    public void Position(in PositionTold position)
    {
        Begin("position", position.Symbol, position.At);
        Number("quantity"u8, position.Quantity);
        Number("averagePrice"u8, position.AveragePrice);
        End();
    }

    /// <inheritdoc/>
    public void Status(in StatusTold status)
    {
        Begin("status", status.Symbol, status.At);
        Text("of"u8, status.Of);
        Text("status"u8, status.Status);
        Text("message"u8, status.Message);
        End();
    }

    /// <inheritdoc/>
    public void Heartbeat(WireTime? at)
    {
        Begin("heartbeat", null, at);
        End();
    }

    /// <inheritdoc/>
    public void Error(in ErrorTold error)
    {
        Begin("error", error.Symbol, null);
        Text("category"u8, Category(error.Kind));
        Flag("retryable"u8, error.Kind is VenueFaultKind.Retry or VenueFaultKind.RateLimited);
        Text("orderOutcome"u8, error.Kind == VenueFaultKind.OutcomeUnknown ? "unknown" : error.Refusal == VenueRefusal.DuplicateClientOrderId ? "placed" : "notPlaced");
        Text("code"u8, error.Code);
        Text("message"u8, error.Message);
        Text("clientOrderId"u8, error.ClientOrderId);
        Text("venueOrderId"u8, error.VenueOrderId);
        End();
    }

    /// <inheritdoc/>
    public void Unrecognized(string what) => Undecoded($"nobody knows this kind of message: {what}");

    /// <summary>Says that a payload could not be read, and why.</summary>
    public void Undecoded(string why)
    {
        Undecodable++;
        _line.ResetWrittenCount();
        Begin("error", null, null);
        Text("category"u8, "undecodable");
        Flag("retryable"u8, false);
        Text("message"u8, why);
        End();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private static string Category(VenueFaultKind kind) => kind switch
    {
        VenueFaultKind.Retry => "retry",
        VenueFaultKind.RateLimited => "rateLimited",
        VenueFaultKind.Authentication => "auth",
        VenueFaultKind.MarketClosed => "marketClosed",
        VenueFaultKind.InsufficientFunds => "insufficientFunds",
        VenueFaultKind.OutcomeUnknown => "unknownOutcome",
        _ => "rejected",
    };

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null;

    private void Begin(string kind, string? symbol, WireTime? at)
    {
        _line.ResetWrittenCount();
        _json.Reset(_line);
        _json.WriteStartObject();
        _json.WriteString("kind"u8, kind);
        _json.WriteString("venue"u8, venue);
        Text("symbol"u8, symbol);
        Text("ts"u8, at?.ToString());
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
        output.Write(_line.WrittenSpan);
    }

    private void Text(ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null) _json.WriteString(name, text);
    }

    private void Text(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty) _json.WriteString(name, text);
    }

    // What should be a number and is none is a payload that cannot be read, not a line.
    private void Number(ReadOnlySpan<byte> name, ReadOnlySpan<byte> number)
    {
        if (number.IsEmpty) return;
        WireNumber.Parse(number);
        _json.WriteString(name, number);
    }

    private void Flag(ReadOnlySpan<byte> name, bool? flag)
    {
        if (flag is { } known) _json.WriteBoolean(name, known);
    }
}
