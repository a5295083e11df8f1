using System.Globalization;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Binance.Orders;

/// <summary>The exchange's orders in Binance's numbers and words.</summary>
internal static class BinanceNames
{
    /// <summary>The number of an order.</summary>
    public static long Order(string orderId) => long.Parse(orderId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The exchange's own name of an order.</summary>
    public static string OrderId(long number) => string.Create(CultureInfo.InvariantCulture, $"O{number}");

    /// <summary>The id a cancel has that brought none.</summary>
    public static string CancelOf(string orderId) => string.Create(CultureInfo.InvariantCulture, $"cancel{Order(orderId):D16}");

    public static string Of(Side side) => side == Side.Buy ? "BUY" : "SELL";

    public static string TypeOf(OrderRequest request) => request switch
    {
        { Kind: OrderKind.Market } => "MARKET",
        { Kind: OrderKind.Stop } => "STOP_LOSS",
        { PostOnly: true } => "LIMIT_MAKER",
        _ => "LIMIT",
    };

    /// <summary>A type of order as faults call it.</summary>
    public static string? TypeOf(string? word) => word switch { "MARKET" => "market", "LIMIT" or "LIMIT_MAKER" => "limit", "STOP_LOSS" => "stop", _ => word };

    public static string LifetimeOf(OrderRequest request) => request is { Kind: OrderKind.Limit, Lifetime: Lifetime.ImmediateOrCancel } ? "IOC" : request is { Kind: OrderKind.Limit, Lifetime: Lifetime.FillOrKill } ? "FOK" : "GTC";

    public static string Of(OrderCondition condition) => condition switch
    {
        OrderCondition.Open => "NEW",
        OrderCondition.PartiallyFilled => "PARTIALLY_FILLED",
        OrderCondition.Filled => "FILLED",
        OrderCondition.Cancelled => "CANCELED",
        OrderCondition.Rejected => "REJECTED",
        _ => "EXPIRED",
    };
}
