using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Accounts;

/// <summary>All accounts and what concerns them all: the fold of the ledger.</summary>
internal sealed class ExchangeBooks
{
    private readonly int _closedOrdersMax;
    private readonly int _executionsMax;
    private readonly List<ExchangeAccount> _all = [];
    private readonly Dictionary<string, ExchangeAccount> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<string> _halted = new(StringComparer.Ordinal);

    public ExchangeBooks(IEnumerable<AccountOptions> accounts, int closedOrdersMax, int executionsMax)
    {
        (_closedOrdersMax, _executionsMax) = (closedOrdersMax, executionsMax);
        foreach (var account in accounts) Open(account);
    }

    /// <summary>In the order they were opened.</summary>
    public IReadOnlyList<ExchangeAccount> All => _all;

    /// <summary>Sequence of the newest accepted order; 0 before the first.</summary>
    public long LastOrderSequence { get; private set; }

    /// <summary>The newest place in time order given to an order: what came before now is at or below it.</summary>
    public long LastPriority { get; private set; }

    /// <summary>Time of the newest event.</summary>
    public DateTimeOffset LastAt { get; private set; }

    public ExchangeAccount this[string id] => _byId[id];

    public ExchangeAccount? Find(string id) => _byId.GetValueOrDefault(id);

    public bool IsHalted(string symbol) => _halted.Contains(symbol);

    /// <summary>Opens an account; throws <see cref="ArgumentException"/> when there is one of that name.</summary>
    public ExchangeAccount Open(AccountOptions options)
    {
        if (options.Id.Length == 0) throw new ArgumentException("An account has a name.", nameof(options));
        var account = new ExchangeAccount(options, _closedOrdersMax, _executionsMax, new PastNames());
        _byId.Add(options.Id, account);
        _all.Add(account);
        return account;
    }

    /// <summary>Books one event. Throws <see cref="InvalidOperationException"/> or <see cref="KeyNotFoundException"/> when it contradicts those before.</summary>
    public void Apply(LedgerEvent what)
    {
        if (what is LedgerEvent.Accepted next && next.Sequence != LastOrderSequence + 1)
            throw new InvalidOperationException($"Order {next.Sequence} follows {LastOrderSequence}.");
        if (what.Account is { } id)
        {
            // An account the settings no longer name lives on with the usual ones: its books must not be lost.
            var account = Find(id) ?? Open(new AccountOptions { Id = id });
            account.Apply(what);
            if (what is LedgerEvent.Accepted accepted)
            {
                LastOrderSequence = accepted.Sequence;
                account.Find(OrderName.Venue(accepted.OrderId))!.Priority = ++LastPriority;
            }
            else if (what is LedgerEvent.Replaced { KeepsPriority: false } replaced) account.Find(OrderName.Venue(replaced.OrderId))!.Priority = ++LastPriority;
        }
        else if (what is LedgerEvent.Halted halted)
        {
            if (halted.IsHalted) _halted.Add(halted.Symbol);
            else _halted.Remove(halted.Symbol);
        }

        LastAt = what.At;
    }
}
