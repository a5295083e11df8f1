using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Wire;

/// <summary>The words of the protocol, both ways.</summary>
internal static class WireWords
{
    public static string Of(Side side) => side == Side.Buy ? "buy" : "sell";

    public static string Of(OrderKind kind) => kind switch { OrderKind.Market => "market", OrderKind.Limit => "limit", _ => "stop" };

    public static string Of(LiquidityRole role) => role == LiquidityRole.Maker ? "maker" : "taker";

    public static string Of(MovementKind kind) => kind switch { MovementKind.Deposit => "deposit", MovementKind.Charge => "charge", _ => "withdrawal" };

    public static string Of(OrderCondition condition) => condition switch
    {
        OrderCondition.Open => "open",
        OrderCondition.PartiallyFilled => "partiallyFilled",
        OrderCondition.Filled => "filled",
        OrderCondition.Cancelled => "cancelled",
        OrderCondition.Rejected => "rejected",
        _ => "expired",
    };

    public static Side? ToSide(string? word) => word switch { "buy" => Side.Buy, "sell" => Side.Sell, _ => null };

    public static OrderKind? ToKind(string? word) => word switch { "market" => OrderKind.Market, "limit" => OrderKind.Limit, "stop" => OrderKind.Stop, _ => null };

    public static Lifetime? ToLifetime(string? word) => word switch
    {
        "gtc" or null => Lifetime.GoodTilCancelled,
        "ioc" => Lifetime.ImmediateOrCancel,
        "fok" => Lifetime.FillOrKill,
        "day" => Lifetime.Day,
        _ => null,
    };

    public static SelfTradePrevention? ToSelfTrade(string? word) => word switch
    {
        "cancelNewest" => SelfTradePrevention.CancelNewest,
        "cancelOldest" => SelfTradePrevention.CancelOldest,
        "cancelBoth" => SelfTradePrevention.CancelBoth,
        _ => null,
    };
}
