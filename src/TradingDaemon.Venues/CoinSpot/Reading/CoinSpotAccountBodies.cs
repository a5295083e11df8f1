using System.Globalization;
using System.Text;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.CoinSpot.Reading;

/// <summary>Answers about our account. There are no ids of ours: an order is known by the id the venue gave when it was placed, or by coin, side, rate and amount.</summary>
internal static class CoinSpotAccountBodies
{
    /// <summary>Balances: a list of objects of one coin each, or one such object.</summary>
    public static void Balances(WireValue told, INormalizedSink sink)
    {
        if (told.IsArray) foreach (var (_, one) in told) Balances(one, sink);
        else foreach (var (name, wallet) in told)
            sink.Balance(new BalanceTold { Asset = CoinSpotSymbols.Asset(Encoding.UTF8.GetString(name)), Total = wallet["balance"u8].Raw, Available = wallet["available"u8].Raw });
    }

    /// <summary>Orders that rest at a rate.</summary>
    public static void Open(WireValue rows, OrderSide side, INormalizedSink sink)
    {
        foreach (var (_, row) in rows)
            sink.Order(new OrderTold
            {
                Symbol = CoinSpotBodies.MarketOf(row), At = CoinSpotBodies.Moment(row["created"u8]), VenueOrderId = row["id"u8].AsText() ?? throw new WireFormatException("an open order has no id"), Side = side,
                Type = row["type"u8].AsText() is { } type and not "market" ? type : OrderWords.Limit, TimeInForce = OrderWords.GoodTillCancelled, Status = OrderStatus.Open, Quantity = row["amount"u8].Raw, LimitPrice = row["rate"u8].Raw,
            });
    }

    /// <summary>Executions of ours. The id is the row's own; whether it ever is the placed order's as well, the venue does not say, so no order is named.</summary>
    public static void Completed(WireValue rows, OrderSide side, INormalizedSink sink)
    {
        Span<byte> text = stackalloc byte[32];
        foreach (var (_, row) in rows)
        {
            var written = 0;
            if (row["audfeeExGst"u8].AsDecimal() is { } fee) // with the tax on it; both in the home currency, whatever the market
                (fee + (row["audGst"u8].AsDecimal() ?? 0m)).TryFormat(text, out written, "0.############################", CultureInfo.InvariantCulture);
            sink.Fill(new FillTold
            {
                Symbol = CoinSpotBodies.MarketOf(row), At = CoinSpotBodies.Moment(row["solddate"u8]), ExecutionId = row["id"u8].AsText() ?? throw new WireFormatException("an execution has no id"),
                Side = side, Price = row["rate"u8].Raw, Size = row["amount"u8].Raw, Fee = text[..written], FeeCurrency = written > 0 ? "AUD" : null,
            });
        }
    }

    /// <summary>An order that was placed: at a rate it rests and has an id; now, it is done and has none.</summary>
    public static void Placed(WireValue body, OrderSide? side, INormalizedSink sink)
    {
        var (symbol, id) = (CoinSpotBodies.MarketOf(body), body["id"u8].AsText());
        sink.Ack(new AckTold { Call = "place", Symbol = symbol, VenueOrderId = id });
        if (id is not null) sink.Order(new OrderTold
        {
            Symbol = symbol, VenueOrderId = id, Side = side, Type = OrderWords.Limit, TimeInForce = OrderWords.GoodTillCancelled, Status = OrderStatus.Open, Quantity = body["amount"u8].Raw, LimitPrice = body["rate"u8].Raw,
        });
        else sink.Order(new OrderTold
        {
            Symbol = symbol, Side = side, Type = OrderWords.Market, Status = OrderStatus.Filled, Quantity = body["amount"u8].Raw, QuoteQuantity = body["total"u8].Raw, Filled = body["amount"u8].Raw, AveragePrice = body["rate"u8].Raw,
        });
    }
}
