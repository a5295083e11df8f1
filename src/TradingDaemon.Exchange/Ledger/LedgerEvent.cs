using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Ledger;

/// <summary>Something that happened at the exchange. Its books are nothing but the fold of these.</summary>
/// <param name="Account">To whom; null when it concerns all.</param>
/// <param name="At">When (UTC).</param>
public abstract record LedgerEvent(string? Account, DateTimeOffset At)
{
    /// <summary>The first line of every ledger, and of every later version's lines.</summary>
    /// <param name="Version">Version of the line format.</param>
    /// <param name="At">When the ledger was opened.</param>
    public sealed record Opened(int Version, DateTimeOffset At) : LedgerEvent(null, At);

    /// <summary>Cash of an asset, or the holding of a symbol, came in (or, below zero, went out).</summary>
    /// <param name="Account">Whose.</param>
    /// <param name="Kind">Why.</param>
    /// <param name="Asset">The currency, or the symbol.</param>
    /// <param name="IsHolding">Whether <paramref name="Asset"/> is a symbol.</param>
    /// <param name="Amount">Signed.</param>
    /// <param name="At">When.</param>
    public sealed record Moved(string Account, MovementKind Kind, string Asset, bool IsHolding, decimal Amount, DateTimeOffset At) : LedgerEvent(Account, At);

    /// <summary>An order was accepted.</summary>
    /// <param name="Account">Whose.</param>
    /// <param name="Request">What was asked.</param>
    /// <param name="Sequence">1, 2, 3… over the life of the ledger.</param>
    /// <param name="OrderId">The exchange's name for it.</param>
    /// <param name="ExpiresAt">When a day order ends, else null.</param>
    /// <param name="At">When.</param>
    public sealed record Accepted(string Account, OrderRequest Request, long Sequence, string OrderId, DateTimeOffset? ExpiresAt, DateTimeOffset At) : LedgerEvent(Account, At);

    /// <summary>An order traded, an execution was reversed, or fee of one was given back.</summary>
    public sealed record Executed(Execution Execution) : LedgerEvent(Execution.Account, Execution.At);

    /// <summary>An order works on with other terms.</summary>
    /// <param name="Account">Whose.</param>
    /// <param name="OrderId">The exchange's name for it.</param>
    /// <param name="ClientOrderId">The client's name for it.</param>
    /// <param name="Quantity">The new total.</param>
    /// <param name="Price">The new limit or trigger.</param>
    /// <param name="KeepsPriority">Whether it keeps its place in the queue.</param>
    /// <param name="At">When.</param>
    public sealed record Replaced(string Account, string OrderId, string ClientOrderId, decimal Quantity, decimal Price, bool KeepsPriority, DateTimeOffset At)
        : LedgerEvent(Account, At);

    /// <summary>An order ended without being completely filled.</summary>
    /// <param name="Account">Whose.</param>
    /// <param name="OrderId">The exchange's name for it; empty in lines of version 1, which name only the client's.</param>
    /// <param name="ClientOrderId">The client's name for it.</param>
    /// <param name="Condition">Cancelled, Expired or Rejected.</param>
    /// <param name="Reason">Why, in one sentence.</param>
    /// <param name="At">When.</param>
    public sealed record Ended(string Account, string OrderId, string ClientOrderId, OrderCondition Condition, string Reason, DateTimeOffset At) : LedgerEvent(Account, At);

    /// <summary>The exchange lost its record of a working order.</summary>
    public sealed record Forgotten(string Account, string OrderId, string ClientOrderId, DateTimeOffset At) : LedgerEvent(Account, At);

    /// <summary>An instrument was halted or resumed.</summary>
    public sealed record Halted(string Symbol, bool IsHalted, DateTimeOffset At) : LedgerEvent(null, At);
}
