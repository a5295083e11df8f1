using System.Globalization;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Coinbase's words in the daemon's.</summary>
internal static class CoinbaseWords
{
    /// <summary>Who took: the venue says the maker's side, so it is the other.</summary>
    public static AggressorSide Aggressor(WireValue makerSide) => makerSide.Is("BUY"u8) ? AggressorSide.Sell : makerSide.Is("SELL"u8) ? AggressorSide.Buy : AggressorSide.Unknown;

    public static OrderSide? Side(WireValue word) => word.Is("BUY"u8) ? OrderSide.Buy : word.Is("SELL"u8) ? OrderSide.Sell : null;

    public static string? Type(WireValue word) => Text(word)?.ToUpperInvariant() switch
    {
        "MARKET" => OrderWords.Market,
        "LIMIT" => OrderWords.Limit,
        "STOP" => OrderWords.Stop,
        "STOP_LIMIT" or "STOP LIMIT" => OrderWords.StopLimit,
        "UNKNOWN_ORDER_TYPE" => null,
        var other => other,
    };

    public static string? TimeInForce(WireValue word) => Text(word) switch
    {
        "GOOD_UNTIL_CANCELLED" => OrderWords.GoodTillCancelled,
        "GOOD_UNTIL_DATE_TIME" => OrderWords.GoodTillDate,
        "IMMEDIATE_OR_CANCEL" => OrderWords.ImmediateOrCancel,
        "FILL_OR_KILL" => OrderWords.FillOrKill,
        "UNKNOWN_TIME_IN_FORCE" => null,
        var other => other,
    };

    /// <summary>Where an order is; <c>OPEN</c> with something filled is partially filled, for which the venue has no word.</summary>
    public static OrderStatus? Status(WireValue word, WireValue filled) => word.AsText() switch
    {
        "PENDING" or "QUEUED" => OrderStatus.PendingAck,
        "OPEN" => filled.AsDecimal() > 0m ? OrderStatus.PartiallyFilled : OrderStatus.Open,
        "CANCEL_QUEUED" => OrderStatus.CancelPending,
        "EDIT_QUEUED" => OrderStatus.ReplacePending,
        "FILLED" => OrderStatus.Filled,
        "CANCELLED" => OrderStatus.Cancelled,
        "EXPIRED" => OrderStatus.Expired,
        "FAILED" => OrderStatus.Rejected,
        _ => null,
    };

    public static Liquidity? Liquidity(WireValue word) => word.Is("MAKER"u8) ? Domain.Orders.Liquidity.Maker : word.Is("TAKER"u8) ? Domain.Orders.Liquidity.Taker : null;

    /// <summary>Bytes of a number that is not zero; empty for one that is, where the venue writes zero for "none".</summary>
    public static ReadOnlySpan<byte> UnlessZero(WireValue number) => number.AsDecimal() is null or 0m ? default : number.Raw;

    /// <summary>What a text says; null for an empty one, which the venue writes for "none".</summary>
    public static string? Text(WireValue value) => value.Raw.IsEmpty ? null : value.AsText();

    /// <summary>The first text that says something: not empty, and no word for "unknown" or "unspecified".</summary>
    public static string? Said(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
            if (text is { Length: > 0 } && !text.StartsWith("UNKNOWN_", StringComparison.Ordinal) && !text.EndsWith("_UNSPECIFIED", StringComparison.Ordinal)) return text;
        return null;
    }

    /// <summary>Two numbers added, with the digits of both; empty when either is not told.</summary>
    public static ReadOnlySpan<byte> Sum(WireValue one, WireValue other, Span<byte> into) => one.AsDecimal() is { } left && other.AsDecimal() is { } right ? Written(left + right, default, into) : default;

    /// <summary>A quantity in base, of an amount in quote currency and its price.</summary>
    public static ReadOnlySpan<byte> Base(WireValue quote, WireValue price, Span<byte> into) =>
        quote.AsDecimal() is { } spent && price.AsDecimal() is > 0m and var paid ? Written(spent / paid, "0.############################", into) : default;

    private static ReadOnlySpan<byte> Written(decimal number, ReadOnlySpan<char> format, Span<byte> into) =>
        number.TryFormat(into, out var written, format, CultureInfo.InvariantCulture) ? into[..written] : default;
}
