using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Alpaca.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca;

/// <summary>What is asked of orders.</summary>
internal sealed class AlpacaTrading(ExchangeParts exchange, AlpacaMarkets markets, AlpacaDesk desk)
{
    private const int PageUsual = 50;
    private const int PageMax = 500;
    private const int ClosedMax = 10_000;

    public Reply Place(ApiRequest request, string account) => request.HasJson ? Told(desk.Place(account, request.Json)) : AlpacaJson.Refusal(AlpacaErrors.BadBody);

    public Reply Find(string account, string id) => Known(account, id) is { } order ? Show(order) : AlpacaJson.Refusal(AlpacaErrors.NotFound);

    public Reply FindByClientId(ApiRequest request, string account) =>
        exchange.Accounts.OrdersOf(account, request.Query("client_order_id") ?? "") is [var newest, ..] ? Show(newest) : AlpacaJson.Refusal(AlpacaErrors.NotFound);

    public Reply Replace(ApiRequest request, string account, string id)
    {
        if (!request.HasJson) return AlpacaJson.Refusal(AlpacaErrors.BadBody);
        return Known(account, id) is { } order ? Told(desk.Replace(account, order, request.Json)) : AlpacaJson.Refusal(AlpacaErrors.NotFound);
    }

    /// <summary>A cancel needs no look at the order that a fault may hide.</summary>
    public Reply Cancel(string account, string id)
    {
        if (AlpacaNames.OrderId(id) is not { } orderId) return AlpacaJson.Refusal(AlpacaErrors.NotFound);
        return exchange.Entry.Cancel(account, OrderName.Venue(orderId)).Error is { } error ? AlpacaJson.Refusal(AlpacaErrors.Of(error)) : AlpacaJson.Nothing;
    }

    public Reply CancelAll(ApiRequest request, string account)
    {
        var open = exchange.Accounts.OpenOrders(account);
        exchange.Entry.CancelAll(account);
        return AlpacaJson.Reply(json => AlpacaJson.WriteList(json, open, order => AlpacaJson.WriteObject(json, () =>
        {
            json.WriteString("id", AlpacaNames.Order(order.Order.OrderId));
            json.WriteNumber("status", 200);
        })), 207);
    }

    public Reply List(ApiRequest request, string account)
    {
        var status = request.Query("status") ?? "open";
        if (!int.TryParse(request.Query("limit") ?? $"{PageUsual}", NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit is < 1 or > PageMax) return AlpacaJson.Refusal(AlpacaErrors.Parameter("limit must be between 1 and 500"));
        var orders = new List<OrderView>();
        if (status is "open" or "all") orders.AddRange(exchange.Accounts.OpenOrders(account));
        if (status is "closed" or "all") orders.AddRange(exchange.Accounts.ClosedOrders(account, ClosedMax));
        var (after, until) = (AlpacaTimes.Read(request.Query("after")), AlpacaTimes.Read(request.Query("until")));
        var symbols = request.Query("symbols")?.Split(',').Select(symbol => markets.Find(symbol)?.Symbol).ToHashSet();
        var asked = orders.Where(order => order.Order.AcceptedAt + order.ClockOffset is var at && (after is null || at > after) && (until is null || at < until)
            && (symbols is null || symbols.Contains(order.Order.Request.Symbol)) && (request.Query("side") is not { } side || side == WireWords.Of(order.Order.Request.Side)));
        var isAscending = request.Query("direction") == "asc";
        var sorted = isAscending ? asked.OrderBy(static order => order.Order.Sequence) : asked.OrderByDescending(static order => order.Order.Sequence);
        return AlpacaJson.Reply(json => AlpacaJson.WriteList(json, sorted.Take(limit), order => Write(json, order)));
    }

    private OrderView? Known(string account, string id) => AlpacaNames.OrderId(id) is { } orderId ? exchange.Accounts.Order(account, orderId) : null;

    private Reply Told((OrderView? Order, AlpacaError? Error) answer) => answer.Order is { } order ? Show(order, "pending_new") : AlpacaJson.Refusal(answer.Error!);

    private Reply Show(OrderView order, string? status = null) => AlpacaJson.Reply(json => Write(json, order, order.Condition == OrderCondition.Open ? status : null));

    private void Write(Utf8JsonWriter json, OrderView order, string? status = null)
    {
        if (markets.Find(order.Order.Request.Symbol) is { } market) AlpacaOrderBody.Write(json, market, order, desk.NoteOf(order.Order.OrderId), status);
    }
}
