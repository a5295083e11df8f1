using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Frames of our account: what orders came to so far, told again and again. Executions, with their prices, fees and ids, only REST tells.</summary>
internal sealed class CoinbaseAccountFrames(CoinbaseSymbols symbols)
{
    private const int NumberLengthMax = 64;

    public void Read(WireValue one, WireTime? at, INormalizedSink sink)
    {
        foreach (var (_, order) in one["orders"u8]) Order(order, at, sink);
        foreach (var (_, position) in one["positions"u8]["perpetual_futures_positions"u8])
            Position(position, position["net_size"u8], position["position_side"u8], position["entry_vwap"u8], at, sink);
        foreach (var (_, position) in one["positions"u8]["expiring_futures_positions"u8])
            Position(position, position["number_of_contracts"u8], position["side"u8], position["entry_price"u8], at, sink);
    }

    private void Order(WireValue order, WireTime? at, INormalizedSink sink)
    {
        Span<byte> quantity = stackalloc byte[NumberLengthMax];
        var filled = order["cumulative_quantity"u8];
        var status = CoinbaseWords.Status(order["status"u8], filled);
        sink.Order(new OrderTold
        {
            Symbol = symbols.Pair(order["product_id"u8].Raw), At = at, ClientOrderId = CoinbaseWords.Text(order["client_order_id"u8]), VenueOrderId = CoinbaseWords.Text(order["order_id"u8]),
            Side = CoinbaseWords.Side(order["order_side"u8]), Type = CoinbaseWords.Type(order["order_type"u8]), TimeInForce = CoinbaseWords.TimeInForce(order["time_in_force"u8]), Status = status,
            Quantity = Quantity(order, status, quantity), LimitPrice = CoinbaseWords.UnlessZero(order["limit_price"u8]), StopPrice = CoinbaseWords.UnlessZero(order["stop_price"u8]),
            Filled = filled.Raw, AveragePrice = CoinbaseWords.UnlessZero(order["avg_price"u8]), Reason = CoinbaseWords.Said(order["cancel_reason"u8].AsText(), order["reject_reason"u8].AsText()),
        });
    }

    // Of an order that ended unfilled nothing is left, so what was ordered is no longer told.
    private static ReadOnlySpan<byte> Quantity(WireValue order, OrderStatus? status, Span<byte> into) =>
        status is OrderStatus.Cancelled or OrderStatus.Expired or OrderStatus.Rejected or null ? default : CoinbaseWords.Sum(order["cumulative_quantity"u8], order["leaves_quantity"u8], into);

    private void Position(WireValue position, WireValue size, WireValue side, WireValue entry, WireTime? at, INormalizedSink sink)
    {
        Span<byte> text = stackalloc byte[NumberLengthMax];
        var isShort = side.AsText()?.Contains("short", StringComparison.OrdinalIgnoreCase) == true && size.AsDecimal() > 0m;
        if (isShort) text[0] = (byte)'-';
        if (isShort) size.Raw.CopyTo(text[1..]);
        sink.Position(new PositionTold
        {
            Symbol = symbols.Pair(position["product_id"u8].Raw) ?? throw new WireFormatException("a position has no product_id"), At = at,
            Quantity = isShort ? text[..(size.Raw.Length + 1)] : size.Raw, AveragePrice = CoinbaseWords.UnlessZero(entry),
        });
    }
}
