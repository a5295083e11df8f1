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
            FeeFlag = flags.FirstOrDefault(static flag => flag is "fciq" or "fcib"),
            Unsupported = flags.Any(static flag => flag is not ("post" or "fciq" or "fcib" or "nompp")) || flags.Count(static flag => flag is "fciq" or "fcib") > 1 ? "oflags"
                : request.Parameter("leverage") is not (null or "" or "none" or "0") ? "leverage"
                : Missing.FirstOrDefault(name => request.Parameter(name) is not (null or "" or "0" or "false")),
        };
    }

    /// <summary>An order in one line: <c>buy 1.25000000 XBTUSD @ limit 37500.0</c>.</summary>
    public static string Describe(KrakenPair pair, OrderRequest order, decimal quantity, decimal price) =>
        $"{SideOf(order)} {KrakenJson.Fixed(quantity, 8)} {pair.AltName} @ {TypeOf(order).Replace('-', ' ')}{(order.Kind == OrderKind.Market ? "" : " " + pair.Price(price))}";

    /// <summary>What its fee is taken in: <c>fcib</c>, the base it receives, or <c>fciq</c>. Sales pay in quote here.</summary>
    public static string FeeFlagOf(FeePayment payment, Side side) => payment.Currency == FeeCurrency.Base && side == Side.Buy ? "fcib" : "fciq";

    public static string SideOf(OrderRequest order) => order.Side == Side.Buy ? "buy" : "sell";

    public static string TypeOf(OrderRequest order) => order.Kind switch { OrderKind.Market => "market", OrderKind.Limit => "limit", _ => "stop-loss" };
}
