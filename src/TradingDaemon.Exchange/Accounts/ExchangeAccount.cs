using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Accounts;

/// <summary>Balances, holdings and orders: the fold of the ledger. Changes only by <see cref="Apply"/>, in running and in replaying alike.</summary>
internal sealed class ExchangeAccount(int closedOrdersMax, int executionsMax)
{
    private readonly Dictionary<string, decimal> _cash = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _net = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExchangeOrder> _orders = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, ExchangeOrder> _open = [];
    private readonly Queue<ExchangeOrder> _closed = new();
    private readonly Queue<Execution> _executions = new();

    /// <summary>Cash by asset, reserved included.</summary>
    public IReadOnlyDictionary<string, decimal> Cash => _cash;

    /// <summary>Signed holdings by symbol; zero ones are left out.</summary>
    public IReadOnlyDictionary<string, decimal> Net => _net;

    /// <summary>Working orders, oldest first.</summary>
    public IReadOnlyCollection<ExchangeOrder> Open => _open.Values;

    /// <summary>The newest executions, oldest first.</summary>
    public IReadOnlyCollection<Execution> Executions => _executions;

    /// <summary>Sequence of the newest accepted order; 0 before the first.</summary>
    public long LastOrderSequence { get; private set; }

    /// <summary>Sequence of the newest execution; 0 before the first.</summary>
    public long LastExecutionSequence { get; private set; }

    /// <summary>Time of the newest event.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Whether closed orders have left memory.</summary>
    public bool HasForgottenOrders { get; private set; }

    public decimal CashOf(string asset) => _cash.GetValueOrDefault(asset);

    public decimal NetOf(string symbol) => _net.GetValueOrDefault(symbol);

    /// <summary>An open order, or one of the newest closed ones.</summary>
    public ExchangeOrder? Find(string clientOrderId) => _orders.GetValueOrDefault(clientOrderId);

    public void Apply(LedgerEvent what)
    {
        switch (what)
        {
            case LedgerEvent.Deposited deposited:
                _cash[deposited.Asset] = CashOf(deposited.Asset) + deposited.Amount;
                break;
            case LedgerEvent.Accepted accepted:
                var order = new ExchangeOrder(accepted.Request, accepted.Sequence, accepted.OrderId, accepted.At, accepted.ExpiresAt);
                _orders[accepted.Request.ClientOrderId] = order;
                _open.Add(order.Sequence, order);
                LastOrderSequence = order.Sequence;
                break;
            case LedgerEvent.Executed executed:
                Book(executed.Execution);
                break;
            case LedgerEvent.Ended ended:
                var closing = _orders[ended.ClientOrderId];
                closing.End(ended.Condition);
                Close(closing);
                break;
        }

        LastAt = what.At;
    }

    private void Book(Execution execution)
    {
        var order = _orders[execution.ClientOrderId];
        order.Fill(execution.Quantity);
        _cash[execution.QuoteAsset] = CashOf(execution.QuoteAsset) + execution.CashFlow;
        var net = NetOf(execution.Symbol) + execution.BaseFlow;
        if (net == 0m) _net.Remove(execution.Symbol);
        else _net[execution.Symbol] = net;
        LastExecutionSequence = execution.Sequence;
        _executions.Enqueue(execution);
        if (_executions.Count > executionsMax) _executions.Dequeue();
        if (!order.IsOpen) Close(order);
    }

    private void Close(ExchangeOrder order)
    {
        _open.Remove(order.Sequence);
        _closed.Enqueue(order);
        if (_closed.Count <= closedOrdersMax) return;
        var forgotten = _closed.Dequeue();
        HasForgottenOrders = true;
        // A client may reuse an id that left memory; only its own entry goes.
        if (_orders.GetValueOrDefault(forgotten.Request.ClientOrderId) == forgotten) _orders.Remove(forgotten.Request.ClientOrderId);
    }
}
