using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Ledger;

/// <summary>Something that happened to the account. The account is nothing but the fold of these.</summary>
/// <param name="At">When (UTC).</param>
public abstract record LedgerEvent(DateTimeOffset At)
{
    /// <summary>The first line of every ledger.</summary>
    /// <param name="Version">Version of the line format.</param>
    /// <param name="At">When the account was opened.</param>
    public sealed record Opened(int Version, DateTimeOffset At) : LedgerEvent(At);

    /// <summary>Cash came in (or, below zero, went out).</summary>
    public sealed record Deposited(string Asset, decimal Amount, DateTimeOffset At) : LedgerEvent(At);

    /// <summary>An order was accepted.</summary>
    /// <param name="Request">What was asked.</param>
    /// <param name="Sequence">1, 2, 3… over the life of the ledger.</param>
    /// <param name="OrderId">The exchange's name for it.</param>
    /// <param name="ExpiresAt">When a day order ends, else null.</param>
    /// <param name="At">When.</param>
    public sealed record Accepted(OrderRequest Request, long Sequence, string OrderId, DateTimeOffset? ExpiresAt, DateTimeOffset At) : LedgerEvent(At);

    /// <summary>An order traded.</summary>
    public sealed record Executed(Execution Execution) : LedgerEvent(Execution.At);

    /// <summary>An order ended without being completely filled.</summary>
    /// <param name="ClientOrderId">The client's name for it.</param>
    /// <param name="Condition">Cancelled, Expired or Rejected.</param>
    /// <param name="Reason">Why, in one sentence.</param>
    /// <param name="At">When.</param>
    public sealed record Ended(string ClientOrderId, OrderCondition Condition, string Reason, DateTimeOffset At) : LedgerEvent(At);
}
