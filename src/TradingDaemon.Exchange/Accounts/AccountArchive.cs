using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Accounts;

/// <summary>An account's history: from memory and, where it has left memory, from the file, read through once for each question.</summary>
internal sealed class AccountArchive(ExchangeAccount account, LedgerFile? ledger)
{
    /// <summary>The newest order of this name, or null.</summary>
    public ExchangeOrder? Find(OrderName name)
    {
        if (name.Text.Length == 0) return null; // orders placed by hand have no client id
        if (account.Find(name) is { } order) return order;
        return ledger is not null && account.MayBePast(name.Text)
            ? OrdersFromFile(ledger, accepted => (name.IsVenues ? accepted.OrderId : accepted.Request.ClientOrderId) == name.Text).LastOrDefault()
            : null;
    }

    /// <summary>Every order the client called so, oldest first.</summary>
    public IReadOnlyList<ExchangeOrder> OrdersOf(string clientOrderId) => ledger is not null && account.MayBePast(clientOrderId)
        ? OrdersFromFile(ledger, accepted => accepted.Request.ClientOrderId == clientOrderId)
        : [.. account.OrdersOf(clientOrderId)];

    /// <summary>Closed orders after a closing sequence, oldest first.</summary>
    public IReadOnlyList<ExchangeOrder> ClosedSince(long sequence, int countMax)
    {
        if (account.Closed.Since(sequence, countMax) is { } inMemory) return inMemory;
        var (file, past, found) = (File("Closed orders"), Blank(), new List<ExchangeOrder>());
        foreach (var what in file.EventsOf(account.Id))
        {
            if (found.Count >= countMax) break;
            var before = past.Closed.LastSequence;
            past.Apply(what);
            if (past.Closed.LastSequence > Math.Max(before, sequence)) found.Add(past.Closed.Items.Last());
        }

        return found;
    }

    /// <summary>Executions after a sequence, oldest first.</summary>
    public IReadOnlyList<Execution> ExecutionsSince(long sequence, int countMax) =>
        account.Executions.Since(sequence, countMax) ?? File("Executions").ExecutionsSince(account.Id, sequence, countMax);

    /// <summary>Movements after a sequence, oldest first.</summary>
    public IReadOnlyList<BalanceMovement> MovementsSince(long sequence, int countMax)
    {
        if (account.Movements.Since(sequence, countMax) is { } inMemory) return inMemory;
        var (file, past, found) = (File("Movements"), Blank(), new List<BalanceMovement>());
        foreach (var moved in file.EventsOf(account.Id).OfType<LedgerEvent.Moved>())
        {
            if (found.Count >= countMax) break;
            past.Apply(moved);
            if (past.Movements.LastSequence > sequence) found.Add(past.Movements.Items.Last());
        }

        return found;
    }

    private List<ExchangeOrder> OrdersFromFile(LedgerFile file, Predicate<LedgerEvent.Accepted> isMeant)
    {
        var (past, found) = (Blank(), new List<ExchangeOrder>());
        foreach (var what in file.EventsOf(account.Id))
        {
            past.Apply(what);
            if (what is LedgerEvent.Accepted accepted && isMeant(accepted)) found.Add(past.Find(OrderName.Venue(accepted.OrderId))!);
            else if (what is LedgerEvent.Forgotten forgotten) found.RemoveAll(order => order.OrderId == forgotten.OrderId);
        }

        return found;
    }

    // Folding needs open orders and the newest of each history, nothing older.
    private ExchangeAccount Blank() => new(account.Options, closedOrdersMax: 1, executionsMax: 1, past: null);

    private LedgerFile File(string what) => ledger ?? throw new InvalidOperationException($"{what} left memory and there is no ledger file.");
}
