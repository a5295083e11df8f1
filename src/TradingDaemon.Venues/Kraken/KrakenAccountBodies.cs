using System.Text;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Kraken;

/// <summary>Bodies of REST v0 about our account: orders, fills, balances, and answers to what was asked of orders.</summary>
internal sealed class KrakenAccountBodies(KrakenSymbols symbols)
{
    /// <summary>Reads a body; false when it is none of these.</summary>
    public bool Read(string? endpoint, WireValue result, INormalizedSink sink)
    {
        switch (endpoint)
        {
            case "Balance":
                foreach (var (name, total) in result.AsMap("balances")) sink.Balance(new BalanceTold { Asset = Asset(name), Total = total.Raw });
                return true;
            case "BalanceEx":
                foreach (var (name, wallet) in result.AsMap("balances")) Wallet(name, wallet, sink);
                return true;
            case "TradeBalance":
                sink.Balance(new BalanceTold { Asset = "USD", Total = result["eb"u8].Raw, Available = result["mf"u8].Raw });
                return true;
            case "OpenOrders":
                foreach (var (id, order) in result["open"u8].AsMap("open orders")) Order(id, order, sink);
                return true;
            case "ClosedOrders":
                foreach (var (id, order) in result["closed"u8].AsMap("closed orders")) Order(id, order, sink);
                return true;
            case "QueryOrders":
                foreach (var (id, order) in result.AsMap("orders")) Order(id, order, sink);
                return true;
            case "TradesHistory":
                foreach (var (id, trade) in result["trades"u8].AsMap("trades")) Fill(id, trade, sink);
                return true;
            case "QueryTrades":
                foreach (var (id, trade) in result.AsMap("trades")) Fill(id, trade, sink);
                return true;
            case "GetWebSocketsToken": // the token is a secret: that there is one is all that is told
                sink.Status(new StatusTold { Of = "session", Status = "token" });
                return true;
            case "GetApiKeyInfo":
                Key(result["permissions"u8], sink);
                return true;
            default:
                return Taken(endpoint, result, sink);
        }
    }

    private static bool Taken(string? endpoint, WireValue result, INormalizedSink sink)
    {
        switch (endpoint)
        {
            case "AddOrder":
                foreach (var (_, id) in result["txid"u8]) sink.Ack(new AckTold { Call = "place", VenueOrderId = id.AsText() });
                if (result["txid"u8][0].IsMissing) sink.Ack(new AckTold { Call = "validate" }); // an order that was only checked has no id
                return true;
            case "AmendOrder":
                sink.Ack(new AckTold { Call = "replace" });
                return true;
            case "EditOrder":
                sink.Ack(new AckTold { Call = "replace", VenueOrderId = result["txid"u8].AsText(), Replaces = result["originaltxid"u8].AsText() });
                return true;
            case "CancelOrder" or "CancelAll":
                sink.Ack(new AckTold { Call = endpoint == "CancelAll" ? "cancelAll" : "cancel", Count = result["count"u8].AsLong() });
                return true;
            default:
                return false;
        }
    }

    private static void Key(WireValue permissions, INormalizedSink sink)
    {
        var told = new List<string>();
        foreach (var (_, one) in permissions) told.Add(one.AsText() ?? "");
        sink.Status(new StatusTold { Of = "key", Status = told.Contains("modify-trades") ? "canTrade" : "cannotTrade", Message = string.Join(", ", told) });
    }

    private static string Asset(ReadOnlySpan<byte> name) => KrakenSymbols.Asset(Encoding.UTF8.GetString(name));

    private static void Wallet(ReadOnlySpan<byte> name, WireValue wallet, INormalizedSink sink)
    {
        if (Sum([wallet["balance"u8].AsDecimal(), wallet["credit"u8].AsDecimal(), -wallet["credit_used"u8].AsDecimal(), -wallet["hold_trade"u8].AsDecimal()]) is not { } available)
            throw new WireFormatException("a balance is larger than any that makes sense");
        Span<byte> text = stackalloc byte[32];
        available.TryFormat(text, out var written, default, System.Globalization.CultureInfo.InvariantCulture);
        sink.Balance(new BalanceTold { Asset = Asset(name), Total = wallet["balance"u8].Raw, Available = text[..written] });
    }

    private static decimal? Sum(ReadOnlySpan<decimal?> parts)
    {
        const decimal Beyond = 1_000_000_000_000_000_000m;
        var sum = 0m;
        foreach (var part in parts)
        {
            if (part is <= -Beyond or >= Beyond) return null;
            sum += part ?? 0m;
        }

        return sum;
    }

    // The top-level price is the average of what filled; what was asked for stands in the description, where a trigger's own price comes first.
    private void Order(ReadOnlySpan<byte> id, WireValue order, INormalizedSink sink)
    {
        var described = order["descr"u8];
        var type = KrakenWords.Type(described["ordertype"u8]);
        var isTriggered = type is OrderWords.Stop or OrderWords.StopLimit or OrderWords.TakeProfit or OrderWords.TakeProfitLimit or OrderWords.TrailingStop or OrderWords.TrailingStopLimit;
        var filled = order["vol_exec"u8];
        var symbol = symbols.Pair(described["pair"u8].Raw);
        sink.Order(new OrderTold
        {
            Symbol = symbol, FeeCurrency = order["oflags"u8].IsMissing ? null : KrakenWords.FeeCurrency(order["oflags"u8], symbol), At = WireTime.OfSeconds(order["closetm"u8].IsMissing ? order["opentm"u8] : order["closetm"u8]),
            ClientOrderId = order["cl_ord_id"u8].AsText(), VenueOrderId = Encoding.UTF8.GetString(id), Side = KrakenWords.Side(described["type"u8]), Type = type,
            TimeInForce = KrakenWords.TimeInForce(order["timeinforce"u8]), Status = KrakenWords.Status(order["status"u8], filled.AsDecimal() > 0m),
            Quantity = order["vol"u8].Raw, LimitPrice = KrakenWords.UnlessZero(described[isTriggered ? "price2"u8 : "price"u8]), StopPrice = isTriggered ? KrakenWords.UnlessZero(described["price"u8]) : default,
            Filled = filled.Raw, AveragePrice = KrakenWords.UnlessZero(order["price"u8]), Reason = order["reason"u8].AsText(),
        });
    }

    // The fee is in the quote currency, unless the order's flags say otherwise, which this answer does not tell.
    private void Fill(ReadOnlySpan<byte> id, WireValue trade, INormalizedSink sink)
    {
        var symbol = symbols.Pair(trade["pair"u8].Raw);
        sink.Fill(new FillTold
        {
            Symbol = symbol, At = WireTime.OfSeconds(trade["time"u8]), ExecutionId = Encoding.UTF8.GetString(id), VenueOrderId = trade["ordertxid"u8].AsText(), ClientOrderId = trade["cl_ord_id"u8].AsText(),
            Side = KrakenWords.Side(trade["type"u8]), Price = trade["price"u8].Raw, Size = trade["vol"u8].Raw, Fee = trade["fee"u8].Raw,
            FeeCurrency = KrakenWords.FeeCurrency(default, symbol), IsFeeCurrencyUsual = true,
            Liquidity = trade["maker"u8] switch { { IsTrue: true } => Liquidity.Maker, { IsMissing: true } => null, _ => Liquidity.Taker },
        });
    }
}
