using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Kraken;

/// <summary>Kraken's words in the daemon's.</summary>
internal static class KrakenWords
{
    /// <summary>The taker's side, of <c>buy</c>/<c>b</c> and <c>sell</c>/<c>s</c>.</summary>
    public static AggressorSide Aggressor(WireValue word) => word.Is("buy"u8) || word.Is("b"u8) ? AggressorSide.Buy : word.Is("sell"u8) || word.Is("s"u8) ? AggressorSide.Sell : AggressorSide.Unknown;

    public static OrderSide? Side(WireValue word) => word.Is("buy"u8) ? OrderSide.Buy : word.Is("sell"u8) ? OrderSide.Sell : null;

    public static string? Type(WireValue word) => word.AsText() switch
    {
        "market" => OrderWords.Market,
        "limit" => OrderWords.Limit,
        "stop-loss" or "stop loss" => OrderWords.Stop,
        "stop-loss-limit" or "stop loss limit" or "stop limit" => OrderWords.StopLimit,
        "take-profit" or "take profit" => OrderWords.TakeProfit,
        "take-profit-limit" or "take profit limit" => OrderWords.TakeProfitLimit,
        "trailing-stop" or "trailing stop" => OrderWords.TrailingStop,
        "trailing-stop-limit" or "trailing stop limit" => OrderWords.TrailingStopLimit,
        "iceberg" => OrderWords.Iceberg,
        var other => other,
    };

    public static string? TimeInForce(WireValue word) => word.AsText() switch
    {
        "GTC" or "gtc" => OrderWords.GoodTillCancelled,
        "GTD" or "gtd" => OrderWords.GoodTillDate,
        "IOC" or "ioc" => OrderWords.ImmediateOrCancel,
        "FOK" or "fok" => OrderWords.FillOrKill,
        var other => other,
    };

    /// <summary>Where an order is; <c>open</c> with something filled is partially filled, which the venue has no word for over HTTP.</summary>
    public static OrderStatus? Status(WireValue word, bool isPartlyFilled) => word.AsText() switch
    {
        "pending" or "pending_new" => OrderStatus.PendingAck,
        "open" or "new" or "triggered" => isPartlyFilled ? OrderStatus.PartiallyFilled : OrderStatus.Open,
        "partially_filled" => OrderStatus.PartiallyFilled,
        "closed" or "filled" => OrderStatus.Filled,
        "canceled" => OrderStatus.Cancelled,
        "expired" => OrderStatus.Expired,
        _ => null,
    };

    /// <summary>What a fee is taken in: the base where the order's flags or preference say <c>fcib</c>, else the quote currency; null while the pair is not known.</summary>
    public static string? FeeCurrency(WireValue flags, string? symbol)
    {
        if (symbol?.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash)) return null;
        return flags.AsText()?.Split(',').Contains("fcib") == true ? symbol[..slash] : symbol[(slash + 1)..];
    }

    /// <summary>Bytes of a number that is not zero; empty for one that is, where the venue writes zero for "none".</summary>
    public static ReadOnlySpan<byte> UnlessZero(WireValue number) => number.AsDecimal() is null or 0m ? default : number.Raw;
}
