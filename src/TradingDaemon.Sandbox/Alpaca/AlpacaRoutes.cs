using TradingDaemon.Sandbox.Alpaca.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca;

/// <summary>What can be asked. Prices weigh nothing: the venue counts them apart, by the plan.</summary>
internal sealed class AlpacaRoutes(ExchangeParts exchange, AlpacaMarkets markets, AlpacaDesk desk)
{
    private static readonly ApiRoute Stream = new("stream", 1, false, null);

    private readonly AlpacaTrading _trading = new(exchange, markets, desk);
    private readonly AlpacaAccount _account = new(exchange, markets);
    private readonly AlpacaPositions _positions = new(exchange, markets, desk);
    private readonly AlpacaAssets _assets = new(exchange, markets);
    private readonly AlpacaPrices _prices = new(exchange, markets);

    /// <summary>What a request asks; null outside Alpaca's paths.</summary>
    public ApiRoute? Find(ApiRequest request)
    {
        if (request.Path == AlpacaProtocol.AccountStream || AlpacaDataStreams.ClassOf(request.Path) is not null) return Stream;
        string[] path = [.. request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        return (request.Method, path) switch
        {
            ("POST", ["v2", "orders"]) => Signed("place", _trading.Place),
            ("GET", ["v2", "orders"]) => Signed("openOrders", _trading.List),
            ("DELETE", ["v2", "orders"]) => Signed("cancelAll", _trading.CancelAll),
            ("GET", ["v2", "orders:by_client_order_id"]) => Signed("lookup", _trading.FindByClientId),
            ("GET", ["v2", "orders", var id]) => Signed("lookup", (_, account) => _trading.Find(account, id)),
            ("PATCH", ["v2", "orders", var id]) => Signed("replace", (asked, account) => _trading.Replace(asked, account, id)),
            ("DELETE", ["v2", "orders", var id]) => Signed("cancel", (_, account) => _trading.Cancel(account, id)),
            ("GET", ["v2", "account"]) => Signed("balances", _account.Account),
            ("GET", ["v2", "account", "configurations"]) => Signed("balances", AlpacaAccount.Configurations),
            ("GET", ["v2", "account", "activities"]) => Signed("executions", (asked, account) => _account.Activities(asked, account, asked.Query("activity_types"))),
            ("GET", ["v2", "account", "activities", var types]) => Signed("executions", (asked, account) => _account.Activities(asked, account, types)),
            ("GET", ["v2", "positions"]) => Signed("balances", _positions.All),
            ("GET", ["v2", "positions", var symbol]) => Signed("balances", (_, account) => _positions.One(account, symbol)),
            ("DELETE", ["v2", "positions"]) => Signed("place", _positions.CloseAll),
            ("DELETE", ["v2", "positions", var symbol]) => Signed("place", (asked, account) => _positions.Close(asked, account, symbol)),
            ("GET", ["v2", "clock"]) => Signed("time", (_, _) => _assets.Clock()),
            ("GET", ["v2", "calendar"]) => Signed("instruments", (asked, _) => _assets.Calendar(asked)),
            ("GET", ["v2", "assets"]) => Signed("instruments", (asked, _) => _assets.All(asked)),
            ("GET", ["v2", "assets", .. var symbol]) => Signed("instruments", (_, _) => _assets.One(string.Join('/', symbol))),
            ("GET", ["v2", "stocks", .. var rest]) => Prices(rest, AlpacaMarket.Shares),
            ("GET", ["v1beta3", "crypto", "us", .. var rest]) => Prices(rest, AlpacaMarket.Coins),
            ("GET", ["v1beta1", "options", .. var rest]) => Prices(rest, AlpacaMarket.Options),
            ("GET", ["v2", "options", "contracts", var symbol]) => Signed("instruments", (_, _) => _assets.Contract(symbol)),
            (_, ["v2" or "v1beta3" or "v1beta1", ..]) => Unknown,
            _ => null,
        };
    }

    private static ApiRoute Unknown { get; } = new("unknown", 1, false, static (_, _) => AlpacaJson.Refusal(new AlpacaError(404, 40410000, "endpoint not found")));

    // Coins' prices are told to everybody.
    private ApiRoute Prices(string[] path, string of)
    {
        var name = path.Contains("bars") ? "bars" : path.Contains("trades") ? "trades" : "quote";
        return new ApiRoute(name, 0, of != AlpacaMarket.Coins, (asked, _) => _prices.Answer(asked, path, of) ?? Unknown.Answer!(asked, ""));
    }

    private static ApiRoute Signed(string name, Func<ApiRequest, string, Reply> answer) => new(name, 1, true, answer);
}
