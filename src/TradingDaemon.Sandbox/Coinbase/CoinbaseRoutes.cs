using TradingDaemon.Sandbox.Coinbase.Spelling;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Coinbase;

/// <summary>What can be asked over HTTP. What the market is, is told under <c>market/</c> to anybody, and without it to who has a key.</summary>
internal sealed class CoinbaseRoutes
{
    /// <summary>Path of the stream: the venue's hosts have none.</summary>
    public const string Stream = "/";

    private const string Root = "/api/v3/brokerage/";

    private readonly Dictionary<string, ApiRoute> _exact;
    private readonly CoinbaseMarket _market;
    private readonly CoinbaseTrading _trading;

    public CoinbaseRoutes(ExchangeParts exchange, PairTable<CoinbaseProduct> products)
    {
        var account = new CoinbaseAccount(exchange, products);
        (_market, _trading) = (new CoinbaseMarket(exchange, products), new CoinbaseTrading(exchange, products));
        _exact = new(StringComparer.Ordinal)
        {
            ["GET time"] = new("time", 1, false, (request, _) => _market.Time(request)),
            ["GET market/products"] = new("instruments", 1, false, (request, _) => _market.Products(request)),
            ["GET products"] = new("instruments", 1, true, (request, _) => _market.Products(request)),
            ["GET market/product_book"] = new("quote", 1, false, (request, _) => _market.Book(request)),
            ["GET product_book"] = new("quote", 1, true, (request, _) => _market.Book(request)),
            ["GET best_bid_ask"] = new("quote", 1, true, (request, _) => _market.BestBidAsk(request)),
            ["GET accounts"] = new("balances", 1, true, account.Accounts),
            ["GET key_permissions"] = new("balances", 1, true, account.KeyPermissions),
            ["GET transaction_summary"] = new("balances", 1, true, account.TransactionSummary),
            ["POST orders"] = new("place", 1, true, _trading.Place),
            ["POST orders/batch_cancel"] = new("cancel", 1, true, _trading.Cancel),
            ["GET orders/historical/batch"] = new("openOrders", 1, true, _trading.Orders),
            ["GET orders/historical/fills"] = new("executions", 1, true, _trading.Fills),
        };
    }

    /// <summary>What a request asks; null outside Coinbase's paths.</summary>
    public ApiRoute? Find(ApiRequest request)
    {
        if (request.Path == Stream) return new ApiRoute("stream", 1, false, null);
        if (!request.Path.StartsWith(Root, StringComparison.Ordinal)) return null;
        var path = request.Path[Root.Length..];
        return _exact.GetValueOrDefault($"{request.Method} {path}") ?? Named(request.Method, path.Split('/')) ?? Unknown;
    }

    private static ApiRoute Unknown { get; } = new("unknown", 1, false, static (_, _) => CoinbaseErrors.NotFound("there is no such request"));

    // Paths with a name in them.
    private ApiRoute? Named(string method, string[] parts) => (method, parts) switch
    {
        ("GET", ["market", "products", var id, .. var what]) => OfProduct(id, what, isSigned: false),
        ("GET", ["products", var id, .. var what]) => OfProduct(id, what, isSigned: true),
        ("GET", ["orders", "historical", var id]) => new("lookup", 1, true, (_, account) => _trading.Order(account, id)),
        _ => null,
    };

    private ApiRoute? OfProduct(string id, string[] what, bool isSigned) => what switch
    {
        [] => new("instruments", 1, isSigned, (_, _) => _market.Product(id)),
        ["candles"] => new("bars", 1, isSigned, (request, _) => _market.Candles(request, id)),
        ["ticker"] => new("quote", 1, isSigned, (request, _) => _market.Ticker(request, id)),
        _ => null,
    };
}
