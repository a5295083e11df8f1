using System.Text.Json;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Kraken.Orders;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Kraken.Streaming;

/// <summary>The private channels of one client: what happens to its orders, and to what it owns. Each counts its messages from 1. Inside the floor only.</summary>
internal sealed class KrakenAccountNews(ExchangeParts exchange, PairTable<KrakenPair> pairs, KrakenDesk desk, StreamClient client)
{
    private const int SnapshotTrades = 50;

    private readonly Dictionary<string, (decimal Quantity, decimal Price)> _open = new(StringComparer.Ordinal); // no more than there are open orders
    private readonly Dictionary<string, decimal> _balances = new(StringComparer.Ordinal); // an entry an asset
    private long _executionSequence;
    private long _balanceSequence;
    private Execution? _trade;

    /// <summary>Whether executions are told.</summary>
    public bool HasExecutions { get; private set; }

    /// <summary>Whether balances are told.</summary>
    public bool HasBalances { get; private set; }

    /// <summary>Begins to tell of executions, with how things stand.</summary>
    public void AddExecutions(string account, bool areOrdersWanted, bool areTradesWanted)
    {
        (HasExecutions, _executionSequence) = (true, 0);
        var orders = exchange.Accounts.OpenOrders(account);
        _open.Clear();
        foreach (var order in orders) _open[order.Order.OrderId] = (order.Quantity, order.Price);
        var trades = areTradesWanted ? exchange.Accounts.NewestExecutions(account, SnapshotTrades).Where(static trade => trade.IsTrade) : [];
        client.Tell(Numbered("executions", "snapshot", ref _executionSequence, json =>
        {
            foreach (var order in areOrdersWanted ? orders : [])
                if (pairs.OfSymbol(order.Order.Request.Symbol) is { } pair) KrakenExecutionFrames.WriteOrder(json, pair, order, desk.UserRefOf(order.Order.OrderId), FeeFlagOf(account, pair, order), order.Filled > 0m ? "status" : "new", exchange.Now);
            foreach (var trade in trades)
                if (pairs.OfSymbol(trade.Symbol) is { } pair) KrakenExecutionFrames.WriteTrade(json, pair, trade, null, desk.UserRefOf(trade.OrderId), exchange.Faults.ClockOffset);
        }), "order", null);
    }

    /// <summary>Begins to tell of balances, with how things stand.</summary>
    public void AddBalances(string account)
    {
        (HasBalances, _balanceSequence) = (true, 0);
        var held = AssetHolding.Of(exchange, account, pairs.BaseOf);
        foreach (var asset in held) _balances[asset.Asset] = asset.Total;
        client.Tell(Numbered("balances", "snapshot", ref _balanceSequence, json =>
        {
            foreach (var asset in held) KrakenExecutionFrames.WriteWallet(json, asset);
        }), "balance", null);
    }

    public void RemoveExecutions() => HasExecutions = false;

    public void RemoveBalances() => HasBalances = false;

    public void OnExecution(Execution execution) => _trade = execution.IsTrade ? execution : null; // told with the order's state after it

    public void OnOrder(in OrderView order)
    {
        var trade = _trade?.OrderId == order.Order.OrderId ? _trade : null;
        _trade = null;
        if (pairs.OfSymbol(order.Order.Request.Symbol) is not { } pair) return;
        if (HasExecutions) TellExecutions(pair, order, trade);
        if (HasBalances && trade is not null) TellBalances("trade", trade);
    }

    /// <summary>Tells of balances that moved without a trade.</summary>
    public void Beat()
    {
        if (HasBalances) TellBalances("deposit", null);
    }

    private void TellExecutions(KrakenPair pair, OrderView order, Execution? trade)
    {
        var (isKnown, userRef) = (_open.TryGetValue(order.Order.OrderId, out var before), desk.UserRefOf(order.Order.OrderId));
        if (order.Order.IsOpen || order.Condition is OrderCondition.Open or OrderCondition.PartiallyFilled) _open[order.Order.OrderId] = (order.Quantity, order.Price);
        if (order.Condition is not (OrderCondition.Open or OrderCondition.PartiallyFilled)) _open.Remove(order.Order.OrderId);
        if (trade is not null)
        {
            Tell("execution", pair, json => KrakenExecutionFrames.WriteTrade(json, pair, trade, order, userRef, order.ClockOffset));
            if (order.Condition == OrderCondition.Filled) Tell("order", pair, json => KrakenExecutionFrames.WriteChange(json, pair, order, userRef, "filled", exchange.Now));
        }
        else if (!isKnown && order.Condition == OrderCondition.Open)
        {
            Tell("order", pair, json => KrakenExecutionFrames.WriteOrder(json, pair, order, userRef, FeeFlagOf(client.Account!, pair, order), "pending_new", exchange.Now));
            Tell("order", pair, json => KrakenExecutionFrames.WriteChange(json, pair, order, userRef, "new", exchange.Now));
        }
        else if (order.Condition is OrderCondition.Open or OrderCondition.PartiallyFilled)
        {
            if (before != (order.Quantity, order.Price)) Tell("order", pair, json => KrakenExecutionFrames.WriteAmended(json, pair, order, userRef, exchange.Now));
        }
        else Tell("order", pair, json => KrakenExecutionFrames.WriteChange(json, pair, order, userRef, order.Condition == OrderCondition.Expired ? "expired" : "canceled", exchange.Now));
    }

    private string FeeFlagOf(string account, KrakenPair pair, in OrderView order) => KrakenOrderForm.FeeFlagOf(exchange.Accounts.PaymentFor(account, pair.Rules), order.Order.Request.Side);

    private void Tell(string kind, KrakenPair pair, Action<Utf8JsonWriter> write) => client.Tell(Numbered("executions", "update", ref _executionSequence, write), kind, pair.Symbol);

    private void TellBalances(string type, Execution? trade)
    {
        var changes = AssetHolding.Of(exchange, client.Account!, pairs.BaseOf).Select(asset => (Asset: asset, Amount: asset.Total - _balances.GetValueOrDefault(asset.Asset))).Where(static change => change.Amount != 0m).ToArray();
        if (changes.Length == 0) return;
        foreach (var (asset, _) in changes) _balances[asset.Asset] = asset.Total;
        client.Tell(Numbered("balances", "update", ref _balanceSequence, json =>
        {
            foreach (var (asset, amount) in changes) KrakenExecutionFrames.WriteMovement(json, asset, amount, trade is null && amount < 0m ? "withdrawal" : type, trade, exchange.Now);
        }), "balance", trade?.Symbol);
    }

    private static byte[] Numbered(string channel, string type, ref long sequence, Action<Utf8JsonWriter> write)
    {
        var number = ++sequence;
        return KrakenFrames.Of(channel, type, write, json => json.WriteNumber("sequence", number));
    }
}
