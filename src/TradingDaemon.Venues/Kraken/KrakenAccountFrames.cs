using System.Globalization;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Kraken;

/// <summary>Frames of the private channels. An execution after the first tells only what changed.</summary>
internal sealed class KrakenAccountFrames(KrakenSymbols symbols)
{
    private const int NumberLengthMax = 32;

    public void Execution(WireValue one, INormalizedSink sink)
    {
        var symbol = one["symbol"u8].IsMissing ? null : symbols.Pair(one["symbol"u8].Raw);
        var at = WireTime.OfText(one["timestamp"u8]);
        var trigger = one["triggers"u8]["price"u8];
        var fees = one["fee_ccy_pref"u8];
        sink.Order(new OrderTold
        {
            Symbol = symbol, At = at, ClientOrderId = one["cl_ord_id"u8].AsText(), VenueOrderId = one["order_id"u8].AsText(), Side = KrakenWords.Side(one["side"u8]),
            Type = KrakenWords.Type(one["order_type"u8]), TimeInForce = KrakenWords.TimeInForce(one["time_in_force"u8]), Status = Status(one),
            Quantity = one["order_qty"u8].Raw, QuoteQuantity = one["cash_order_qty"u8].Raw, LimitPrice = KrakenWords.UnlessZero(one["limit_price"u8]),
            StopPrice = KrakenWords.UnlessZero(trigger.IsMissing ? one["stop_price"u8] : trigger),
            FeeCurrency = fees.IsMissing ? one["fees"u8][0]["asset"u8].AsText() : KrakenWords.FeeCurrency(fees, symbol),
            Filled = one["cum_qty"u8].Raw, AveragePrice = KrakenWords.UnlessZero(one["avg_price"u8]), Reason = one["reason"u8].AsText() ?? one["cancel_reason"u8].AsText(),
        });
        if (one["exec_type"u8].Is("trade"u8)) Fill(one, symbol, at, sink);
    }

    public static void Balance(WireValue one, INormalizedSink sink) => sink.Balance(new BalanceTold
    {
        Asset = one["asset"u8].AsText() ?? throw new WireFormatException("a balance has no asset"), At = WireTime.OfText(one["timestamp"u8]), Total = one["balance"u8].Raw,
    });

    // The status of a trade may lag behind it, and an amended or restated order may lack one.
    private static OrderStatus? Status(WireValue one)
    {
        var kind = one["exec_type"u8];
        if (kind.Is("filled"u8)) return OrderStatus.Filled;
        return KrakenWords.Status(one["order_status"u8].IsMissing ? kind : one["order_status"u8], isPartlyFilled: one["cum_qty"u8].AsDecimal() > 0m);
    }

    private static void Fill(WireValue one, string? symbol, WireTime? at, INormalizedSink sink)
    {
        Span<byte> sum = stackalloc byte[NumberLengthMax];
        var fees = one["fees"u8];
        sink.Fill(new FillTold
        {
            Symbol = symbol, At = at, ExecutionId = one["exec_id"u8].AsText() ?? throw new WireFormatException("a trade has no exec_id"),
            ClientOrderId = one["cl_ord_id"u8].AsText(), VenueOrderId = one["order_id"u8].AsText(), Side = KrakenWords.Side(one["side"u8]),
            Price = one["last_price"u8].Raw, Size = one["last_qty"u8].Raw, Fee = Sum(fees, sum), FeeCurrency = fees[0]["asset"u8].AsText(),
            Liquidity = one["liquidity_ind"u8].Is("m"u8) ? Liquidity.Maker : one["liquidity_ind"u8].Is("t"u8) ? Liquidity.Taker : null,
        });
    }

    // In one asset, or not told: a fee of two has no one amount.
    private static ReadOnlySpan<byte> Sum(WireValue fees, Span<byte> text)
    {
        if (fees[1].IsMissing) return fees[0]["qty"u8].Raw;
        var sum = 0m;
        foreach (var (_, fee) in fees)
        {
            if (fee["asset"u8].AsText() != fees[0]["asset"u8].AsText()) return default;
            sum += fee["qty"u8].AsDecimal() ?? 0m;
        }

        return sum.TryFormat(text, out var written, default, CultureInfo.InvariantCulture) ? text[..written] : default;
    }
}
