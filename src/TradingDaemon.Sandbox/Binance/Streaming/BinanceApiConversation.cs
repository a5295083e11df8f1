using System.Text;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Binance.Calls;
using TradingDaemon.Sandbox.Binance.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Streaming;

/// <summary>One client of the WebSocket interface: questions, orders, and the events of its account.</summary>
internal sealed class BinanceApiConversation(ExchangeParts exchange, PairTable<BinancePair> pairs, BinanceCalls calls, BinanceEntrance entrance, StreamClient client) : IConversation
{
    private readonly BinanceAccountNews _news = new(exchange, pairs, client);

    /// <inheritdoc/>
    public void Begin()
    {
        // The venue waits to be asked.
    }

    /// <inheritdoc/>
    public void Beat()
    {
        // It pings beneath the messages.
    }

    /// <inheritdoc/>
    public async Task HearAsync(ReadOnlyMemory<byte> message)
    {
        var said = ApiRequest.ParseObject(message.Span);
        var method = OrderBody.Text(said, "method");
        var parameters = said.ValueKind == JsonValueKind.Object && said.TryGetProperty("params", out var given) && given.ValueKind == JsonValueKind.Object ? given : default;
        var id = said.ValueKind == JsonValueKind.Object && said.TryGetProperty("id", out var told) ? told : default;
        switch (method)
        {
            case "userDataStream.subscribe.signature": Subscribe(id, parameters); break;
            case "userDataStream.unsubscribe": Unsubscribe(id); break;
            default: await AskAsync(id, method, parameters); break;
        }
    }

    /// <inheritdoc/>
    public void OnOrder(in OrderView order) => _news.OnOrder(order);

    /// <inheritdoc/>
    public void OnExecution(Execution execution, TimeSpan clockOffset) => _news.OnExecution(execution);

    /// <inheritdoc/>
    public void OnBook(int instrument)
    {
        // Markets are told of elsewhere.
    }

    /// <inheritdoc/>
    public void OnTrade(in PrintedTrade trade)
    {
        // As above.
    }

    private void Subscribe(JsonElement id, JsonElement parameters)
    {
        if (client.IsSubscriptionIgnored("order")) return;
        var (key, error) = entrance.Check(TextOf(parameters, "apiKey"), Asked(parameters), PayloadOf(parameters), isTrading: false);
        if (key is null) client.Send(Failed(id, error!));
        else if (client.Account is not null) client.Send(Failed(id, BinanceErrors.AlreadySubscribed));
        else exchange.Floor.Enter((_, _) =>
        {
            client.Account = key.Account;
            _news.Begin(key.Account);
            client.Send(Done(id, """{"subscriptionId":0}"""u8));
        });
    }

    private void Unsubscribe(JsonElement id) => exchange.Floor.Enter((_, _) =>
    {
        client.Account = null;
        _news.End();
        client.Send(Done(id, "{}"u8));
    });

    private async Task AskAsync(JsonElement id, string? method, JsonElement parameters)
    {
        if (calls.OfMethod(method) is not { } call)
        {
            client.Send(Failed(id, BinanceErrors.UnknownMethod));
            return;
        }

        var account = "";
        if (call.IsSigned)
        {
            var (key, error) = entrance.Check(TextOf(parameters, "apiKey"), Asked(parameters), PayloadOf(parameters), BinanceCall.IsTrading(call.Name));
            if (key is null) client.Send(Failed(id, error!));
            if (key is null) return;
            account = key.Account;
        }

        var occasion = new Occasion(account, call.Name, pairs.Find(TextOf(parameters, "symbol"))?.Symbol, BinanceNames.TypeOf(TextOf(parameters, "type")));
        await client.AnswerAsync(occasion, refused => Failed(id, BinanceErrors.Of(refused)), () => Answered(id, call.Answer(Asked(parameters), account)));
    }

    private static BinanceAsk Asked(JsonElement parameters) => new(name => TextOf(parameters, name));

    // Sorted by name, as they are, and without the signature.
    private static string PayloadOf(JsonElement parameters) => parameters.ValueKind != JsonValueKind.Object ? ""
        : string.Join('&', parameters.EnumerateObject().Where(static member => member.Name != "signature").OrderBy(static member => member.Name, StringComparer.Ordinal).Select(static member => $"{member.Name}={TextOf(member.Value)}"));

    private static string? TextOf(JsonElement parameters, string name) => parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty(name, out var value) ? TextOf(value) : null;

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(); // a flag is true, not True

    private static byte[] Answered(JsonElement id, Reply reply) => Framed(id, reply.Status, reply.Status == 200 ? "result" : "error", reply.Body);

    private static byte[] Done(JsonElement id, ReadOnlySpan<byte> result) => Framed(id, 200, "result", result);

    private static byte[] Failed(JsonElement id, BinanceError error) => Framed(id, error.Status, "error", BinanceJson.Error(error).Body);

    private static byte[] Framed(JsonElement id, int status, string name, ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        return BinanceJson.Frame(json =>
        {
            json.WritePropertyName("id");
            if (id.ValueKind == JsonValueKind.Undefined) json.WriteNullValue();
            else id.WriteTo(json);
            json.WriteNumber("status", status);
            json.WritePropertyName(name);
            json.WriteRawValue(text);
            json.WriteStartArray("rateLimits");
            json.WriteEndArray();
        });
    }
}
