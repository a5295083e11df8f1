using System.Text.Json;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Binance.Calls;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Streaming;

/// <summary>One client of the market streams.</summary>
internal sealed class BinanceMarketConversation(ExchangeParts exchange, PairTable<BinancePair> pairs, BinanceBooks books, StreamClient client, bool isCombined, IReadOnlyList<string> begin) : IConversation
{
    private const int MessagesPerSecond = 5;
    private const int StreamsMax = 1_024;

    private readonly Dictionary<string, Told> _streams = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private (long Second, int Count) _messages;

    /// <inheritdoc/>
    public void Begin()
    {
        foreach (var name in begin) Add(name);
    }

    /// <inheritdoc/>
    public void Beat()
    {
        // The venue pings beneath the messages, and says nothing by itself.
    }

    /// <inheritdoc/>
    public async Task HearAsync(ReadOnlyMemory<byte> message)
    {
        var second = exchange.Clock.GetUtcNow().ToUnixTimeSeconds();
        _messages = _messages.Second == second ? (second, _messages.Count + 1) : (second, 1);
        if (_messages.Count > MessagesPerSecond)
        {
            await client.EndAsync();
            return;
        }

        var said = ApiRequest.ParseObject(message.Span);
        var (method, id) = (OrderBody.Text(said, "method"), said.ValueKind == JsonValueKind.Object && said.TryGetProperty("id", out var number) ? number : default);
        string[] names = said.ValueKind == JsonValueKind.Object && said.TryGetProperty("params", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(static name => name.ToString())] : [];
        exchange.Floor.Enter((_, _) => Change(method, names, id));
    }

    /// <inheritdoc/>
    public void OnOrder(in OrderView order)
    {
        // Accounts are told of elsewhere.
    }

    /// <inheritdoc/>
    public void OnExecution(Execution execution, TimeSpan clockOffset)
    {
        // As above.
    }

    /// <inheritdoc/>
    public void OnTrade(in PrintedTrade trade)
    {
        foreach (var told in _streams.Values)
        {
            var (stream, printed) = (told.Stream, trade);
            if (stream.Pair.Index != trade.Instrument) continue;
            if (stream.Kind == "bar") TellBar(stream, printed);
            else if (stream is { Kind: "trade", IsAggregate: true }) Tell(stream, json => BinanceMarketFrames.WriteAggregate(json, stream.Pair, printed, exchange.Now, exchange.Floor.ClockOffset));
            else if (stream.Kind == "trade") Tell(stream, json => BinanceMarketFrames.WriteTrade(json, stream.Pair, printed, exchange.Now, exchange.Floor.ClockOffset));
        }
    }

    /// <inheritdoc/>
    public void OnBook(int instrument)
    {
        foreach (var told in _streams.Values)
        {
            if (told.Stream.Pair.Index != instrument) continue;
            if (told.Stream.Kind == "quote") TellTouch(told);
            else if (told.Stream.Kind == "book") TellBook(told);
        }
    }

    private void Change(string? method, string[] names, JsonElement id)
    {
        switch (method)
        {
            case "SUBSCRIBE":
                if (names.Select(name => BinanceStreamName.Read(name, pairs)?.Kind).OfType<string>().Distinct().Any(client.IsSubscriptionIgnored)) return;
                foreach (var name in names) Add(name);
                Answer(id, static json => json.WriteNull("result"));
                break;
            case "UNSUBSCRIBE":
                foreach (var name in names)
                {
                    _names.Remove(name);
                    _streams.Remove(name);
                }

                Answer(id, static json => json.WriteNull("result"));
                break;
            case "LIST_SUBSCRIPTIONS":
                Answer(id, json =>
                {
                    json.WriteStartArray("result");
                    foreach (var name in _names) json.WriteStringValue(name);
                    json.WriteEndArray();
                });
                break;
            default:
                Answer(id, static json =>
                {
                    json.WriteNumber("code", 2);
                    json.WriteString("msg", "Invalid request: unknown variant, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`");
                });
                break;
        }
    }

    private void Answer(JsonElement id, Action<Utf8JsonWriter> write) => client.Send(BinanceJson.Frame(json =>
    {
        write(json);
        json.WritePropertyName("id");
        if (id.ValueKind == JsonValueKind.Undefined) json.WriteNullValue();
        else id.WriteTo(json);
    }));

    private void Add(string name)
    {
        if (_names.Count >= StreamsMax || !_names.Add(name) || BinanceStreamName.Read(name, pairs) is not { } stream) return;
        var told = new Told(stream) { Last = books.Newest(exchange.Floor, stream.Pair.Index) };
        told.Picture.Update(Levels(stream, Side.Buy), Levels(stream, Side.Sell));
        (told.Bid, told.Ask) = (default, default);
        _streams[name] = told;
    }

    private void TellTouch(Told told)
    {
        var (bid, ask) = (Best(told.Stream, Side.Buy), Best(told.Stream, Side.Sell));
        if (bid == told.Bid && ask == told.Ask) return;
        (told.Bid, told.Ask) = (bid, ask);
        var id = books.Newest(exchange.Floor, told.Stream.Pair.Index);
        Tell(told.Stream, json => BinanceMarketFrames.WriteTouch(json, told.Stream.Pair, id, bid, ask));
    }

    private void TellBook(Told told)
    {
        var (stream, newest) = (told.Stream, books.Newest(exchange.Floor, told.Stream.Pair.Index));
        var (bids, asks) = told.Picture.Update(Levels(stream, Side.Buy), Levels(stream, Side.Sell));
        if (bids.Count + asks.Count == 0) return;
        var first = told.Last + 1;
        told.Last = newest;
        Tell(stream, json => BinanceMarketFrames.WriteDifference(json, stream.Pair, first, newest, bids, asks, exchange.Now));
    }

    private void TellBar(BinanceStreamName stream, PrintedTrade trade)
    {
        var interval = TimeSpan.FromMinutes(BinanceMarket.Intervals[stream.Interval]);
        if (exchange.Floor.Tapes[stream.Pair.Index].Bars(interval, trade.At, 1) is [.., var bar]) Tell(stream, json => BinanceMarketFrames.WriteBar(json, stream.Pair, stream.Interval, bar, interval, trade.Id, exchange.Now));
    }

    private void Tell(BinanceStreamName stream, Action<Utf8JsonWriter> write) => client.Tell(BinanceJson.Frame(json =>
    {
        if (isCombined) json.WriteString("stream", stream.Text);
        if (isCombined) json.WriteStartObject("data");
        write(json);
        if (isCombined) json.WriteEndObject();
    }), stream.Kind, stream.Pair.Symbol);

    private IReadOnlyList<DepthLevel> Levels(BinanceStreamName stream, Side side) => exchange.Floor.Depth(stream.Pair.Index, side);

    private DepthLevel Best(BinanceStreamName stream, Side side) => Levels(stream, side) is [var best, ..] ? best : default;

    /// <summary>A stream and how far it is told.</summary>
    private sealed class Told(BinanceStreamName stream)
    {
        public BinanceStreamName Stream => stream;

        public BookPicture Picture { get; } = new();

        public long Last { get; set; }

        public DepthLevel Bid { get; set; }

        public DepthLevel Ask { get; set; }
    }
}
