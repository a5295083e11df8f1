using System.Net.WebSockets;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Alpaca.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca.Streaming;

/// <summary>One client of the account's stream: what becomes of its orders. To a paper key it sends binary frames, to another text, with the same in them.</summary>
internal sealed class AlpacaAccountConversation(ExchangeParts exchange, AlpacaMarkets markets, AlpacaDesk desk, StreamClient client) : IConversation
{
    private const string Updates = "trade_updates";

    private static long _events;

    private readonly HashSet<string> _open = new(StringComparer.Ordinal); // no more than there are open orders
    private volatile bool _isPaper;
    private bool _isListening;
    private Execution? _trade;

    /// <inheritdoc/>
    public WebSocketMessageType FrameType => _isPaper ? WebSocketMessageType.Binary : WebSocketMessageType.Text;

    /// <inheritdoc/>
    public void Begin()
    {
        // The client speaks first.
    }

    /// <inheritdoc/>
    public void Beat()
    {
        // There is no sign of life but the connection's own.
    }

    /// <inheritdoc/>
    public Task HearAsync(ReadOnlyMemory<byte> message)
    {
        var said = ApiRequest.ParseObject(message.Span);
        var data = said.ValueKind == JsonValueKind.Object && said.TryGetProperty("data", out var told) && told.ValueKind == JsonValueKind.Object ? told : said;
        switch (OrderBody.Text(said, "action"))
        {
            case "authenticate" or "auth": LogIn(OrderBody.Text(data, "key_id") ?? OrderBody.Text(data, "key"), OrderBody.Text(data, "secret_key") ?? OrderBody.Text(data, "secret")); break;
            case "listen" when client.Account is not null: Listen(data); break;
            case "listen": client.Send(Authorization("unauthorized", "listen")); break;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void OnExecution(Execution execution, TimeSpan clockOffset) => _trade = execution.IsTrade ? execution : null; // told with the order's state after it

    /// <inheritdoc/>
    public void OnOrder(in OrderView order)
    {
        var trade = _trade?.OrderId == order.Order.OrderId ? _trade : null;
        _trade = null;
        if (!_isListening || markets.Find(order.Order.Request.Symbol) is not { } market) return;
        var id = order.Order.OrderId;
        var isNew = order.Condition is OrderCondition.Open or OrderCondition.PartiallyFilled ? _open.Add(id) : !_open.Remove(id);
        if (trade is not null) Tell(market, order, order.Condition == OrderCondition.Filled ? "fill" : "partial_fill", null, trade);
        else if (order.Condition == OrderCondition.Open && isNew)
        {
            Tell(market, order, "pending_new", "pending_new", null);
            Tell(market, order, "new", null, null);
        }
        else if (order.Condition is OrderCondition.Cancelled or OrderCondition.Expired or OrderCondition.Rejected) Tell(market, order, AlpacaOrderBody.StatusOf(order.Condition, desk.NoteOf(id)), null, null);
    }

    /// <inheritdoc/>
    public void OnBook(int instrument)
    {
        // The market has streams of its own.
    }

    /// <inheritdoc/>
    public void OnTrade(in PrintedTrade trade)
    {
        // As above.
    }

    private void LogIn(string? key, string? secret)
    {
        var found = AlpacaKeys.Find(exchange.Keys, key, secret);
        if (found is null)
        {
            client.Send(Authorization("unauthorized", "authenticate"));
            return;
        }

        exchange.Floor.Enter((_, _) => client.Account = found.Account);
        _isPaper = found.Key.StartsWith("PK", StringComparison.Ordinal);
        client.Send(Authorization("authorized", "authenticate"));
    }

    private void Listen(JsonElement data)
    {
        if (client.IsSubscriptionIgnored("order")) return;
        var isWanted = data.TryGetProperty("streams", out var streams) && streams.ValueKind == JsonValueKind.Array && streams.EnumerateArray().Any(static stream => stream.ValueKind == JsonValueKind.String && stream.GetString() == Updates);
        exchange.Floor.Enter((_, _) =>
        {
            if (isWanted && !_isListening) _open.UnionWith(exchange.Accounts.OpenOrders(client.Account!).Select(static order => order.Order.OrderId));
            _isListening = isWanted;
            client.Send(AlpacaJson.Bytes(json => AlpacaJson.WriteObject(json, () =>
            {
                json.WriteString("stream", "listening");
                json.WriteStartObject("data");
                json.WriteStartArray("streams");
                if (isWanted) json.WriteStringValue(Updates);
                json.WriteEndArray();
                json.WriteEndObject();
            })));
        });
    }

    private static byte[] Authorization(string status, string action) => AlpacaJson.Bytes(json => AlpacaJson.WriteObject(json, () =>
    {
        json.WriteString("stream", "authorization");
        json.WriteStartObject("data");
        json.WriteString("status", status);
        json.WriteString("action", action);
        json.WriteEndObject();
    }));

    private void Tell(AlpacaMarket market, OrderView order, string what, string? status, Execution? trade) => client.Tell(AlpacaJson.Bytes(json => AlpacaJson.WriteObject(json, () =>
    {
        json.WriteString("stream", Updates);
        json.WriteStartObject("data");
        json.WriteString("event", what);
        json.WriteString("execution_id", trade is null ? AlpacaNames.Event(Interlocked.Increment(ref _events)) : AlpacaNames.OnStream(trade));
        json.WritePropertyName("order");
        AlpacaOrderBody.Write(json, market, order, desk.NoteOf(order.Order.OrderId), status);
        if (trade is not null)
        {
            json.WriteAmount("position_qty", exchange.Accounts.Balances(trade.Account).Holdings.GetValueOrDefault(trade.Symbol));
            json.WriteAmount("price", trade.Price);
            json.WriteAmount("qty", trade.Quantity);
        }

        json.WriteString("timestamp", AlpacaJson.Moment(trade is null ? exchange.Now : trade.At + order.ClockOffset));
        json.WriteEndObject();
    })), trade is null ? "order" : "execution", market.Symbol);
}
