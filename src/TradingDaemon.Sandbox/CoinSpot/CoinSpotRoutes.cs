using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.CoinSpot;

/// <summary>What can be asked: of anybody below <c>/pubapi/v2</c>, of a key below <c>/api/v2</c>, and of one that may only read below <c>/api/v2/ro</c>.</summary>
internal sealed class CoinSpotRoutes
{
    /// <summary>Below it stands what signed requests ask.</summary>
    public const string Private = "/api/v2";

    /// <summary>Below it stands what a key that may only read may ask.</summary>
    public const string ReadOnly = Private + "/ro";

    private const string Public = "/pubapi/v2";
    private const string Balance = "my/balance";

    private readonly CoinSpotMarket _market;
    private readonly CoinSpotAccount _account;
    private readonly Dictionary<string, ApiRoute> _trading;
    private readonly Dictionary<string, ApiRoute> _reading;

    public CoinSpotRoutes(CoinSpotMarket market, CoinSpotAccount account, CoinSpotTrading trading)
    {
        (_market, _account) = (market, account);
        _reading = new(StringComparer.Ordinal)
        {
            ["status"] = Signed("time", static (_, _) => CoinSpotJson.Ok(static _ => { })),
            ["my/balances"] = Signed("balances", account.Balances),
            ["my/orders/market/open"] = Signed("openOrders", account.OpenOrders),
            ["my/orders/limit/open"] = Signed("openOrders", CoinSpotAccount.NoOrders),
            ["my/orders/completed"] = Signed("executions", (request, whose) => account.Completed(request, whose, isResting: false)),
            ["my/orders/market/completed"] = Signed("executions", (request, whose) => account.Completed(request, whose, isResting: true)),
        };
        _trading = new(StringComparer.Ordinal);
        foreach (var (name, side) in new[] { ("buy", Side.Buy), ("sell", Side.Sell) })
        {
            _trading[$"quote/{name}/now"] = Signed("quote", (request, _) => trading.Quote(request, side));
            _trading[$"my/{name}"] = Signed("place", (request, whose) => trading.Place(request, whose, side));
            _trading[$"my/{name}/now"] = Signed("place", (request, whose) => trading.PlaceNow(request, whose, side));
            _trading[$"my/{name}/edit"] = Signed("replace", (request, whose) => trading.Edit(request, whose, side));
            _trading[$"my/{name}/cancel"] = Signed("cancel", (request, whose) => trading.Cancel(request, whose, side));
            _trading[$"my/{name}/cancel/all"] = Signed("cancelAll", (request, whose) => trading.CancelAll(request, whose, side));
        }
    }

    /// <summary>What a request asks; null when the venue has no such thing.</summary>
    public ApiRoute? Find(ApiRequest request)
    {
        var path = request.Path.TrimEnd('/');
        if (request.Method == "GET") return path.StartsWith(Public + "/", StringComparison.Ordinal) ? Asked(path[(Public.Length + 1)..]) : null;
        if (request.Method != "POST" || !path.StartsWith(Private + "/", StringComparison.Ordinal)) return null;
        var isForReaders = path.StartsWith(ReadOnly + "/", StringComparison.Ordinal);
        var name = path[((isForReaders ? ReadOnly : Private).Length + 1)..];
        if (CoinSpotPath.After(name, Balance) is { Coin: { } coin, Market: null }) return Signed("balances", (asked, whose) => _account.Balance(asked, whose, coin));
        return _reading.TryGetValue(name, out var read) ? read : isForReaders ? null : _trading.GetValueOrDefault(name);
    }

    private ApiRoute? Asked(string path) =>
        CoinSpotPath.After(path, "latest") is { } latest ? Open("quote", _ => _market.Latest(latest))
        : CoinSpotPath.After(path, "buyprice") is { } buying ? Open("quote", _ => _market.Price(buying, Side.Buy))
        : CoinSpotPath.After(path, "sellprice") is { } selling ? Open("quote", _ => _market.Price(selling, Side.Sell))
        : CoinSpotPath.After(path, "orders/open") is { } book ? Open("quote", _ => _market.Book(book))
        : CoinSpotPath.After(path, "orders/completed") is { } trades ? Open("trades", _ => _market.Trades(trades, isSummary: false))
        : CoinSpotPath.After(path, "orders/summary/completed") is { } summary ? Open("trades", _ => _market.Trades(summary, isSummary: true))
        : null;

    private static ApiRoute Open(string name, Func<ApiRequest, Wire.Reply> answer) => new(name, 1, false, (request, _) => answer(request));

    private static ApiRoute Signed(string name, Func<ApiRequest, string, Wire.Reply> answer) => new(name, 1, true, answer);
}
