using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Desks;

/// <summary>Holds the books against their own sums while they are in use. A broken invariant stops entries, not the process.</summary>
/// <param name="account">The account.</param>
public sealed class AuditDesk(TradingAccount account)
{
    // Often enough that little is decided on wrong books, seldom enough that a walk over all positions costs nothing.
    private Regularly _audit = new(TimeSpan.FromSeconds(1));
    private long _soundAt; // the fact after which all was well; only a newer one can change that

    /// <summary>Looks, when facts were added since and it is time to.</summary>
    public void Take(DateTimeOffset now)
    {
        if (!_audit.IsDue(now) || account.Books.Sequence == _soundAt) return;
        _audit.Done(now);
        if (account.Books.Audit.FirstFault(account.Books) is not { } fault)
        {
            _soundAt = account.Books.Sequence;
            return;
        }

        account.Breaks.Tell("", $"books: {fault.Subject}", fault.Booked, fault.Summed, "entries stopped", now);
        if (account.Books.State != EngineState.Faulted)
            account.Log.Emit(new Fact.StateChanged(account.Books.State, EngineState.Faulted, $"The books contradict themselves: {fault.Subject} is {fault.Booked}, its facts say {fault.Summed}."), now);
        _soundAt = account.Books.Sequence; // told; only news can make it worse
    }
}
