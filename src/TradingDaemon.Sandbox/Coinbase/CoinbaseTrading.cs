using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Coinbase.Orders;
using TradingDaemon.Sandbox.Coinbase.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Coinbase;

/// <summary>What is asked of orders and fills.</summary>
internal sealed class CoinbaseTrading(ExchangeParts exchange, PairTable<CoinbaseProduct> products)
{
    private const int CancelsMax = 100;
    private const int PageUsual = 100;
    private const int PageMax = 1_000;
    private const int FillsMax = 100;
    private const int HistoryMax = 10_000; // as far back as memory reaches

    // The venue's records lag behind its engine.
    private static readonly TimeSpan FillsLag = TimeSpan.FromMilliseconds(200);

    /// <summary>Places an order. An id used before places none: the answer is the first order's.</summary>
    public Reply Place(ApiRequest request, string account) => exchange.Floor.Enter((request, account), (floor, what, _) =>
    {
        if (!what.request.HasJson) return CoinbaseErrors.Invalid("the body is no object");
        var asked = CoinbaseOrderForm.Read(what.request.Json, products, (product, side) => floor.Depth(product.Index, side));
        if (asked.Invalid is { } invalid) return CoinbaseErrors.Invalid(invalid);
        if (asked.Request is not { } order) return CoinbaseErrors.OfOrder(asked.Refused!, "The order is refused.");
        if (floor.Exchange.Account(what.account).OrdersOf(order.ClientOrderId) is [var first, ..]) return Placed(OrderView.Of(first, floor.ClockOffset));
        var answer = exchange.Entry.Place(what.account, order);
        return answer.Order is { } placed ? Placed(placed) : CoinbaseErrors.OfOrder(CoinbaseErrors.WordOf(answer.Error!), answer.Error!.Message);
    });

    public Reply Cancel(ApiRequest request, string account)
    {
        if (!request.HasJson || !request.Json.TryGetProperty("order_ids", out var ids) || ids.ValueKind != JsonValueKind.Array || ids.GetArrayLength() is 0 or > CancelsMax) return CoinbaseErrors.Invalid("order_ids");
        var results = ids.EnumerateArray().Select(id => (Id: id.ToString(), Refused: Cancel(account, id.ToString()))).ToArray();
        return CoinbaseJson.Object(json => json.WriteEach("results", results, result =>
        {
            json.WriteBoolean("success", result.Refused is null);
            json.WriteString("failure_reason", result.Refused ?? "UNKNOWN_CANCEL_FAILURE_REASON");
            json.WriteString("order_id", result.Id);
        }));
    }

    public Reply Order(string account, string id) =>
        CoinbaseNames.OrderId(id) is { } own && exchange.Accounts.Order(account, own) is { } order && products.OfSymbol(order.Order.Request.Symbol) is { } product
            ? CoinbaseJson.Object(json => json.WriteObject("order", one => CoinbaseOrderBody.Write(one, product, order, [.. Trades(account).Where(trade => trade.OrderId == own)])))
            : CoinbaseErrors.NotFound("order with this orderID was not found");

    public Reply Orders(ApiRequest request, string account)
    {
        if (!TryPage(request, PageUsual, PageMax, out var count, out var before)) return CoinbaseErrors.Invalid("limit or cursor");
        if (!TryTime(request, "start_date", DateTimeOffset.MinValue, out var start) || !TryTime(request, "end_date", DateTimeOffset.MaxValue, out var end)) return CoinbaseErrors.Invalid("start_date or end_date");
        var (statuses, ids, asked) = (Words(request, "order_status"), Words(request, "order_ids"), Words(request, "product_ids") ?? Words(request, "product_id"));
        if (statuses is { Length: > 1 } && statuses.Contains("OPEN")) return CoinbaseErrors.Invalid("open orders cannot be asked for with others");
        var orders = All(account).Where(order => order.Order.Sequence < before && products.OfSymbol(order.Order.Request.Symbol) is { } product
            && (asked is null || asked.Contains(product.Id)) && (ids is null || ids.Contains(CoinbaseNames.Order(order.Order.OrderId))) && (statuses is null || statuses.Contains(CoinbaseOrderBody.StatusOf(order.Condition)))
            && order.Order.AcceptedAt + order.ClockOffset is var at && at >= start && at < end).Take(count + 1).ToArray();
        var trades = Trades(account).ToLookup(static trade => trade.OrderId);
        var hasNext = orders.Length > count;
        return CoinbaseJson.Object(json =>
        {
            json.WriteEach("orders", orders.Take(count), order => CoinbaseOrderBody.Write(json, products.OfSymbol(order.Order.Request.Symbol)!, order, [.. trades[order.Order.OrderId]]));
            json.WriteString("sequence", "0");
            json.WriteBoolean("has_next", hasNext);
            json.WriteString("cursor", hasNext ? orders[count - 1].Order.Sequence.ToString(CultureInfo.InvariantCulture) : "");
            json.WriteBoolean("proof_token_required", false);
        });
    }

