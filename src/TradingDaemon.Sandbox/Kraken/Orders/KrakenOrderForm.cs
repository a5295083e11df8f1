using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Kraken.Orders;

/// <summary>Reads what a request says about an order.</summary>
internal static class KrakenOrderForm
{
    // What of Kraken's orders this exchange has not got: asked for, it is refused rather than passed over.
    private static readonly string[] Missing = ["price2", "displayvol", "reduce_only", "starttm", "expiretm", "close[ordertype]", "trigger"];

    public static KrakenOrder Read(ApiRequest request, PairTable<KrakenPair> pairs)
    {
        var flags = (request.Parameter("oflags") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new KrakenOrder
        {
            Pair = pairs.Find(request.Parameter("pair")),
            Side = request.Parameter("type"),
            Type = request.Parameter("ordertype"),
            Volume = request.Parameter("volume"),
            Price = request.Parameter("price"),
            TimeInForce = request.Parameter("timeinforce"),
            IsPostOnly = flags.Contains("post"),
            ClientOrderId = request.Parameter("cl_ord_id"),
            UserRef = request.Parameter("userref"),
            SelfTrade = request.Parameter("stptype"),
            Deadline = request.Parameter("deadline"),
            IsForCheck = request.Parameter("validate") is "true" or "True" or "1",
            Unsupported = flags.Any(static flag => flag is not ("post" or "fciq" or "nompp")) ? "oflags"
                : request.Parameter("leverage") is not (null or "" or "none" or "0") ? "leverage"
                : Missing.FirstOrDefault(name => request.Parameter(name) is not (null or "" or "0" or "false")),
        };
    }

    /// <summary>An order in one line: <c>buy 1.25000000 XBTUSD @ limit 37500.0</c>.</summary>
    public static string Describe(KrakenPair pair, OrderRequest order, decimal quantity, decimal price) =>
        $"{SideOf(order)} {KrakenJson.Fixed(quantity, 8)} {pair.AltName} @ {TypeOf(order).Replace('-', ' ')}{(order.Kind == OrderKind.Market ? "" : " " + pair.Price(price))}";

    public static string SideOf(OrderRequest order) => order.Side == Side.Buy ? "buy" : "sell";

    public static string TypeOf(OrderRequest order) => order.Kind switch { OrderKind.Market => "market", OrderKind.Limit => "limit", _ => "stop-loss" };
}
