using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Kraken.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken;

/// <summary>What an account asks about itself over HTTP.</summary>
internal sealed class KrakenAccount(ExchangeParts exchange, PairTable<KrakenPair> pairs, KrakenDesk desk)
{
    private const int PageMax = 50;
    private const int HistoryMax = 10_000; // as far back as memory reaches

    public Reply Balance(ApiRequest request, string account) => KrakenJson.Object(json =>
    {
        foreach (var (asset, total, _) in AssetHolding.Of(exchange, account, pairs.BaseOf)) json.WriteText(KrakenAssets.Id(asset), total, KrakenAssets.Decimals);
    });

    public Reply BalanceEx(ApiRequest request, string account) => KrakenJson.Object(json =>
    {
        foreach (var (asset, total, held) in AssetHolding.Of(exchange, account, pairs.BaseOf))
        {
            json.WriteStartObject(KrakenAssets.Id(asset));
            json.WriteText("balance", total, KrakenAssets.Decimals);
            json.WriteText("hold_trade", held, KrakenAssets.Decimals);
            json.WriteEndObject();
        }
    });

    public Reply OpenOrders(ApiRequest request, string account) => KrakenJson.Object(json => WriteOrders(json, "open", request, account, exchange.Accounts.OpenOrders(account).Where(order => IsMeant(request, order)).Reverse()));

    public Reply ClosedOrders(ApiRequest request, string account)
    {
        if (!TryRange(request, out var start, out var end, out var offset)) return KrakenJson.Error(KrakenErrors.InvalidArguments);
        var closed = exchange.Accounts.ClosedOrders(account, HistoryMax).Where(order => IsMeant(request, order) && TimeOf(request, order) is var at && at > start && at <= end).ToArray();
        return KrakenJson.Object(json =>
        {
            WriteOrders(json, "closed", request, account, closed.Skip(offset).Take(PageMax));
            if (request.Parameter("without_count") is not ("true" or "1")) json.WriteNumber("count", closed.Length);
        });
    }

