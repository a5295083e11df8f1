using System.Globalization;
using System.Text.Json;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Kraken.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;

namespace TradingDaemon.Sandbox.Kraken.Streaming;

/// <summary>What is asked of orders over the stream.</summary>
internal sealed class KrakenStreamOrders(ExchangeParts exchange, PairTable<KrakenPair> pairs, KrakenDesk desk, KrakenTokens tokens, StreamClient client)
{
    private static readonly string[] Figures = ["order_qty", "limit_price", "display_qty", "cash_order_qty", "trigger_price"];
    private static readonly string[] Missing = ["cash_order_qty", "display_qty", "reduce_only", "margin", "effective_time", "expire_time", "conditional"];

    /// <summary>Answers, and ends when that is done; false when a message asks something else.</summary>
    public async Task<bool> HearAsync(KrakenMessage message)
    {
        if (message.Method is not ("add_order" or "amend_order" or "cancel_order" or "cancel_all" or "cancel_all_orders_after")) return false;
        if (tokens.Find(message.Text("token")) is not { } key) client.Send(message.Failed(exchange.Now, KrakenErrors.InvalidSession));
        else if (!key.MayTrade) client.Send(message.Failed(exchange.Now, KrakenErrors.PermissionDenied));
        else if (Figures.FirstOrDefault(name => message.Find(name) is { ValueKind: not JsonValueKind.Number }) is { } wrong) client.Send(message.Failed(exchange.Now, $"{char.ToUpperInvariant(wrong[0])}{wrong[1..]} field must be a number_float"));
        else await AnswerAsync(message, key);
        return true;
    }

    private async Task AnswerAsync(KrakenMessage message, TradingKey key)
    {
        switch (message.Method)
        {
            case "add_order":
                await PassAsync(message, key, "place", message.Text("symbol"), () => Add(message, key.Account));
                break;
            case "amend_order":
                await PassAsync(message, key, "replace", null, () => Amend(message, key.Account));
                break;
            case "cancel_order":
                foreach (var id in message.Texts("order_id")) await PassAsync(message, key, "cancel", null, () => Cancel(message, key.Account, id, null));
                foreach (var id in message.Texts("cl_ord_id")) await PassAsync(message, key, "cancel", null, () => Cancel(message, key.Account, null, id));
                break;
            case "cancel_all":
                await PassAsync(message, key, "cancelAll", null, () => message.Done(exchange.Now, json => json.WriteNumber("count", desk.CancelAll(key.Account))));
                break;
            default:
                await PassAsync(message, key, "cancelAfter", null, () => CancelAfter(message, key.Account));
                break;
        }
    }

    private Task PassAsync(KrakenMessage message, TradingKey key, string request, string? symbol, Func<byte[]> carryOut) => client.AnswerAsync(
        new Occasion(key.Account, request, symbol, message.Text("order_type") switch { "stop-loss" => "stop", var word => word }), error => message.Failed(exchange.Now, KrakenErrors.TextOf(error)), carryOut);

    private byte[] Add(KrakenMessage message, string account)
    {
        if (pairs.OfSymbol(message.Text("symbol")) is null) return message.Failed(exchange.Now, $"Currency pair not supported {message.Text("symbol")}", message.Text("symbol"));
        var (order, error) = desk.Place(account, Read(message));
        if (error is not null) return message.Failed(exchange.Now, error);
        return message.Done(exchange.Now, json =>
        {
            if (order is { } placed) json.WriteString("order_id", KrakenNames.Order(placed.Order.OrderId));
            if (message.Text("cl_ord_id") is { } client) json.WriteString("cl_ord_id", client);
            if (message.Number("order_userref") is { } reference) json.WriteNumber("order_userref", long.Parse(reference, CultureInfo.InvariantCulture));
        });
    }

    private KrakenOrder Read(KrakenMessage message) => new()
    {
        Pair = pairs.OfSymbol(message.Text("symbol")),
        Side = message.Text("side"),
        Type = message.Text("order_type"),
        Volume = message.Number("order_qty"),
        Price = message.Text("order_type") == "stop-loss" && message.Find("triggers") is { ValueKind: JsonValueKind.Object } triggers ? Figure(triggers, "price") : message.Number("limit_price"),
        TimeInForce = message.Text("time_in_force"),
        IsPostOnly = message.Flag("post_only") ?? false,
        ClientOrderId = message.Text("cl_ord_id"),
        UserRef = message.Number("order_userref"),
        SelfTrade = message.Text("stp_type"),
        Deadline = message.Text("deadline"),
        IsForCheck = message.Flag("validate") ?? false,
        FeeFlag = message.Text("fee_preference") switch { "base" => "fcib", "quote" => "fciq", _ => null },
        Unsupported = Missing.FirstOrDefault(name => message.Find(name) is { ValueKind: not (JsonValueKind.Null or JsonValueKind.False) }),
    };

    private byte[] Amend(KrakenMessage message, string account)
    {
        var (id, own) = (message.Text("order_id"), message.Text("cl_ord_id"));
        if (KrakenDesk.NameOf(id, own) is not { } name) return message.Failed(exchange.Now, KrakenErrors.UnknownOrder);
        var (order, error) = desk.Amend(account, name, KrakenOrder.Amount(message.Number("order_qty")), KrakenOrder.Amount(message.Number("limit_price") ?? message.Number("trigger_price")));
        return order is null ? message.Failed(exchange.Now, error!) : message.Done(exchange.Now, json =>
        {
            json.WriteString("amend_id", desk.NextAmendment());
            WriteName(json, id, own);
        });
    }

    private byte[] Cancel(KrakenMessage message, string account, string? id, string? own)
    {
        var error = KrakenDesk.NameOf(id, own) is { } name ? desk.Cancel(account, name).Error : KrakenErrors.UnknownOrder;
        return error is null ? message.Done(exchange.Now, json => WriteName(json, id, own)) : message.Failed(exchange.Now, error);
    }

    private byte[] CancelAfter(KrakenMessage message, string account)
    {
        if (!int.TryParse(message.Number("timeout"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 86_400) return message.Failed(exchange.Now, KrakenErrors.Argument("timeout"));
        var due = exchange.Entry.CancelAfter(account, TimeSpan.FromSeconds(seconds)) + exchange.Faults.ClockOffset;
        return message.Done(exchange.Now, json =>
        {
            json.WriteString("currentTime", KrakenJson.Rfc3339Second(exchange.Now));
            json.WriteString("triggerTime", due is { } at ? KrakenJson.Rfc3339Second(at) : "0");
        });
    }

    private static string? Figure(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null;

    private static void WriteName(Utf8JsonWriter json, string? id, string? own)
    {
        if (id is not null) json.WriteString("order_id", id);
        else json.WriteString("cl_ord_id", own);
    }
}
