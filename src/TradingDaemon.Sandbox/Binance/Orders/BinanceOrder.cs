using System.Globalization;
using System.Text.RegularExpressions;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Protocols;

namespace TradingDaemon.Sandbox.Binance.Orders;

/// <summary>An order as it is asked for: checked as Binance checks it before its engine sees it.</summary>
internal static partial class BinanceOrder
{
    private const string NumberRange = @"^([0-9]{1,20})(\.[0-9]{1,20})?$";
    private const string IdRange = "^[a-zA-Z0-9-_]{1,36}$";
    private const int DecimalsMax = 8;

    private static readonly string[] Unsupported = ["quoteOrderQty", "icebergQty", "trailingDelta", "pegPriceType"];

    // What each type needs, and what it must not bring.
    private static readonly Dictionary<string, (string[] Needed, string[] Unneeded)> Types = new(StringComparer.Ordinal)
    {
        ["LIMIT"] = (["timeInForce", "quantity", "price"], ["stopPrice"]),
        ["LIMIT_MAKER"] = (["quantity", "price"], ["timeInForce", "stopPrice"]),
        ["MARKET"] = (["quantity"], ["timeInForce", "price", "stopPrice"]),
        ["STOP_LOSS"] = (["quantity", "stopPrice"], ["timeInForce", "price"]),
    };

    /// <summary>What the exchange is asked, or why nothing is.</summary>
    public static (OrderRequest? Order, BinanceError? Error) Read(BinanceAsk ask, PairTable<BinancePair> pairs)
    {
        if (ask["symbol"] is not { } symbol) return (null, BinanceErrors.Mandatory("symbol"));
        if (pairs.Find(symbol) is not { } pair) return (null, BinanceErrors.InvalidSymbol);
        if (ask["side"] is not ("BUY" or "SELL")) return (null, new BinanceError(-1117, "Invalid side."));
        if (ask["type"] is not { } type || !Types.TryGetValue(type, out var members)) return (null, new BinanceError(-1116, "Invalid orderType."));
        if (Unsupported.FirstOrDefault(name => ask[name] is not null) is not null) return (null, new BinanceError(-2010, "Unsupported order combination"));
        if (members.Needed.FirstOrDefault(name => ask[name] is null) is { } missing) return (null, BinanceErrors.Mandatory(missing));
        if (members.Unneeded.FirstOrDefault(name => ask[name] is not null) is { } unneeded) return (null, BinanceErrors.Unneeded(unneeded));
        if (FlawOf(ask) is { } flaw) return (null, flaw);
        return (Request(ask, pair, type), null);
    }

    private static BinanceError? FlawOf(BinanceAsk ask)
    {
        foreach (var name in (ReadOnlySpan<string>)["quantity", "price", "stopPrice"])
        {
            if (ask[name] is not { } text) continue;
            if (!Number().IsMatch(text)) return BinanceErrors.Illegal(name, NumberRange);
            if (Amount(text) / 1.000000000000000000000000000000m is { Scale: > DecimalsMax }) return BinanceErrors.TooMuchPrecision;
        }

        if (ask["newClientOrderId"] is { } id && !Id().IsMatch(id)) return BinanceErrors.Illegal("newClientOrderId", IdRange);
        if (ask["timeInForce"] is not (null or "GTC" or "IOC" or "FOK")) return new BinanceError(-1115, "Invalid timeInForce.");
        return ask["newOrderRespType"] is null or "ACK" or "RESULT" or "FULL" ? null : BinanceErrors.Illegal("newOrderRespType", "ACK|RESULT|FULL");
    }

    private static OrderRequest Request(BinanceAsk ask, BinancePair pair, string type)
    {
        var (side, quantity, client) = (ask["side"] == "BUY" ? Side.Buy : Side.Sell, Amount(ask["quantity"]!), ask["newClientOrderId"] ?? "");
        var lifetime = ask["timeInForce"] switch { "IOC" => Lifetime.ImmediateOrCancel, "FOK" => Lifetime.FillOrKill, _ => Lifetime.GoodTilCancelled };
        return type switch
        {
            "MARKET" => OrderRequest.Market(client, pair.Symbol, side, quantity),
            "STOP_LOSS" => OrderRequest.Stop(client, pair.Symbol, side, quantity, Amount(ask["stopPrice"]!)),
            _ => OrderRequest.Limit(client, pair.Symbol, side, quantity, Amount(ask["price"]!), lifetime, type == "LIMIT_MAKER"),
        };
    }

    private static decimal Amount(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(NumberRange)]
    private static partial Regex Number();

    [GeneratedRegex(IdRange)]
    private static partial Regex Id();
}