    public Reply QueryOrders(ApiRequest request, string account)
    {
        var asked = (request.Parameter("txid") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (asked.Length is 0 or > PageMax) return KrakenJson.Error(KrakenErrors.Argument("txid"));
        var found = asked.Select(id => KrakenNames.OrderId(id) is { } own ? exchange.Accounts.Order(account, own) : null).ToArray();
        return found.Contains(null) ? KrakenJson.Error(KrakenErrors.UnknownOrder) : KrakenJson.Object(json => WriteOrders(json, null, request, account, found.OfType<OrderView>()));
    }

    public Reply TradesHistory(ApiRequest request, string account)
    {
        if (!TryRange(request, out var start, out var end, out var offset)) return KrakenJson.Error(KrakenErrors.InvalidArguments);
        var clockOffset = exchange.Faults.ClockOffset;
        var trades = Trades(account).Where(trade => KrakenJson.Seconds(trade.At + clockOffset) is var at && at > start && at <= end).ToArray();
        return KrakenJson.Object(json =>
        {
            json.WriteStartObject("trades");
            foreach (var trade in trades.Skip(offset).Take(PageMax)) WriteTrade(json, account, trade, clockOffset);
            json.WriteEndObject();
            json.WriteNumber("count", trades.Length);
        });
    }

    public Reply QueryTrades(ApiRequest request, string account)
    {
        var asked = (request.Parameter("txid") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (asked.Length is 0 or > 20) return KrakenJson.Error(KrakenErrors.Argument("txid"));
        return KrakenJson.Object(json =>
        {
            foreach (var name in asked)
                if (KrakenNames.Sequence(name) is > 0 and var sequence && exchange.Accounts.Executions(account, sequence - 1, 1) is [{ IsTrade: true } trade] && KrakenNames.Trade(trade) == name) WriteTrade(json, account, trade, exchange.Faults.ClockOffset);
        });
    }

    public Reply TradeBalance(ApiRequest request, string account)
    {
        var prices = exchange.Floor.Enter(true, static (floor, _, _) => floor.Exchange.LastPrices());
        var worth = AssetHolding.Of(exchange, account, pairs.BaseOf).Sum(held => held.Asset == "USD" ? held.Total : held.Total * prices.GetValueOrDefault($"{held.Asset}/USD"));
        return KrakenJson.Object(json =>
        {
            foreach (var (name, amount) in new[] { ("eb", worth), ("tb", worth), ("m", 0m), ("uv", 0m), ("n", 0m), ("c", 0m), ("v", 0m), ("e", worth), ("mf", worth) }) json.WriteText(name, amount, 4);
        });
    }

    private IEnumerable<Execution> Trades(string account) => exchange.Accounts.NewestExecutions(account, HistoryMax).Where(static execution => execution.IsTrade);

    private bool IsMeant(ApiRequest request, OrderView order) => pairs.OfSymbol(order.Order.Request.Symbol) is not null
        && request.Parameter("cl_ord_id") is var client && (client is null || order.Order.Request.ClientOrderId == client)
        && request.Parameter("userref") is var reference && (reference is null || desk.UserRefOf(order.Order.OrderId).ToString(CultureInfo.InvariantCulture) == reference);

    private static decimal TimeOf(ApiRequest request, OrderView order) =>
        KrakenJson.Seconds((request.Parameter("closetime") == "open" ? order.Order.AcceptedAt : order.Order.ClosedAt ?? order.Order.AcceptedAt) + order.ClockOffset);

    // Unix seconds; a trade's or an order's id, which Kraken takes too, is not understood here.
    private static bool TryRange(ApiRequest request, out decimal start, out decimal end, out int offset)
    {
        (start, end) = (Bound("start", 0m), Bound("end", decimal.MaxValue));
        return int.TryParse(request.Parameter("ofs") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out offset) && start >= 0m && end >= 0m;

        decimal Bound(string name, decimal usual) => request.Parameter(name) is { Length: > 0 } text ? KrakenOrder.Amount(text) ?? -1m : usual;
    }

    private void WriteOrders(Utf8JsonWriter json, string? name, ApiRequest request, string account, IEnumerable<OrderView> orders)
    {
        var isWithTrades = request.Parameter("trades") is "true" or "True" or "1";
        var trades = Trades(account).ToLookup(static trade => trade.OrderId);
        if (name is not null) json.WriteStartObject(name);
        foreach (var order in orders)
            if (pairs.OfSymbol(order.Order.Request.Symbol) is { } pair) KrakenOrderBody.Write(
                json, pair, order, desk.UserRefOf(order.Order.OrderId), KrakenOrderForm.FeeFlagOf(exchange.Accounts.PaymentFor(account, pair.Rules), order.Order.Request.Side), [.. trades[order.Order.OrderId]], isWithTrades);
        if (name is not null) json.WriteEndObject();
    }

    private void WriteTrade(Utf8JsonWriter json, string account, Execution trade, TimeSpan clockOffset)
    {
        if (pairs.OfSymbol(trade.Symbol) is not { } pair) return;
        var order = exchange.Floor.Enter((account, trade.OrderId), static (floor, what, _) => floor.Exchange.Account(what.account).FindOrder(OrderName.Venue(what.OrderId))?.Request);
        json.WriteStartObject(KrakenNames.Trade(trade));
        json.WriteString("ordertxid", KrakenNames.Order(trade.OrderId));
        json.WriteString("postxid", KrakenNames.Ledger(trade, 'T'));
        json.WriteString("pair", pair.Id);
        json.WriteNumber("time", KrakenJson.Seconds(trade.At + clockOffset));
        json.WriteString("type", trade.Side == Side.Buy ? "buy" : "sell");
        json.WriteString("ordertype", order is null ? "limit" : KrakenOrderForm.TypeOf(order));
        json.WriteString("price", pair.Price(trade.Price));
        json.WriteText("cost", trade.Notional, KrakenPair.SumDecimals);
        json.WriteText("fee", trade.Fee, KrakenPair.SumDecimals);
        json.WriteText("vol", trade.Quantity, 8);
        json.WriteText("margin", 0m, 5);
        json.WriteString("misc", "");
        json.WriteNumber("trade_id", trade.Sequence);
        json.WriteBoolean("maker", trade.Role == LiquidityRole.Maker);
        if (trade.ClientOrderId.Length > 0) json.WriteString("cl_ord_id", trade.ClientOrderId);
        json.WriteStartArray("ledgers");
        json.WriteStringValue(KrakenNames.Ledger(trade, 'L'));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
