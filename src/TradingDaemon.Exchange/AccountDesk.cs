using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Matching;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange;

/// <summary>
/// What one account can ask the exchange for, and ask it about. Requests take their time to arrive and are answered by reports; questions are
/// answered at once, as of the newest time told. Answers are durable: everything they tell of is on disk.
/// </summary>
public sealed class AccountDesk
{
    private readonly ExchangeAccount _account;
    private readonly AccountArchive _archive;
    private readonly MatchingEngine _matching;
    private readonly LedgerFile? _ledger;
    private readonly Action<ExchangeAccount, AccountRequest, DateTimeOffset> _send;

    internal AccountDesk(ExchangeAccount account, MatchingEngine matching, LedgerFile? ledger, Action<ExchangeAccount, AccountRequest, DateTimeOffset> send)
    {
        (_account, _matching, _ledger, _send) = (account, matching, ledger, send);
        _archive = new AccountArchive(account, ledger);
    }

    /// <summary>Name of the account.</summary>
    public string Id => _account.Id;

    /// <summary>Its settings.</summary>
    public AccountOptions Options => _account.Options;

    /// <summary>Sequence of its newest execution; 0 before the first.</summary>
    public long LastExecutionSequence => _account.Executions.LastSequence;

    /// <summary>Closing sequence of its newest closed order; 0 before the first.</summary>
    public long LastClosedSequence => _account.Closed.LastSequence;

    /// <summary>When its dead man's switch fires; null when it is not armed.</summary>
    public DateTimeOffset? DeadManSwitchAt => _matching.Switches.DueAt(Id);

    /// <summary>How it pays its fees of an instrument.</summary>
    public FeePayment PaymentFor(ExchangeInstrument instrument) => _account.PaymentFor(instrument);

    internal ExchangeAccount Account => _account;

    /// <summary>Sends an order on its way: answered by Accepted or Refused.</summary>
    public void Submit(OrderRequest request, DateTimeOffset now) => _send(_account, new AccountRequest.Submit(request), now);

    /// <summary>Sends a cancel on its way: answered by Cancelled or CancelRefused.</summary>
    public void Cancel(OrderName order, DateTimeOffset now) => _send(_account, new AccountRequest.Cancel(order), now);

    /// <summary>Sends on its way the wish to cancel everything: answered by Cancelled for each order there is.</summary>
    public void CancelAll(DateTimeOffset now) => _send(_account, new AccountRequest.CancelAll(), now);

    /// <summary>Sends on its way a change of a working order: answered by Replaced or ReplaceRefused.</summary>
    public void Replace(ReplaceRequest request, DateTimeOffset now) => _send(_account, new AccountRequest.Replace(request), now);

    /// <summary>
    /// Sends on its way the wish that everything be cancelled unless this is repeated within <paramref name="within"/> of its arrival; zero disarms.
    /// A restart of the exchange disarms too.
    /// </summary>
    public void RenewDeadManSwitch(TimeSpan within, DateTimeOffset now) => _send(_account, new AccountRequest.RenewSwitch(within), now);

    /// <summary>The newest order of this name, open or closed, in memory or in the file; null when there is none, or the exchange forgot it.</summary>
    public ExchangeOrder? FindOrder(OrderName name) => Durable(_archive).Find(name);

    /// <summary>Every order the client called so, oldest first.</summary>
    public IReadOnlyList<ExchangeOrder> OrdersOf(string clientOrderId) => Durable(_archive).OrdersOf(clientOrderId);

    /// <summary>Every working order, oldest first.</summary>
    public IReadOnlyList<ExchangeOrder> OpenOrders() => [.. Durable(_account).Open];

    /// <summary>
    /// Closed orders with a closing sequence above <paramref name="closedSequence"/>, in the order of their closing, at most <paramref name="countMax"/>; those no
    /// longer in memory come from the file. Throws <see cref="InvalidOperationException"/> when they are in neither, rather than leaving a gap.
    /// </summary>
    public IReadOnlyList<ExchangeOrder> ClosedOrdersSince(long closedSequence, int countMax) => Durable(_archive).ClosedSince(closedSequence, countMax);

    /// <summary>
    /// Executions with a sequence above <paramref name="sequence"/>, reversals and rebates included, oldest first, at most <paramref name="countMax"/>; those no longer in memory come from
    /// the file. Throws <see cref="InvalidOperationException"/> when they are in neither, rather than leaving a gap.
    /// </summary>
    public IReadOnlyList<Execution> ExecutionsSince(long sequence, int countMax) => Durable(_archive).ExecutionsSince(sequence, countMax);

    /// <summary>Deposits and withdrawals with a sequence above <paramref name="sequence"/>, oldest first, at most <paramref name="countMax"/>; as with executions.</summary>
    public IReadOnlyList<BalanceMovement> MovementsSince(long sequence, int countMax) => Durable(_archive).MovementsSince(sequence, countMax);

    /// <summary>Everything it owns now, and the execution and movement that stand last in it.</summary>
    public AccountBalances Balances()
    {
        var free = _account.Cash.Keys.ToDictionary(static asset => asset, asset => _matching.Power.FreeCash(_account, asset), StringComparer.Ordinal);
        return new AccountBalances(Cash(), free, Holdings(), LastExecutionSequence, _account.Movements.LastSequence);
    }

    /// <summary>Total cash by asset, reserved included.</summary>
    public IReadOnlyDictionary<string, decimal> Cash() => new Dictionary<string, decimal>(Durable(_account).Cash, StringComparer.Ordinal);

    /// <summary>Signed holdings by symbol, zero ones left out.</summary>
    public IReadOnlyDictionary<string, decimal> Holdings() => new Dictionary<string, decimal>(Durable(_account).Net, StringComparer.Ordinal);

    private T Durable<T>(T source)
    {
        _ledger?.Commit();
        return source;
    }
}
