using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Binance.Orders;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Binance.Calls;

/// <summary>What an account asks about itself.</summary>
internal sealed class BinanceAccount(ExchangeParts exchange, PairTable<BinancePair> pairs, BinanceDesk desk)
{
    private const int HistoryMax = 10_000; // as far back as memory reaches
    private static readonly string[] Commissions = ["makerCommission", "takerCommission", "buyerCommission", "sellerCommission"];

    public Reply Balances(BinanceAsk ask, string account) => BinanceJson.Object(json =>
    {
        foreach (var name in Commissions) json.WriteNumber(name, 0);
        WriteRates(json, pairs.All is [var first, ..] ? first.Rules.Fees : default);
        foreach (var (name, flag) in new[] { ("canTrade", true), ("canWithdraw", false), ("canDeposit", false), ("brokered", false), ("requireSelfTradePrevention", false), ("preventSor", false) }) json.WriteBoolean(name, flag);
        json.WriteNumber("updateTime", exchange.Now.ToUnixTimeMilliseconds());
        json.WriteString("accountType", "SPOT");
        var held = AssetHolding.Of(exchange, account, pairs.BaseOf).Where(asset => ask["omitZeroBalances"] != "true" || asset.Total != 0m);
        json.WriteEach("balances", held, asset =>
        {
            json.WriteString("asset", asset.Asset);
            json.WriteText("free", asset.Free);
            json.WriteText("locked", asset.Held);
        });
        json.WriteStartArray("permissions");
        json.WriteStringValue("SPOT");
        json.WriteEndArray();
        json.WriteNumber("uid", 1);
    });

    public Reply Order(BinanceAsk ask, string account)
    {
        var (order, error) = desk.Find(account, ask);
        return order is not { } found ? BinanceJson.Error(error!) : BinanceOrderBody.Asked(pairs.OfSymbol(found.Order.Request.Symbol)!, found);
    }

    public Reply OpenOrders(BinanceAsk ask, string account)
    {
        if (ask["symbol"] is { } name && pairs.Find(name) is null) return BinanceJson.Error(BinanceErrors.InvalidSymbol);
        return Orders(exchange.Accounts.OpenOrders(account), ask);
    }

    public Reply AllOrders(BinanceAsk ask, string account)
    {
        if (ask["symbol"] is null) return BinanceJson.Error(BinanceErrors.Mandatory("symbol"));
        if (pairs.Find(ask["symbol"]) is not { } pair) return BinanceJson.Error(BinanceErrors.InvalidSymbol);
        if (IsTooLong(ask)) return BinanceJson.Error(BinanceErrors.TooLongApart);
        var (from, since, until, count) = (ask.Whole("orderId"), ask.Time("startTime"), ask.Time("endTime"), ask.Limit(500, 1_000));
        var offset = exchange.Faults.ClockOffset;
        var all = exchange.Accounts.ClosedOrders(account, HistoryMax).Concat(exchange.Accounts.OpenOrders(account)).Where(order => order.Order.Request.Symbol == pair.Symbol && BinanceNames.Order(order.Order.OrderId) >= (from ?? 0)
            && (since is null || order.Order.AcceptedAt + offset >= since) && (until is null || order.Order.AcceptedAt + offset <= until)).OrderBy(static order => order.Order.Sequence);
        return Orders(from is null && since is null ? all.TakeLast(count) : all.Take(count), ask);
    }

    public Reply Trades(BinanceAsk ask, string account)
    {
        if (ask["symbol"] is null) return BinanceJson.Error(BinanceErrors.Mandatory("symbol"));
        if (pairs.Find(ask["symbol"]) is not { } pair) return BinanceJson.Error(BinanceErrors.InvalidSymbol);
        if (IsTooLong(ask)) return BinanceJson.Error(BinanceErrors.TooLongApart);
        var (from, since, until, order, count) = (ask.Whole("fromId"), ask.Time("startTime"), ask.Time("endTime"), ask.Whole("orderId"), ask.Limit(500, 1_000));
        var offset = exchange.Faults.ClockOffset;
        var all = (from is { } first ? exchange.Accounts.Executions(account, Math.Max(0, first - 1), HistoryMax) : exchange.Accounts.NewestExecutions(account, HistoryMax).Reverse())
            .Where(trade => trade.IsTrade && trade.Symbol == pair.Symbol && (order is null || BinanceNames.Order(trade.OrderId) == order) && (since is null || trade.At + offset >= since) && (until is null || trade.At + offset <= until));
        return BinanceJson.List(json =>
        {
            foreach (var trade in from is null && since is null ? all.TakeLast(count) : all.Take(count)) WriteTrade(json, pair, trade, offset);
        });
    }

    public Reply Commission(BinanceAsk ask, string account)
    {
        if (pairs.Find(ask["symbol"]) is not { } pair) return BinanceJson.Error(BinanceErrors.InvalidSymbol);
        return BinanceJson.Object(json =>
        {
            json.WriteString("symbol", pair.Name);
            json.WriteStartObject("standardCommission");
            json.WriteText("maker", pair.Rules.Fees.MakerRate);
            json.WriteText("taker", pair.Rules.Fees.TakerRate);
            json.WriteText("buyer", 0m);
            json.WriteText("seller", 0m);
            json.WriteEndObject();
        });
    }

    private static bool IsTooLong(BinanceAsk ask) => ask.Time("startTime") is { } since && ask.Time("endTime") is { } until && until - since > TimeSpan.FromDays(1);

    private Reply Orders(IEnumerable<OrderView> orders, BinanceAsk ask) => BinanceJson.List(json =>
    {
        foreach (var order in orders)
            if (pairs.OfSymbol(order.Order.Request.Symbol) is { } pair && (ask["symbol"] is null || ask["symbol"] == pair.Name)) BinanceOrderBody.WriteAsked(json, pair, order);
    });

    private static void WriteRates(Utf8JsonWriter json, FeeRates rates)
    {
        json.WriteStartObject("commissionRates");
        json.WriteText("maker", rates.MakerRate);
        json.WriteText("taker", rates.TakerRate);
        json.WriteText("buyer", 0m);
        json.WriteText("seller", 0m);
        json.WriteEndObject();
    }

    private static void WriteTrade(Utf8JsonWriter json, BinancePair pair, Execution trade, TimeSpan offset)
    {
        json.WriteStartObject();
        json.WriteString("symbol", pair.Name);
        json.WriteNumber("id", trade.Sequence);
        json.WriteNumber("orderId", BinanceNames.Order(trade.OrderId));
        json.WriteNumber("orderListId", -1);
        json.WriteText("price", trade.Price);
        json.WriteText("qty", trade.Quantity);
        json.WriteText("quoteQty", trade.Notional);
        json.WriteText("commission", trade.Fee);
        json.WriteString("commissionAsset", trade.FeeAsset);
        json.WriteNumber("time", (trade.At + offset).ToUnixTimeMilliseconds());
        json.WriteBoolean("isBuyer", trade.Side == Side.Buy);
        json.WriteBoolean("isMaker", trade.Role == LiquidityRole.Maker);
        json.WriteBoolean("isBestMatch", true);
        json.WriteEndObject();
    }
}
