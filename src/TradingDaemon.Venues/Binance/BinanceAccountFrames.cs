using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Binance;

/// <summary>Events of our account. They have no numbers of their own and are not told again: what was missed only the REST interface tells.</summary>
internal sealed class BinanceAccountFrames(BinanceSymbols symbols)
{
    private const int NumberLengthMax = 64;

    /// <summary>Reads an event; false when it is none of these.</summary>
    public bool Read(WireValue kind, WireValue one, INormalizedSink sink)
    {
        var at = BinanceWords.Time(one["E"u8]);
        if (kind.Is("executionReport"u8)) Execution(one, sink);
        else if (kind.Is("outboundAccountPosition"u8)) foreach (var (_, asset) in one["B"u8]) Balance(asset, BinanceWords.Time(one["u"u8]) ?? at, sink);
        else if (kind.Is("balanceUpdate"u8)) Transfer(one, sink);
        else if (kind.Is("listStatus"u8)) sink.Status(new StatusTold { Of = "orderList", Status = one["L"u8].AsText(), Symbol = symbols.Pair(one["s"u8].Raw), At = at, Message = one["l"u8].AsText() });
        else if (kind.Is("externalLockUpdate"u8)) sink.Status(new StatusTold { Of = "lock", At = BinanceWords.Time(one["T"u8]), Message = $"{one["a"u8].AsText()} {one["d"u8].AsText()}" });
        else if (kind.Is("eventStreamTerminated"u8)) sink.Status(new StatusTold { Of = "session", Status = "terminated", At = at });
        else return false;
        return true;
    }

    private static void Balance(WireValue asset, WireTime? at, INormalizedSink sink)
    {
        Span<byte> total = stackalloc byte[NumberLengthMax];
        sink.Balance(new BalanceTold
        {
            Asset = asset["a"u8].AsText() ?? throw new WireFormatException("a balance has no asset"), At = at, Total = BinanceWords.Sum(asset["f"u8], asset["l"u8], total), Available = asset["f"u8].Raw,
        });
    }

    // By how much an asset changed from outside, and not how much of it there is: that is told apart from this.
    private static void Transfer(WireValue one, INormalizedSink sink)
    {
        var asset = one["a"u8].AsText() ?? throw new WireFormatException("a balance has no asset");
        var at = BinanceWords.Time(one["T"u8]);
        sink.Balance(new BalanceTold { Asset = asset, At = at });
        sink.Status(new StatusTold { Of = "transfer", At = at, Message = $"{asset} {one["d"u8].AsText()}" });
    }

    // Of a cancelled order the first id is the cancel's, and the order's own stands beside it.
    private void Execution(WireValue one, INormalizedSink sink)
    {
        Span<byte> average = stackalloc byte[NumberLengthMax];
        var (symbol, at) = (symbols.Pair(one["s"u8].Raw), BinanceWords.Time(one["T"u8]));
        var clientOrderId = BinanceWords.Text(one["C"u8]) ?? BinanceWords.Text(one["c"u8]);
        var reason = one["r"u8];
        sink.Order(new OrderTold
        {
            Symbol = symbol, At = at, ClientOrderId = clientOrderId, VenueOrderId = one["i"u8].AsText(), Side = BinanceWords.Side(one["S"u8]), Type = BinanceWords.Type(one["o"u8]),
            TimeInForce = BinanceWords.TimeInForce(one["f"u8]), Status = BinanceWords.Status(one["X"u8]), Quantity = BinanceWords.UnlessZero(one["q"u8]), QuoteQuantity = BinanceWords.UnlessZero(one["Q"u8]),
            LimitPrice = BinanceWords.UnlessZero(one["p"u8]), StopPrice = BinanceWords.UnlessZero(one["P"u8]), Filled = one["z"u8].Raw,
            AveragePrice = BinanceWords.Average(one["Z"u8], one["z"u8], average), Reason = reason.Is("NONE"u8) ? one["eR"u8].AsText() : reason.AsText(),
        });
        if (one["x"u8].Is("TRADE"u8)) Fill(one, symbol, at, clientOrderId, sink);
    }

    private static void Fill(WireValue one, string? symbol, WireTime? at, string? clientOrderId, INormalizedSink sink) => sink.Fill(new FillTold
    {
        Symbol = symbol, At = at, ExecutionId = one["t"u8].AsText() ?? throw new WireFormatException("a trade has no id"), ClientOrderId = clientOrderId, VenueOrderId = one["i"u8].AsText(),
        Side = BinanceWords.Side(one["S"u8]), Price = one["L"u8].Raw, Size = one["l"u8].Raw, Fee = one["n"u8].Raw, FeeCurrency = one["N"u8].AsText(),
        Liquidity = one["m"u8].IsMissing ? null : one["m"u8].IsTrue ? Liquidity.Maker : Liquidity.Taker,
    });
}