    public Reply Fills(ApiRequest request, string account)
    {
        if (!TryPage(request, FillsMax, FillsMax, out var count, out var before)) return CoinbaseErrors.Invalid("limit or cursor");
        if (!TryTime(request, "start_sequence_timestamp", DateTimeOffset.MinValue, out var start) || !TryTime(request, "end_sequence_timestamp", DateTimeOffset.MaxValue, out var end)) return CoinbaseErrors.Invalid("sequence timestamps");
        var (orders, asked) = (Words(request, "order_ids") ?? Words(request, "order_id"), Words(request, "product_ids") ?? Words(request, "product_id"));
        var (shown, offset) = (exchange.Clock.GetUtcNow() - FillsLag, exchange.Faults.ClockOffset);
        var fills = exchange.Accounts.NewestExecutions(account, HistoryMax).Where(fill => fill.Rebates == 0 && fill.Sequence < before && fill.At <= shown && products.OfSymbol(fill.Symbol) is { } product
            && (asked is null || asked.Contains(product.Id)) && (orders is null || orders.Contains(CoinbaseNames.Order(fill.OrderId))) && fill.At + offset is var at && at >= start && at < end).Take(count + 1).ToArray();
        return CoinbaseJson.Object(json =>
        {
            json.WriteEach("fills", fills.Take(count), fill => CoinbaseOrderBody.WriteFill(json, products.OfSymbol(fill.Symbol)!, fill, offset));
            json.WriteString("cursor", fills.Length > count ? fills[count - 1].Sequence.ToString(CultureInfo.InvariantCulture) : "");
        });
    }

    private Reply Placed(OrderView order) => CoinbaseJson.Object(json =>
    {
        var request = order.Order.Request;
        json.WriteBoolean("success", true);
        json.WriteString("failure_reason", "UNKNOWN_FAILURE_REASON");
        json.WriteString("order_id", CoinbaseNames.Order(order.Order.OrderId));
        json.WriteObject("success_response", done =>
        {
            done.WriteString("order_id", CoinbaseNames.Order(order.Order.OrderId));
            done.WriteString("product_id", products.OfSymbol(request.Symbol)!.Id);
            done.WriteString("side", CoinbaseOrderBody.SideOf(request.Side));
            done.WriteString("client_order_id", request.ClientOrderId);
        });
        CoinbaseOrderBody.WriteConfiguration(json, order);
    });

    // The word for why not; null when it is done.
    private string? Cancel(string account, string name)
    {
        if (CoinbaseNames.OrderId(name) is not { } id) return CoinbaseErrors.UnknownOrder;
        var answer = exchange.Entry.Cancel(account, OrderName.Venue(id));
        if (answer.Error is null) return null;
        return exchange.Accounts.Order(account, id) is { Condition: OrderCondition.Filled } ? CoinbaseErrors.Filled : CoinbaseErrors.UnknownOrder;
    }

    // Every order, the newest first.
    private OrderView[] All(string account) => exchange.Floor.Enter(account, (_, account, _) =>
        exchange.Accounts.OpenOrders(account).Concat(exchange.Accounts.ClosedOrders(account, HistoryMax)).OrderByDescending(static order => order.Order.Sequence).ToArray());

    private IEnumerable<Execution> Trades(string account) => exchange.Accounts.NewestExecutions(account, HistoryMax).Where(static execution => execution.IsTrade);

    private static string[]? Words(ApiRequest request, string name) => request.Query(name) is { Length: > 0 } text ? text.Split(',') : null;

    private static bool TryPage(ApiRequest request, int usual, int most, out int count, out long before)
    {
        (count, before) = (usual, long.MaxValue);
        var isCount = request.Query("limit") is not { Length: > 0 } limit || (int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0);
        count = Math.Min(count, most);
        return isCount && (request.Query("cursor") is not { Length: > 0 } cursor || long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before));
    }

    private static bool TryTime(ApiRequest request, string name, DateTimeOffset usual, out DateTimeOffset at)
    {
        at = usual;
        return request.Query(name) is not { Length: > 0 } text || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);
    }
}
