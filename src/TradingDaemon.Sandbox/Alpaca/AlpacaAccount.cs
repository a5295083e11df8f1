using System.Globalization;
using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Alpaca.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Alpaca;

/// <summary>What an account asks about its money, and what happened to it.</summary>
internal sealed class AlpacaAccount(ExchangeParts exchange, AlpacaMarkets markets)
{
    private readonly AlpacaCharges _charges = new(exchange, markets);
    private const int PageMax = 100;
    private static readonly string[] Free = ["buying_power", "regt_buying_power", "non_marginable_buying_power", "options_buying_power"];
    private static readonly string[] Margins = ["initial_margin", "maintenance_margin", "last_maintenance_margin", "sma"];
    private static readonly string[] Blocks = ["trading_blocked", "transfers_blocked", "account_blocked"];

    public Reply Account(ApiRequest request, string account) => AlpacaJson.Reply(json => AlpacaJson.WriteObject(json, () =>
    {
        _charges.Bring(account);
        var balances = exchange.Accounts.Balances(account);
        var (cash, free) = (balances.Cash.GetValueOrDefault("USD"), AlpacaSpending.Spendable(exchange, account));
        var held = balances.Holdings.Select(one => (Quantity: one.Value, Value: markets.Find(one.Key) is { } market ? one.Value * AlpacaPositions.PriceOf(exchange, market) : 0m)).ToArray();
        var equity = cash + held.Sum(static one => one.Value);
        json.WriteString("id", AlpacaNames.Account(account));
        json.WriteString("account_number", "PA" + AlpacaNames.Account(account)[9..13].ToUpperInvariant());
        json.WriteString("status", "ACTIVE");
        json.WriteString("crypto_status", "ACTIVE");
        json.WriteString("currency", "USD");
        json.WriteAmount("cash", cash);
        foreach (var name in Free) json.WriteAmount(name, free);
        json.WriteString("accrued_fees", "0");
        json.WriteAmount("portfolio_value", equity);
        json.WriteAmount("equity", equity);
        json.WriteAmount("last_equity", equity);
        json.WriteAmount("long_market_value", held.Where(static one => one.Quantity > 0m).Sum(static one => one.Value));
        json.WriteAmount("short_market_value", held.Where(static one => one.Quantity < 0m).Sum(static one => one.Value));
        foreach (var name in Margins) json.WriteString(name, "0");
        json.WriteString("multiplier", "1");
        foreach (var name in Blocks) json.WriteBoolean(name, false);
        json.WriteBoolean("trade_suspended_by_user", exchange.Keys.Find(request.Header("APCA-API-KEY-ID")) is { MayTrade: false });
        json.WriteBoolean("shorting_enabled", true);
        json.WriteString("created_at", "2020-01-01T00:00:00Z");
    }));

    public static Reply Configurations(ApiRequest request, string account) => AlpacaJson.Reply(json => AlpacaJson.WriteObject(json, () =>
    {
        json.WriteString("trade_confirm_email", "none");
        json.WriteBoolean("suspend_trade", false);
        json.WriteBoolean("no_shorting", false);
        json.WriteBoolean("fractional_trading", true);
        json.WriteString("max_margin_multiplier", "1");
    }));

