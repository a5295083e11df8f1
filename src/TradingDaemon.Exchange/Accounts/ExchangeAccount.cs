using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Accounts;

/// <summary>Balances, holdings and orders of one account: the fold of its ledger events. Changes only by <see cref="Apply"/>, in running and in replaying alike.</summary>
internal sealed class ExchangeAccount(AccountOptions options, int closedOrdersMax, int executionsMax, PastNames? past)
{
    private readonly Dictionary<string, decimal> _cash = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> _net = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExchangeOrder> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExchangeOrder> _newestByClient = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, ExchangeOrder> _open = [];
    private readonly HashSet<long> _reversed = []; // one entry an act of the venue's staff: few

    public AccountOptions Options => options;

    public string Id => options.Id;

    /// <summary>Cash by asset, reserved included.</summary>
    public IReadOnlyDictionary<string, decimal> Cash => _cash;

    /// <summary>Signed holdings by symbol; zero ones are left out.</summary>
    public IReadOnlyDictionary<string, decimal> Net => _net;

    /// <summary>Working orders, oldest first.</summary>
    public IReadOnlyCollection<ExchangeOrder> Open => _open.Values;

    public Newest<Execution> Executions { get; } = new(executionsMax);

    public Newest<BalanceMovement> Movements { get; } = new(executionsMax);

    public Newest<ExchangeOrder> Closed { get; } = new(closedOrdersMax);

    /// <summary>Whether an order of this name may have left memory.</summary>
    public bool MayBePast(string name) => past?.MayHold(name) == true;

    /// <summary>Whether it ever had an order: then it is no longer new.</summary>
    public bool HasHadOrders { get; private set; }

    public decimal CashOf(string asset) => _cash.GetValueOrDefault(asset);

    public decimal NetOf(string symbol) => _net.GetValueOrDefault(symbol);

    public FeeRates RatesFor(ExchangeInstrument instrument) => options.Fees ?? instrument.Fees;

    public FeePayment PaymentFor(ExchangeInstrument instrument) => options.FeePayment ?? instrument.FeePayment;

    /// <summary>An open order, or one of the newest closed ones.</summary>
    public ExchangeOrder? Find(OrderName name) => (name.IsVenues ? _byId : _newestByClient).GetValueOrDefault(name.Text);

    /// <summary>Those in memory with this client id, oldest first.</summary>
    public IEnumerable<ExchangeOrder> OrdersOf(string clientOrderId) =>
        Closed.Items.Concat(Open).Where(order => order.Request.ClientOrderId == clientOrderId).OrderBy(static order => order.Sequence);

    /// <summary>Whether an execution was reversed already.</summary>
    public bool IsReversed(long executionSequence) => _reversed.Contains(executionSequence);

    /// <summary>Books one event of this account. Throws <see cref="InvalidOperationException"/> or <see cref="KeyNotFoundException"/> when it contradicts those before.</summary>
    public void Apply(LedgerEvent what)
    {
        switch (what)
        {
            case LedgerEvent.Moved moved:
                if (moved.IsHolding) Hold(moved.Asset, moved.Amount);
                else Pay(moved.Asset, moved.Amount);
                Movements.Add(new BalanceMovement(Movements.LastSequence + 1, moved.Kind, moved.Asset, moved.IsHolding, moved.Amount, moved.At));
                break;
            case LedgerEvent.Accepted accepted:
                Add(new ExchangeOrder(Id, accepted.Request, accepted.Sequence, accepted.OrderId, accepted.At, accepted.ExpiresAt));
                break;
            case LedgerEvent.Executed executed:
                Book(executed.Execution);
                break;
            case LedgerEvent.Replaced replaced:
                _byId[replaced.OrderId].Replace(replaced.Quantity, replaced.Price);
                break;
            case LedgerEvent.Ended ended:
                var closing = ended.OrderId.Length > 0 ? _byId[ended.OrderId] : _newestByClient[ended.ClientOrderId];
                closing.End(ended.Condition, ended.Reason);
                Close(closing, ended.At);
                break;
            case LedgerEvent.Forgotten forgotten:
                Forget(_byId[forgotten.OrderId]);
                break;
        }
    }

    private void Add(ExchangeOrder order)
    {
        HasHadOrders = true;
        if (!_byId.TryAdd(order.OrderId, order)) throw new InvalidOperationException($"Order {order.OrderId} was accepted before.");
        if (order.Request.ClientOrderId.Length > 0) _newestByClient[order.Request.ClientOrderId] = order;
        _open.Add(order.Sequence, order);
    }

    private void Book(Execution execution)
    {
        if (execution.Sequence != Executions.LastSequence + 1)
            throw new InvalidOperationException($"Execution {execution.Sequence} of {Id} follows {Executions.LastSequence}.");
        Pay(execution.QuoteAsset, execution.CashFlow);
        if (execution.FeeCurrency == FeeCurrency.Third) Pay(execution.FeeAsset, execution.ThirdFlow);
        Hold(execution.Symbol, execution.BaseFlow);
        Executions.Add(execution);
        if (execution.Reverses > 0) _reversed.Add(execution.Reverses);
        if (!execution.IsTrade) return;
        var order = _byId[execution.OrderId];
        order.Fill(execution.Price, execution.Quantity);
        if (!order.IsOpen) Close(order, execution.At);
    }

    private void Pay(string asset, decimal amount) => _cash[asset] = CashOf(asset) + amount;

    private void Hold(string symbol, decimal amount)
    {
        var net = NetOf(symbol) + amount;
        if (net == 0m) _net.Remove(symbol);
        else _net[symbol] = net;
    }

    private void Close(ExchangeOrder order, DateTimeOffset at)
    {
        _open.Remove(order.Sequence);
        order.Close(Closed.LastSequence + 1, at);
        if (Closed.Add(order) is not { } forgotten) return;
        past?.Add(forgotten.OrderId);
        past?.Add(forgotten.Request.ClientOrderId);
        _byId.Remove(forgotten.OrderId);
        // The client may have used the id again; only its own entry goes.
        if (Find(OrderName.Client(forgotten.Request.ClientOrderId)) == forgotten) _newestByClient.Remove(forgotten.Request.ClientOrderId);
    }

    private void Forget(ExchangeOrder order)
    {
        _open.Remove(order.Sequence);
        _byId.Remove(order.OrderId);
        var id = order.Request.ClientOrderId;
        if (Find(OrderName.Client(id)) != order) return;
        if (OrdersOf(id).LastOrDefault() is { } earlier) _newestByClient[id] = earlier;
        else _newestByClient.Remove(id);
    }
}
