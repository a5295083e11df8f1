using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>Alpaca's words in the daemon's.</summary>
internal static class AlpacaWords
{
    /// <summary>The taker's side of a coin trade; shares and options do not tell it.</summary>
    public static AggressorSide Aggressor(WireValue word) => word.Is("B"u8) ? AggressorSide.Buy : word.Is("S"u8) ? AggressorSide.Sell : AggressorSide.Unknown;

    public static OrderSide? Side(WireValue word) => word.Is("buy"u8) ? OrderSide.Buy : word.Is("sell"u8) || word.Is("sell_short"u8) ? OrderSide.Sell : null;

    /// <summary>Whether a status of a share says that it is halted (true: halted, or paused for its volatility) or traded again (false). Other words, e.g. an imbalance, leave it as it was.</summary>
    public static bool? Halt(WireValue code) => code.AsText() switch
    {
        "2" or "H" or "P" => true,
        "3" or "T" => false,
        _ => null,
    };

    public static string? Type(WireValue word) => word.AsText() switch
    {
        "market" => OrderWords.Market,
        "limit" => OrderWords.Limit,
        "stop" => OrderWords.Stop,
        "stop_limit" => OrderWords.StopLimit,
        "trailing_stop" => OrderWords.TrailingStop,
        "" => null,
        var other => other,
    };

    // The venue's words for it are the daemon's own.
    public static string? TimeInForce(WireValue word) => word.AsText() is { Length: > 0 } text ? text : null;

    /// <summary>Where an order is; null for a word nobody knows, which then is as it was.</summary>
    public static OrderStatus? Status(WireValue word, bool isPartlyFilled) => word.AsText() switch
    {
        "new" or "accepted" or "pending_new" or "accepted_for_bidding" or "pending_review" or "held" or "stopped" or "suspended" or "calculated" or "done_for_day" =>
            isPartlyFilled ? OrderStatus.PartiallyFilled : OrderStatus.Open,
        "partially_filled" => OrderStatus.PartiallyFilled,
        "pending_cancel" => OrderStatus.CancelPending,
        "pending_replace" => OrderStatus.ReplacePending,
        "filled" => OrderStatus.Filled,
        "canceled" or "replaced" => OrderStatus.Cancelled, // what replaced it has another id
        "expired" => OrderStatus.Expired,
        "rejected" => OrderStatus.Rejected,
        _ => null,
    };

    /// <summary>Bytes of a price that is not zero; empty for zero, which is how the venue writes that nobody quotes.</summary>
    public static ReadOnlySpan<byte> UnlessZero(WireValue number) => number.AsDecimal() is null or 0m ? default : number.Raw;
}
