using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Kraken.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken.Streaming;

/// <summary>One client of WebSocket v2, public and private alike.</summary>
internal sealed class KrakenConversation(ExchangeParts exchange, PairTable<KrakenPair> pairs, KrakenDesk desk, KrakenTokens tokens, StreamClient client) : IConversation
{
    private static ulong _connections = 17_181_695_158_986_582_000; // larger than a signed number, as the venue's are

    private static readonly string[] Warnings =
    [
        "cancel_reason is deprecated, use reason", "stop_price is deprecated, use triggers.price", "trigger is deprecated use triggers.reference", "triggered_price is deprecated use triggers.last_price",
    ];

    private readonly KrakenMarketNews _market = new(exchange, pairs, client);
    private readonly KrakenAccountNews _account = new(exchange, pairs, desk, client);
    private readonly KrakenStreamOrders _orders = new(exchange, pairs, desk, tokens, client);
    private bool _hasInstruments;

    /// <inheritdoc/>
    public void Begin() => client.Send(KrakenFrames.Status(Interlocked.Increment(ref _connections)));

    /// <inheritdoc/>
    public void Beat()
    {
        _account.Beat();
        if (_market.IsAny || _hasInstruments || _account.HasExecutions || _account.HasBalances) client.Send(KrakenFrames.Heartbeat);
    }

    /// <inheritdoc/>
    public async Task HearAsync(ReadOnlyMemory<byte> message)
    {
        var said = KrakenMessage.Of(ApiRequest.ParseObject(message.Span), exchange.Now);
        switch (said.Method)
        {
            case "ping": client.Send(said.Pong(exchange.Now)); break;
            case "subscribe": Change(said, isMore: true); break;
            case "unsubscribe": Change(said, isMore: false); break;
            default:
                if (!await _orders.HearAsync(said)) client.Send(said.Failed(exchange.Now, "Unsupported event"));
                break;
        }
    }

    /// <inheritdoc/>
    public void OnOrder(in OrderView order) => _account.OnOrder(order);

    /// <inheritdoc/>
    public void OnExecution(Execution execution, TimeSpan clockOffset) => _account.OnExecution(execution);

    /// <inheritdoc/>
    public void OnBook(int instrument) => _market.OnBook(instrument);

    /// <inheritdoc/>
    public void OnTrade(in PrintedTrade trade) => _market.OnTrade(trade);

    private void Change(KrakenMessage message, bool isMore)
    {
        var channel = message.Text("channel");
        if (isMore && client.IsSubscriptionIgnored(channel switch { "ticker" => "quote", "ohlc" => "bar", "executions" => "order", "balances" => "balance", _ => channel ?? "" })) return;
        exchange.Floor.Enter((_, _) =>
        {
            switch (channel)
            {
                case "executions" or "balances": ChangePrivate(message, channel, isMore); break;
                case "instrument": ChangeInstruments(message, isMore); break;
                default: ChangePublic(message, isMore); break;
            }
        });
    }

    private void ChangePublic(KrakenMessage message, bool isMore)
    {
        var (asked, error) = KrakenSubscription.Of(message);
        if (asked is null)
        {
            client.Send(message.Failed(exchange.Now, error!));
            return;
        }

        foreach (var symbol in message.Texts("symbol"))
        {
            if (pairs.OfSymbol(symbol) is not { } pair) client.Send(message.Failed(exchange.Now, $"Currency pair not supported {symbol}", symbol));
            else if (!(isMore ? _market.Add(asked, pair) : _market.Remove(asked, pair))) client.Send(message.Failed(exchange.Now, isMore ? "Already subscribed" : "Subscription Not Found", symbol));
            else
            {
                client.Send(message.Done(exchange.Now, json => asked.Write(json, symbol)));
                if (isMore) _market.Snapshot(asked, pair);
            }
        }
    }

    private void ChangePrivate(KrakenMessage message, string channel, bool isMore)
    {
        var isHeld = channel == "executions" ? _account.HasExecutions : _account.HasBalances;
        var key = tokens.Find(message.Text("token"));
        if (key is null && client.Account is null) client.Send(message.Failed(exchange.Now, KrakenErrors.InvalidSession));
        else if (isHeld == isMore) client.Send(message.Failed(exchange.Now, isMore ? "Already subscribed" : "Subscription Not Found"));
        else
        {
            client.Account ??= key!.Account;
            client.Send(message.Done(exchange.Now, json => WritePrivate(json, channel, message)));
            switch (channel, isMore)
            {
                case ("executions", true): _account.AddExecutions(client.Account, message.Flag("snap_orders") ?? true, message.Flag("snap_trades") ?? false); break;
                case ("executions", false): _account.RemoveExecutions(); break;
                case (_, true): _account.AddBalances(client.Account); break;
                default: _account.RemoveBalances(); break;
            }
        }
    }

    private void ChangeInstruments(KrakenMessage message, bool isMore)
    {
        if (_hasInstruments == isMore)
        {
            client.Send(message.Failed(exchange.Now, isMore ? "Already subscribed" : "Subscription Not Found"));
            return;
        }

        _hasInstruments = isMore;
        client.Send(message.Done(exchange.Now, json =>
        {
            json.WriteString("channel", "instrument");
            json.WriteBoolean("snapshot", message.Flag("snapshot") ?? true);
        }));
        if (isMore && message.Flag("snapshot") is not false) client.Tell(KrakenInstrumentFrame.Of(exchange.Floor, pairs), "instrument", null);
    }

    private static void WritePrivate(Utf8JsonWriter json, string channel, KrakenMessage message)
    {
        json.WriteString("channel", channel);
        if (channel == "executions") json.WriteNumber("maxratecount", KrakenLimits.OrderCountMax);
        json.WriteBoolean("snapshot", message.Flag("snapshot") ?? true);
        if (channel != "executions") return;
        json.WriteStartArray("warnings");
        foreach (var warning in Warnings) json.WriteStringValue(warning);
        json.WriteEndArray();
    }
}
