using System.Net.WebSockets;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca.Streaming;

/// <summary>One client of a market data stream, of shares, of coins or of options. It logs in with its first message, or with the handshake.</summary>
internal sealed class AlpacaDataConversation(ExchangeParts exchange, AlpacaMarkets markets, AlpacaSeats seats, StreamClient client, ApiRequest opened) : IConversation
{
    private static readonly TimeSpan LogInMax = TimeSpan.FromSeconds(10);

    private readonly bool _isPacked = IsPacked(opened);
    private readonly AlpacaMarketNews _news = new(exchange, markets, client, AlpacaDataStreams.ClassOf(opened.Path)!, IsPacked(opened) ? AlpacaPacking.Pack : static frame => frame);
    private readonly DateTimeOffset _begun = exchange.Clock.GetUtcNow();

    /// <inheritdoc/>
    public WebSocketMessageType FrameType => _isPacked ? WebSocketMessageType.Binary : WebSocketMessageType.Text;

    /// <inheritdoc/>
    public void Begin()
    {
        Send(Success("connected"));
        if (opened.Header("APCA-API-KEY-ID") is { } key) LogIn(key, opened.Header("APCA-API-SECRET-KEY"));
    }

    /// <inheritdoc/>
    public void Beat()
    {
        if (client.Account is not null) _news.Beat();
        else if (exchange.Clock.GetUtcNow() - _begun > LogInMax)
        {
            Send(Error(404, "auth timeout"));
            client.EndAsync();
        }
    }

    /// <inheritdoc/>
    public Task HearAsync(ReadOnlyMemory<byte> message)
    {
        var said = ApiRequest.ParseObject(_isPacked ? AlpacaPacking.Unpack(message.Span) : message.Span);
        switch (OrderBody.Text(said, "action"))
        {
            case "auth": exchange.Floor.Enter((_, _) => LogIn(OrderBody.Text(said, "key"), OrderBody.Text(said, "secret"))); break;
            case "subscribe" or "unsubscribe" when client.Account is null: Send(Error(401, "not authenticated")); break;
            case "subscribe": Change(said, isMore: true); break;
            case "unsubscribe": Change(said, isMore: false); break;
            default: Send(Error(400, "invalid syntax")); break;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void OnOrder(in OrderView order)
    {
        // The account has a stream of its own.
    }

    /// <inheritdoc/>
    public void OnExecution(Execution execution, TimeSpan clockOffset)
    {
        // As above.
    }

    /// <inheritdoc/>
    public void OnBook(int instrument) => _news.OnBook(instrument);

    /// <inheritdoc/>
    public void OnTrade(in PrintedTrade trade) => _news.OnTrade(trade);

    private static bool IsPacked(ApiRequest opened) => opened.Header("Content-Type") is "application/msgpack" || AlpacaDataStreams.ClassOf(opened.Path) == AlpacaMarket.Options; // of options there is nothing else

    private void Send(byte[] frame) => client.Send(_isPacked ? AlpacaPacking.Pack(frame) : frame);

    private void LogIn(string? key, string? secret)
    {
        if (client.Account is not null) Send(Error(403, "already authenticated"));
        else if (AlpacaKeys.Find(exchange.Keys, key, secret) is not { } found) Send(Error(402, "auth failed"));
        else if (!seats.TryTake(found.Account, opened.Path, client.Ending)) Send(Error(406, "connection limit exceeded"));
        else
        {
            client.Account = found.Account;
            Send(Success("authenticated"));
        }
    }

    private void Change(JsonElement said, bool isMore)
    {
        if (isMore && client.IsSubscriptionIgnored(Kinds(said))) return;
        exchange.Floor.Enter((_, _) =>
        {
            if (_news.Change(said, isMore) is { } error)
            {
                Send(Error(error.Code, error.Message));
                return;
            }

            Send(AlpacaJson.Bytes(json => AlpacaJson.WriteList(json, [true], _ => _news.WriteState(json))));
            if (isMore) _news.Snapshot(said);
        });
    }

    // What a fault may call it: the first that is asked for.
    private static string Kinds(JsonElement said) => said.TryGetProperty("quotes", out _) ? "quote" : said.TryGetProperty("trades", out _) ? "trade" : said.TryGetProperty("orderbooks", out _) ? "book" : "bar";

    private static byte[] Success(string message) => One(json =>
    {
        json.WriteString("T", "success");
        json.WriteString("msg", message);
    });

    private static byte[] Error(int code, string message) => One(json =>
    {
        json.WriteString("T", "error");
        json.WriteNumber("code", code);
        json.WriteString("msg", message);
    });

    private static byte[] One(Action<Utf8JsonWriter> write) => AlpacaJson.Bytes(json => AlpacaJson.WriteList(json, [write], one => AlpacaJson.WriteObject(json, () => one(json))));
}
