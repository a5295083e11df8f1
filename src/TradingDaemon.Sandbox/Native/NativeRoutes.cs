using System.Globalization;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Floor;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Native;

/// <summary>The protocol's requests.</summary>
internal sealed class NativeRoutes
{
    private const int PageMax = 1_000;
    private const double CancelAfterSecondsMax = 86_400.0;
    private const string OrdersPath = "/v1/orders";

    private readonly OrderEntry _entry;
    private readonly ExchangeFloor _floor;
    private readonly ApiRoute _place, _replace, _cancel, _cancelByClient, _cancelAll, _lookup;
    private readonly Dictionary<(string Method, string Path), ApiRoute> _fixed;

    public NativeRoutes(ExchangeParts exchange)
    {
        var (account, floor) = (exchange.Accounts, exchange.Floor);
        var market = new MarketAnswers(floor);
        (_entry, _floor) = (exchange.Entry, floor);
        _place = new("place", 2, true, Place);
        _replace = new("replace", 2, true, Replace);
        _cancel = new("cancel", 1, true, (request, account) => Answer(_entry.Cancel(account, OrderName.Venue(OrderIdOf(request)))));
        _cancelByClient = new("cancel", 1, true, (request, account) => Answer(_entry.Cancel(account, OrderName.Client(request.Query("clientOrderId")!))));
        _cancelAll = new("cancelAll", 1, true, (_, account) => Reply.Of(_entry.CancelAll(account), static (json, count) => json.WriteNumber("cancelled", count)));
        _lookup = new("lookup", 1, true, (request, id) => request.Query("clientOrderId") is { } client ? AccountAnswers.Orders(account.OrdersOf(id, client)) : Reply.Of(ApiError.BadRequest, "clientOrderId is missing."));
        _fixed = new()
        {
            [("GET", "/v1/time")] = new("time", 1, false, (_, _) => market.Time()),
            [("GET", "/v1/instruments")] = new("instruments", 1, false, (_, _) => market.Instruments()),
            [("GET", "/v1/quote")] = new("quote", 1, false, (request, _) => market.Quote(request.Query("symbol") ?? "")),
            [("GET", "/v1/orders/open")] = new("openOrders", 5, true, (_, id) => AccountAnswers.Orders(account.OpenOrders(id))),
            [("GET", "/v1/executions")] = new("executions", 5, true, (request, id) => Page(request, (after, limit) => AccountAnswers.Executions(account.Executions(id, after, limit), floor.ClockOffset))),
            [("GET", "/v1/movements")] = new("movements", 5, true, (request, id) => Page(request, (after, limit) => AccountAnswers.Movements(account.Movements(id, after, limit), floor.ClockOffset))),
            [("GET", "/v1/balances")] = new("balances", 1, true, (_, id) => AccountAnswers.Balances(account.Balances(id))),
            [("GET", NativeProtocol.Stream)] = new("stream", 10, false, null),
            [("POST", "/v1/cancel-after")] = new("cancelAfter", 1, true, CancelAfter),
        };
    }

    /// <summary>What a request asks; null when the protocol has no such thing.</summary>
    public ApiRoute? Find(ApiRequest request)
    {
        if (_fixed.TryGetValue((request.Method, request.Path), out var route)) return route;
        if (request.Path == OrdersPath)
            return request.Method switch
            {
                "POST" => _place,
                "GET" => _lookup,
                "DELETE" => request.Query("clientOrderId") is null ? _cancelAll : _cancelByClient,
                _ => null,
            };
        if (!request.Path.StartsWith(OrdersPath + "/", StringComparison.Ordinal) || OrderIdOf(request).Length == 0) return null;
        return request.Method switch { "PUT" => _replace, "DELETE" => _cancel, _ => null };
    }

    private static string OrderIdOf(ApiRequest request) => request.Path[(OrdersPath.Length + 1)..];

    private Reply Place(ApiRequest request, string account)
    {
        if (!request.HasJson) return NoObject();
        var (order, error) = OrderBody.ReadOrder(request.Json);
        if (order is null) return Reply.Of(error!);
        var reply = Answer(_entry.Place(account, order));
        return reply.Status == 200 ? reply with { Status = 201 } : reply;
    }

    private Reply Replace(ApiRequest request, string account)
    {
        if (!request.HasJson) return NoObject();
        var (quantity, price) = (OrderBody.Amount(request.Json, "quantity"), OrderBody.Amount(request.Json, "price"));
        return quantity is null && price is null
            ? Reply.Of(ApiError.BadRequest, "quantity or price is a decimal string.")
            : Answer(_entry.Replace(account, OrderName.Venue(OrderIdOf(request)), quantity, price));
    }

    private Reply CancelAfter(ApiRequest request, string account)
    {
        if (!request.HasJson) return NoObject();
        if (OrderBody.Amount(request.Json, "seconds") is not { } seconds || (double)seconds is not (>= 0.0 and <= CancelAfterSecondsMax and var within)) return Reply.Of(ApiError.BadRequest, "seconds is a number from 0 to a day.");
        return Reply.Of(_entry.CancelAfter(account, TimeSpan.FromSeconds(within)) + _floor.ClockOffset, static (json, due) =>
        {
            if (due is { } at) json.WriteTime("cancelAt", at);
            else json.WriteNull("cancelAt");
        });
    }

    private static Reply Answer(OrderAnswer answer) => answer.Order is { } order ? Reply.Of(order, static (json, order) => order.Write(json)) : Reply.Of(answer.Error!);

    private static Reply NoObject() => Reply.Of(ApiError.BadRequest, "The body is a JSON object.");

    private static Reply Page(ApiRequest request, Func<long, int, Reply> read)
    {
        if (!long.TryParse(request.Query("after") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var after)) return Reply.Of(ApiError.BadRequest, "after is a sequence.");
        if (!int.TryParse(request.Query("limit") ?? "1000", NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit < 1) return Reply.Of(ApiError.BadRequest, "limit is 1 or more.");
        return read(after, Math.Min(limit, PageMax));
    }
}
