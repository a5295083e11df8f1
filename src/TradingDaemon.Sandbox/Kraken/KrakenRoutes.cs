using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Kraken.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken;

/// <summary>What can be asked over HTTP; the weight of a signed request is what it adds to the key's call counter, and trading adds nothing there.</summary>
internal sealed class KrakenRoutes
{
    private const string Public = "/0/public/";
    private const string Private = "/0/private/";

    private readonly Dictionary<string, ApiRoute> _byPath;

    public KrakenRoutes(ExchangeParts exchange, PairTable<KrakenPair> pairs, KrakenDesk desk, KrakenTokens tokens)
    {
        var market = new KrakenMarket(exchange, pairs);
        var account = new KrakenAccount(exchange, pairs, desk);
        var trading = new KrakenTrading(exchange, pairs, desk);
        _byPath = new(StringComparer.Ordinal)
        {
            [Public + "Time"] = Ask("time", market.Time),
            [Public + "SystemStatus"] = Ask("instruments", market.SystemStatus),
            [Public + "Assets"] = Ask("instruments", market.Assets),
            [Public + "AssetPairs"] = Ask("instruments", market.AssetPairs),
            [Public + "Ticker"] = Ask("quote", market.Ticker),
            [Public + "Depth"] = Ask("quote", market.Depth),
            [Public + "Trades"] = Ask("trades", market.Trades),
            [Public + "OHLC"] = Ask("bars", market.Ohlc),
            [Private + "Balance"] = Signed("balances", 1, account.Balance),
            [Private + "BalanceEx"] = Signed("balances", 1, account.BalanceEx),
            [Private + "TradeBalance"] = Signed("balances", 1, account.TradeBalance),
            [Private + "OpenOrders"] = Signed("openOrders", 1, account.OpenOrders),
            [Private + "ClosedOrders"] = Signed("closedOrders", 2, account.ClosedOrders),
            [Private + "QueryOrders"] = Signed("lookup", 1, account.QueryOrders),
            [Private + "TradesHistory"] = Signed("executions", 2, account.TradesHistory),
            [Private + "QueryTrades"] = Signed("executions", 1, account.QueryTrades),
            [Private + "AddOrder"] = Signed("place", 0, trading.AddOrder),
            [Private + "AmendOrder"] = Signed("replace", 0, trading.AmendOrder),
            [Private + "CancelOrder"] = Signed("cancel", 0, trading.CancelOrder),
            [Private + "CancelOrderBatch"] = Signed("cancel", 0, trading.CancelOrderBatch),
            [Private + "CancelAll"] = Signed("cancelAll", 0, trading.CancelAll),
            [Private + "CancelAllOrdersAfter"] = Signed("cancelAfter", 0, trading.CancelAllOrdersAfter),
            [Private + "GetWebSocketsToken"] = Signed("token", 1, (request, _) => Token(tokens, exchange.Keys.Find(request.Header("API-Key"))!)),
            [Private + "GetApiKeyInfo"] = Signed("rights", 3, (request, _) => KeyInfo(exchange.Keys.Find(request.Header("API-Key"))!)),
            [KrakenProtocol.Stream] = new("stream", 1, false, null),
        };
    }

    /// <summary>What a request asks; null outside Kraken's paths.</summary>
    public ApiRoute? Find(ApiRequest request)
    {
        if (_byPath.TryGetValue(request.Path, out var route)) return route.IsSigned && request.Method != "POST" ? Unknown : route;
        return request.Path.StartsWith("/0/", StringComparison.Ordinal) ? Unknown : null;
    }

    private static ApiRoute Unknown { get; } = new("unknown", 1, false, static (_, _) => KrakenJson.Error(KrakenErrors.UnknownMethod));

    private static ApiRoute Ask(string name, Func<ApiRequest, Reply> answer) => new(name, 1, false, (request, _) => answer(request));

    private static ApiRoute Signed(string name, int calls, Func<ApiRequest, string, Reply> answer) => new(name, calls, true, answer);

    private static Reply KeyInfo(TradingKey key) => KrakenJson.Object(json =>
    {
        json.WriteString("apiKeyName", key.Account);
        json.WriteString("apiKey", key.Key);
        json.WriteNumber("nonceWindow", 0);
        json.WriteStartArray("permissions");
        foreach (var (name, isGiven) in new[] { ("query-funds", true), ("withdraw-funds", key.MayWithdraw), ("query-open-trades", true), ("query-closed-trades", true), ("modify-trades", key.MayTrade), ("close-trades", key.MayTrade) })
            if (isGiven) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteString("validUntil", "0");
        json.WriteStartArray("ipAllowlist");
        json.WriteEndArray();
    });

    private static Reply Token(KrakenTokens tokens, TradingKey key) => KrakenJson.Object(json =>
    {
        json.WriteString("token", tokens.Issue(key));
        json.WriteNumber("expires", KrakenTokens.Seconds);
    });
}
