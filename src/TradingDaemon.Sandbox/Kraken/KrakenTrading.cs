using System.Globalization;
using System.Text.Json;
using TradingDaemon.Sandbox.Kraken.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken;

/// <summary>What is asked of orders over HTTP.</summary>
internal sealed class KrakenTrading(ExchangeParts exchange, PairTable<KrakenPair> pairs, KrakenDesk desk)
{
    private const int BatchMax = 50;
    private const int SecondsMax = 86_400;

    public Reply AddOrder(ApiRequest request, string account)
    {
        var asked = KrakenOrderForm.Read(request, pairs);
        var (order, error) = desk.Place(account, asked);
        if (error is not null) return KrakenJson.Error(error);
        return KrakenJson.Object(json =>
        {
            json.WriteStartObject("descr");
            json.WriteString("order", KrakenOrderForm.Describe(asked.Pair!, order?.Order.Request ?? asked.Read(exchange.Now).Order!, KrakenOrder.Amount(asked.Volume) ?? 0m, KrakenOrder.Amount(asked.Price) ?? 0m));
            json.WriteEndObject();
            if (order is not { } placed) return;
            json.WriteStartArray("txid");
            json.WriteStringValue(KrakenNames.Order(placed.Order.OrderId));
            json.WriteEndArray();
        });
    }

    public Reply AmendOrder(ApiRequest request, string account)
    {
        if (KrakenDesk.NameOf(request.Parameter("txid"), request.Parameter("cl_ord_id")) is not { } name) return KrakenJson.Error(KrakenErrors.UnknownOrder);
        var (order, error) = desk.Amend(account, name, KrakenOrder.Amount(request.Parameter("order_qty")), KrakenOrder.Amount(request.Parameter("limit_price") ?? request.Parameter("trigger_price")));
        return order is null ? KrakenJson.Error(error!) : KrakenJson.Object(json => json.WriteString("amend_id", desk.NextAmendment()));
    }

    public Reply CancelOrder(ApiRequest request, string account)
    {
        var name = request.Parameter("txid");
        var count = int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var userRef)
            ? desk.CancelOf(account, userRef)
            : Cancel(account, name is null ? new string?[1] : name.Split(',', StringSplitOptions.TrimEntries), request.Parameter("cl_ord_id"));
        return count == 0 ? KrakenJson.Error(KrakenErrors.UnknownOrder) : Count(count);
    }

    public Reply CancelOrderBatch(ApiRequest request, string account)
    {
        if (!request.HasJson || !request.Json.TryGetProperty("orders", out var orders) || orders.ValueKind != JsonValueKind.Array || orders.GetArrayLength() is 0 or > BatchMax) return KrakenJson.Error(KrakenErrors.Argument("orders"));
        return Count(Cancel(account, [.. orders.EnumerateArray().Select(static id => id.ToString())], null));
    }

    public Reply CancelAll(ApiRequest request, string account) => Count(desk.CancelAll(account));

    public Reply CancelAllOrdersAfter(ApiRequest request, string account)
    {
        if (!int.TryParse(request.Parameter("timeout"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > SecondsMax) return KrakenJson.Error(KrakenErrors.Argument("timeout"));
        var due = exchange.Entry.CancelAfter(account, TimeSpan.FromSeconds(seconds)) + exchange.Faults.ClockOffset;
        return KrakenJson.Object(json =>
        {
            json.WriteString("currentTime", KrakenJson.Rfc3339Second(exchange.Now));
            json.WriteString("triggerTime", due is { } at ? KrakenJson.Rfc3339Second(at) : "0");
        });
    }

    private int Cancel(string account, IReadOnlyList<string?> orders, string? clientOrderId) =>
        orders.Count(id => KrakenDesk.NameOf(id, clientOrderId) is { } name && desk.Cancel(account, name).Error is null);

    private static Reply Count(int count) => KrakenJson.Object(json => json.WriteNumber("count", count));
}
