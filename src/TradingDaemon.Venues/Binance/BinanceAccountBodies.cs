using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Binance;

/// <summary>Bodies of REST v3 about our account: orders, fills, balances, and answers to what was asked of orders.</summary>
internal sealed class BinanceAccountBodies(BinanceSymbols symbols)
{
    private const int NumberLengthMax = 64;

    /// <summary>Reads a body; false when it is none of these.</summary>
    public bool Read(string? endpoint, WireValue body, string? symbol, INormalizedSink sink)
    {
        switch (endpoint)
        {
            case "order/test": // an order that was only checked has no id
                sink.Ack(new AckTold { Call = "validate" });
                return true;
            case "order" when body.IsObject:
                Answered(body, symbol, sink);
                return true;
            case "order" or "openOrders" or "allOrders":
                foreach (var (_, one) in body.AsList("orders")) Answered(one, symbol, sink);
                return true;
            case "myTrades":
                foreach (var (_, one) in body.AsList("trades")) Fill(one, symbol, sink);
                return true;
            case "account":
                Account(body, sink);
                return true;
            case "account/apiRestrictions":
                sink.Status(new StatusTold
                {
                    Of = "key", Status = body["enableSpotAndMarginTrading"u8].IsTrue ? "canTrade" : "cannotTrade", Message = body["enableWithdrawals"u8].IsTrue ? "canWithdraw" : "cannotWithdraw",
                });
                return true;
            default:
                return false;
        }
    }

    // Only answers to a request tell when it was carried out; only those to a cancel tell of a second id, which is the order's.
    private void Answered(WireValue one, string? symbol, INormalizedSink sink)
    {
        if (!one["orderReports"u8].IsMissing)
        {
            foreach (var (_, report) in one["orderReports"u8]) Answered(report, symbol, sink);
            return;
        }

        if (one["orderId"u8].IsMissing) throw new WireFormatException("an order has no orderId");
        var told = symbols.Pair(one["symbol"u8].Raw) ?? symbol;
        var original = BinanceWords.Text(one["origClientOrderId"u8]);
        var clientOrderId = original ?? one["clientOrderId"u8].AsText();
        var at = BinanceWords.Time(one["transactTime"u8]);
        if (at is not null) sink.Ack(new AckTold { Call = original is null ? "place" : "cancel", At = at, Symbol = told, ClientOrderId = clientOrderId, VenueOrderId = one["orderId"u8].AsText() });
        if (one["status"u8].IsMissing) return;
        Order(one, told, clientOrderId, at ?? BinanceWords.Time(one["updateTime"u8]) ?? BinanceWords.Time(one["time"u8]), sink);
        foreach (var (_, fill) in one["fills"u8]) Fill(one, fill, told, clientOrderId, at, sink);
    }

    private static void Order(WireValue one, string? symbol, string? clientOrderId, WireTime? at, INormalizedSink sink)
    {
        Span<byte> average = stackalloc byte[NumberLengthMax];
        sink.Order(new OrderTold
        {
            Symbol = symbol, At = at, ClientOrderId = clientOrderId, VenueOrderId = one["orderId"u8].AsText(), Side = BinanceWords.Side(one["side"u8]), Type = BinanceWords.Type(one["type"u8]),
            TimeInForce = BinanceWords.TimeInForce(one["timeInForce"u8]), Status = BinanceWords.Status(one["status"u8]), Quantity = BinanceWords.UnlessZero(one["origQty"u8]),
            QuoteQuantity = BinanceWords.UnlessZero(one["origQuoteOrderQty"u8]), LimitPrice = BinanceWords.UnlessZero(one["price"u8]), StopPrice = BinanceWords.UnlessZero(one["stopPrice"u8]),
            Filled = one["executedQty"u8].Raw, AveragePrice = BinanceWords.Average(one["cummulativeQuoteQty"u8], one["executedQty"u8], average), Reason = one["expiryReason"u8].AsText(),
        });
    }

    // Of an order that filled as it was placed. It took: what rests fills later.
    private static void Fill(WireValue order, WireValue fill, string? symbol, string? clientOrderId, WireTime? at, INormalizedSink sink) => sink.Fill(new FillTold
    {
        Symbol = symbol, At = at, ExecutionId = fill["tradeId"u8].AsText() ?? throw new WireFormatException("a fill has no tradeId"), ClientOrderId = clientOrderId,
        VenueOrderId = order["orderId"u8].AsText(), Side = BinanceWords.Side(order["side"u8]), Price = fill["price"u8].Raw, Size = fill["qty"u8].Raw, Fee = fill["commission"u8].Raw,
        FeeCurrency = fill["commissionAsset"u8].AsText(), Liquidity = Liquidity.Taker,
    });

    private void Fill(WireValue one, string? symbol, INormalizedSink sink) => sink.Fill(new FillTold
    {
        Symbol = symbols.Pair(one["symbol"u8].Raw) ?? symbol, At = BinanceWords.Time(one["time"u8]), ExecutionId = one["id"u8].AsText() ?? throw new WireFormatException("a fill has no id"),
        VenueOrderId = one["orderId"u8].AsText(), Side = one["isBuyer"u8].IsMissing ? null : one["isBuyer"u8].IsTrue ? OrderSide.Buy : OrderSide.Sell, Price = one["price"u8].Raw,
        Size = one["qty"u8].Raw, Fee = one["commission"u8].Raw, FeeCurrency = one["commissionAsset"u8].AsText(),
        Liquidity = one["isMaker"u8].IsMissing ? null : one["isMaker"u8].IsTrue ? Liquidity.Maker : Liquidity.Taker,
    });

    private static void Account(WireValue body, INormalizedSink sink)
    {
        var at = BinanceWords.Time(body["updateTime"u8]);
        Span<byte> total = stackalloc byte[NumberLengthMax];
        foreach (var (_, asset) in body["balances"u8].AsList("balances"))
            sink.Balance(new BalanceTold
            {
                Asset = asset["asset"u8].AsText() ?? throw new WireFormatException("a balance has no asset"), At = at, Total = BinanceWords.Sum(asset["free"u8], asset["locked"u8], total), Available = asset["free"u8].Raw,
            });
        if (!body["canTrade"u8].IsMissing)
            sink.Status(new StatusTold { Of = "account", Status = body["canTrade"u8].IsTrue ? "canTrade" : "cannotTrade", At = at, Message = body["canWithdraw"u8].IsTrue ? "canWithdraw" : null });
    }
}