    /// <summary>Executions, the fees of coins (what was taken of them, as the venue books it), and what was charged of sales.</summary>
    public Reply Activities(ApiRequest request, string account, string? types)
    {
        if (!int.TryParse(request.Query("page_size") ?? $"{PageMax}", NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > PageMax) return AlpacaJson.Refusal(AlpacaErrors.Parameter("page_size must be between 1 and 100"));
        _charges.Bring(account);
        var wanted = types?.Split(',').ToHashSet(StringComparer.Ordinal);
        var (after, until) = (AlpacaTimes.Read(request.Query("after")), AlpacaTimes.Read(request.Query("until")));
        var asked = Executed(account).Concat(Charged(account)).OrderBy(static row => row.At)
            .Where(row => (wanted is null || wanted.Contains(row.Type)) && row.At + exchange.Faults.ClockOffset is var at && (after is null || at > after) && (until is null || at < until));
        if (request.Query("direction") != "asc") asked = asked.Reverse();
        var token = request.Query("page_token");
        var page = token is null ? asked : asked.SkipWhile(row => row.Id != token).Skip(1);
        return AlpacaJson.Reply(json => AlpacaJson.WriteList(json, page.Take(size), row => AlpacaJson.WriteObject(json, () =>
        {
            json.WriteString("id", row.Id);
            json.WriteString("activity_type", row.Type);
            row.Write(json);
        })));
    }

    private IEnumerable<Row> Charged(string account) => _charges.Taken(account).Select(one => new Row(one.At, AlpacaNames.Charge(account, one, exchange.Faults.ClockOffset), "FEE", json =>
    {
        json.WriteString("date", Day(one.At));
        json.WriteAmount("net_amount", one.Amount);
        json.WriteString("description", string.Create(CultureInfo.InvariantCulture, $"REG and TAF fee for proceeds of a sale, charge {one.Sequence}"));
        json.WriteString("status", "executed");
    }));

    // Oldest first, each with what its order had executed by then.
    private List<Row> Executed(string account)
    {
        var told = new List<Row>();
        var filled = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var trade in exchange.Accounts.Executions(account, 0, int.MaxValue))
        {
            if (!trade.IsTrade || markets.Find(trade.Symbol) is not { } market) continue;
            var cumulative = filled[trade.OrderId] = filled.GetValueOrDefault(trade.OrderId) + trade.Quantity;
            told.Add(new Row(trade.At, NameOf(trade, isFee: false), "FILL", json => WriteFill(json, account, trade, cumulative)));
            if (market.IsCoin && trade.Fee > 0m) told.Add(new Row(trade.At, NameOf(trade, isFee: true), "CFEE", json => WriteCoinFee(json, trade, market)));
        }

        return told;
    }

    private string NameOf(Execution trade, bool isFee) => AlpacaNames.Activity(trade, exchange.Faults.ClockOffset, isFee);

    private string Day(DateTimeOffset at) => (at + exchange.Faults.ClockOffset).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void WriteCoinFee(Utf8JsonWriter json, Execution trade, AlpacaMarket market)
    {
        var isCoin = trade.FeeCurrency == FeeCurrency.Base;
        json.WriteString("date", Day(trade.At));
        json.WriteAmount("net_amount", isCoin ? 0m : -trade.Fee);
        json.WriteString("symbol", market.PositionSymbol);
        json.WriteAmount("qty", isCoin ? -trade.Fee : 0m);
        json.WriteAmount("price", trade.Price);
        json.WriteString("status", "executed");
    }

    private void WriteFill(Utf8JsonWriter json, string account, Execution trade, decimal cumulative)
    {
        var ordered = exchange.Accounts.Order(account, trade.OrderId)?.Quantity ?? cumulative;
        json.WriteString("transaction_time", AlpacaJson.Moment(trade.At + exchange.Faults.ClockOffset));
        json.WriteString("type", cumulative < ordered ? "partial_fill" : "fill");
        json.WriteAmount("price", trade.Price);
        json.WriteAmount("qty", trade.Quantity);
        json.WriteString("side", WireWords.Of(trade.Side));
        json.WriteString("symbol", trade.Symbol);
        json.WriteAmount("leaves_qty", Math.Max(0m, ordered - cumulative));
        json.WriteString("order_id", AlpacaNames.Order(trade.OrderId));
        json.WriteAmount("cum_qty", cumulative);
        json.WriteString("order_status", cumulative < ordered ? "partially_filled" : "filled");
    }

    private sealed record Row(DateTimeOffset At, string Id, string Type, Action<Utf8JsonWriter> Write);
}
