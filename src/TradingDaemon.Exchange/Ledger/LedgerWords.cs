using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Ledger;

/// <summary>The words of the ledger's lines, both ways. A word it does not know is a corrupt line.</summary>
internal static class LedgerWords
{
    /// <summary>The account of a line that names none.</summary>
    public const string DefaultAccount = "main";

    public static string Of(Side side) => side == Side.Buy ? "buy" : "sell";

    public static string Of(OrderKind kind) => kind switch { OrderKind.Market => "market", OrderKind.Limit => "limit", _ => "stop" };

    public static string Of(Lifetime lifetime) => lifetime switch { Lifetime.GoodTilCancelled => "gtc", Lifetime.ImmediateOrCancel => "ioc", Lifetime.FillOrKill => "fok", _ => "day" };

    public static string Of(LiquidityRole role) => role == LiquidityRole.Maker ? "maker" : "taker";

    public static string Of(OrderCondition ended) => ended switch
    {
        OrderCondition.Cancelled => "cancelled",
        OrderCondition.Expired => "expired",
        OrderCondition.Rejected => "rejected",
        _ => throw new ArgumentOutOfRangeException(nameof(ended), ended, "An order does not end so."),
    };

    public static string Of(MovementKind kind) => kind switch { MovementKind.Deposit => "deposited", MovementKind.Charge => "charged", _ => "withdrawn" };

    public static string Of(FeeCurrency currency) => currency switch { FeeCurrency.Quote => "quote", FeeCurrency.Base => "base", _ => "third" };

    public static string Of(SelfTradePrevention mode) => mode switch
    {
        SelfTradePrevention.PassOver => "pass-over",
        SelfTradePrevention.CancelNewest => "cancel-newest",
        SelfTradePrevention.CancelOldest => "cancel-oldest",
        _ => "cancel-both",
    };

    public static Side ToSide(string? word) => word switch { "buy" => Side.Buy, "sell" => Side.Sell, _ => throw Unknown(word) };

    public static OrderKind ToKind(string? word) => word switch { "market" => OrderKind.Market, "limit" => OrderKind.Limit, "stop" => OrderKind.Stop, _ => throw Unknown(word) };

    public static Lifetime ToLifetime(string? word) => word switch { "gtc" => Lifetime.GoodTilCancelled, "ioc" => Lifetime.ImmediateOrCancel, "fok" => Lifetime.FillOrKill, "day" => Lifetime.Day, _ => throw Unknown(word) };

    public static LiquidityRole ToRole(string? word) => word switch { "maker" => LiquidityRole.Maker, "taker" => LiquidityRole.Taker, _ => throw Unknown(word) };

    public static FeeCurrency ToFeeCurrency(string? word) => word switch { "quote" => FeeCurrency.Quote, "base" => FeeCurrency.Base, "third" => FeeCurrency.Third, _ => throw Unknown(word) };

    public static SelfTradePrevention ToSelfTrade(string? word) => word switch
    {
        "pass-over" => SelfTradePrevention.PassOver,
        "cancel-newest" => SelfTradePrevention.CancelNewest,
        "cancel-oldest" => SelfTradePrevention.CancelOldest,
        "cancel-both" => SelfTradePrevention.CancelBoth,
        _ => throw Unknown(word),
    };

    public static FormatException Unknown(string? word) => new($"Unknown word '{word}'.");
}
