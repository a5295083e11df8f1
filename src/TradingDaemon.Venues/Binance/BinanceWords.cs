using System.Globalization;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Binance;

/// <summary>Binance's words in the daemon's.</summary>
internal static class BinanceWords
{
    // Milliseconds have thirteen digits until the year 2286, microseconds sixteen.
    private const int MicrosecondDigits = 16;

    /// <summary>A moment in milliseconds, or in microseconds where they were asked for; null when missing or zero.</summary>
    public static WireTime? Time(WireValue value) => value.Raw switch
    {
        { IsEmpty: true } or [(byte)'0'] => null,
        { Length: >= MicrosecondDigits } => WireTime.OfMicroseconds(value),
        _ => WireTime.OfMilliseconds(value),
    };

    /// <summary>The taker's side, of whether the buyer was resting.</summary>
    public static AggressorSide Aggressor(WireValue isBuyerMaker) => isBuyerMaker.IsMissing ? AggressorSide.Unknown : isBuyerMaker.IsTrue ? AggressorSide.Sell : AggressorSide.Buy;

    public static OrderSide? Side(WireValue word) => word.Is("BUY"u8) ? OrderSide.Buy : word.Is("SELL"u8) ? OrderSide.Sell : null;

    public static string? Type(WireValue word) => word.AsText() switch
    {
        "MARKET" => OrderWords.Market,
        "LIMIT" or "LIMIT_MAKER" => OrderWords.Limit,
        "STOP_LOSS" => OrderWords.Stop,
        "STOP_LOSS_LIMIT" => OrderWords.StopLimit,
        "TAKE_PROFIT" => OrderWords.TakeProfit,
        "TAKE_PROFIT_LIMIT" => OrderWords.TakeProfitLimit,
        var other => other,
    };

    public static string? TimeInForce(WireValue word) => word.AsText() switch
    {
        "GTC" => OrderWords.GoodTillCancelled,
        "IOC" => OrderWords.ImmediateOrCancel,
        "FOK" => OrderWords.FillOrKill,
        var other => other,
    };

    public static OrderStatus? Status(WireValue word) => word.AsText() switch
    {
        "PENDING_NEW" => OrderStatus.PendingAck,
        "NEW" => OrderStatus.Open,
        "PARTIALLY_FILLED" => OrderStatus.PartiallyFilled,
        "FILLED" => OrderStatus.Filled,
        "PENDING_CANCEL" => OrderStatus.CancelPending,
        "CANCELED" => OrderStatus.Cancelled,
        "REJECTED" => OrderStatus.Rejected,
        "EXPIRED" or "EXPIRED_IN_MATCH" => OrderStatus.Expired,
        _ => null,
    };

    /// <summary>Bytes of a number that is not zero; empty for one that is, where the venue writes zero for "none".</summary>
    public static ReadOnlySpan<byte> UnlessZero(WireValue number) => number.AsDecimal() is null or 0m ? default : number.Raw;

    /// <summary>What a text says; null for an empty one.</summary>
    public static string? Text(WireValue value) => value.Raw.IsEmpty ? null : value.AsText();

    /// <summary>The average price of what filled, by the quote currency it came to; empty before anything did.</summary>
    public static ReadOnlySpan<byte> Average(WireValue quote, WireValue filled, Span<byte> into) =>
        filled.AsDecimal() is > 0m and var quantity && quote.AsDecimal() is > 0m and var spent ? Written(spent / quantity, "0.############################", into) : default;

    /// <summary>All of an asset, with the digits of its parts.</summary>
    public static ReadOnlySpan<byte> Sum(WireValue free, WireValue locked, Span<byte> into) =>
        free.AsDecimal() is { } spendable && locked.AsDecimal() is { } held ? Written(spendable + held, default, into) : default;

    private static ReadOnlySpan<byte> Written(decimal number, ReadOnlySpan<char> format, Span<byte> into) =>
        number.TryFormat(into, out var written, format, CultureInfo.InvariantCulture) ? into[..written] : default;
}
