using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Market;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Coinbase.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Coinbase.Orders;

/// <summary>Reads what a request says about an order.</summary>
/// <param name="Request">What the exchange is asked; null when it is refused.</param>
/// <param name="Refused">Coinbase's word for why.</param>
/// <param name="Invalid">Why the request makes no sense at all.</param>
internal readonly record struct CoinbaseOrderForm(OrderRequest? Request, string? Refused, string? Invalid)
{
    private const int IdLengthMax = 128;

    /// <summary>An order of a body.</summary>
    /// <param name="body">A JSON object.</param>
    /// <param name="products">What is traded.</param>
    /// <param name="depthOf">The other side of a market, best first: an order by value is turned into one by quantity.</param>
    public static CoinbaseOrderForm Read(JsonElement body, PairTable<CoinbaseProduct> products, Func<CoinbaseProduct, Side, IReadOnlyList<DepthLevel>> depthOf)
    {
        if (OrderBody.Text(body, "client_order_id") is not { Length: > 0 and <= IdLengthMax } id) return Senseless("client_order_id");
        if (products.Find(OrderBody.Text(body, "product_id")) is not { } product) return No(CoinbaseErrors.UnknownProduct);
        if (SideOf(OrderBody.Text(body, "side")) is not { } side) return No(CoinbaseErrors.InvalidSide);
        if (!body.TryGetProperty("order_configuration", out var all) || all.ValueKind != JsonValueKind.Object || all.EnumerateObject().ToArray() is not [{ Value.ValueKind: JsonValueKind.Object } one]) return Senseless("order_configuration");
        var (quantity, price) = (Number(one.Value, "base_size"), Number(one.Value, "limit_price"));
        if (one.Name == "market_market_ioc" && quantity is null && side == Side.Buy && Number(one.Value, "quote_size") is > 0m and var value)
        {
            quantity = Bought(product.Rules, value, depthOf(product, Side.Sell));
            if (quantity is not > 0m) return No(CoinbaseErrors.NoLiquidity);
        }

        if (quantity is not > 0m) return No(CoinbaseErrors.InvalidSize);
        Lifetime? lifetime = one.Name switch { "market_market_ioc" or "sor_limit_ioc" => Lifetime.ImmediateOrCancel, "limit_limit_gtc" => Lifetime.GoodTilCancelled, "limit_limit_fok" => Lifetime.FillOrKill, _ => null };
        if (lifetime is null) return No(CoinbaseErrors.Unsupported);
        if (one.Name == "market_market_ioc") return new(OrderRequest.Market(id, product.Symbol, side, quantity.Value), null, null);
        if (price is not > 0m) return No(CoinbaseErrors.InvalidPrice);
        var isPostOnly = one.Value.TryGetProperty("post_only", out var flag) && flag.ValueKind == JsonValueKind.True;
        return isPostOnly && lifetime != Lifetime.GoodTilCancelled ? Senseless("post_only") : new(OrderRequest.Limit(id, product.Symbol, side, quantity.Value, price.Value, lifetime.Value, isPostOnly), null, null);
    }

    /// <summary>What kind of order a body is about: market, limit or stop; null when it is about none.</summary>
    public static string? KindOf(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("order_configuration", out var all) || all.ValueKind != JsonValueKind.Object) return null;
        var name = all.EnumerateObject().FirstOrDefault().Name;
        return name is null ? null : name.StartsWith("market", StringComparison.Ordinal) ? "market" : name.StartsWith("stop", StringComparison.Ordinal) ? "stop" : "limit";
    }

    // A fee is paid out of the value too.
    private static decimal Bought(ExchangeInstrument rules, decimal value, IReadOnlyList<DepthLevel> asks)
    {
        var (left, bought) = (value / (1m + rules.Fees.TakerRate), 0m);
        foreach (var level in asks)
        {
            var here = Math.Min(level.Size, left / level.Price);
            bought += here;
            left -= here * level.Price;
        }

        return rules.FloorToLot(bought);
    }

    private static decimal? Number(JsonElement terms, string name) =>
        decimal.TryParse(OrderBody.Text(terms, name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null; // texts only, and no exponents

    private static Side? SideOf(string? word) => word switch { "BUY" => Side.Buy, "SELL" => Side.Sell, _ => null };

    private static CoinbaseOrderForm No(string word) => new(null, word, null);

    private static CoinbaseOrderForm Senseless(string what) => new(null, null, $"{what} is missing or makes no sense");
}
