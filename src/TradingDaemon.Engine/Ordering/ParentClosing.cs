using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Algorithms;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Ordering;

/// <summary>How parent orders are halted and end, whoever wants it: first none of their children can follow, then those at work are cancelled, and when none can fill any more it is told what became of the whole.</summary>
public static class ParentClosing
{
    /// <summary>Ends one parent; nothing when it is ending already.</summary>
    /// <param name="account">The account.</param>
    /// <param name="parent">Which.</param>
    /// <param name="why">Why.</param>
    /// <param name="reason">That in one sentence.</param>
    /// <param name="now">The engine's time.</param>
    /// <param name="isCancelling">False where whoever asks cancels its children himself.</param>
    public static void End(TradingAccount account, ParentState parent, ParentEnd why, string reason, DateTimeOffset now, bool isCancelling = true)
    {
        if (parent.Ending is not null) return;
        var id = parent.Order.Id;
        account.Log.Emit(new Fact.ParentEnding(id, why, reason), now);
        if (isCancelling) CancelChildren(account, id, reason, now);
        Settle(account, id, now);
    }

    /// <summary>Halts one parent: its children at work are cancelled, none follows; nothing when it is halted, ending, or not there.</summary>
    public static void Pause(TradingAccount account, ParentId id, string reason, DateTimeOffset now)
    {
        if (account.Books.Parents.Find(id) is not { Paused: null, Ending: null }) return;
        account.Log.Emit(new Fact.ParentPaused(id, reason), now);
        CancelChildren(account, id, reason, now);
    }

    /// <summary>Lets a halted parent go on; nothing when it is not halted. What its time is over for is ended by the clock, and never sent.</summary>
    public static void Resume(TradingAccount account, ParentId id, string reason, DateTimeOffset now)
    {
        if (account.Books.Parents.Find(id) is { Paused: not null, Ending: null }) account.Log.Emit(new Fact.ParentResumed(id, reason), now);
    }

    /// <summary>Ends every parent of a strategy, or of all.</summary>
    public static void EndAll(TradingAccount account, StrategyId? strategy, ParentEnd why, string reason, DateTimeOffset now, bool isCancelling = true)
    {
        if (account.Books.Parents.Count == 0) return;
        foreach (var parent in account.Books.Parents.All.Where(parent => strategy is null || parent.Order.Strategy == strategy).ToList())
            End(account, parent, why, reason, now, isCancelling);
    }

    /// <summary>Ends every parent of a strategy on one thing, under whichever name.</summary>
    public static void EndOn(TradingAccount account, StrategyId strategy, Instrument instrument, ParentEnd why, string reason, DateTimeOffset now)
    {
        if (account.Books.Parents.Count == 0) return;
        foreach (var parent in account.Books.Parents.All.Where(parent => parent.Order.Strategy == strategy && IsOf(account, parent, instrument)).ToList())
            End(account, parent, why, reason, now);
    }

    /// <summary>Whether a parent trades the thing, under whichever name: also where what it adds to is found here, or what is held here is found there.</summary>
    public static bool IsOf(TradingAccount account, ParentState parent, Instrument instrument) =>
        account.Setup.Catalog.Find(parent.Order.Symbol) is { } own && (account.IsFound(parent.Order.Strategy, instrument, own) || account.IsFound(parent.Order.Strategy, own, instrument));

    /// <summary>Tells what became of an ending parent once none of its children can fill any more.</summary>
    public static void Settle(TradingAccount account, ParentId id, DateTimeOffset now)
    {
        if (account.Books.Parents.Find(id) is not { Ending: { } why } parent) return;
        foreach (var order in account.Books.Orders.Open)
            if (ParentBook.IsChild(order, id)) return;
        account.Log.Emit(new Fact.ParentEnded(id, why, parent.FilledBase, parent.UnfilledBase, parent.EndingReason ?? ""), now);
    }

    /// <summary>The same of every parent that is ending.</summary>
    public static void SettleAll(TradingAccount account, DateTimeOffset now)
    {
        if (account.Books.Parents.Count == 0) return;
        foreach (var parent in account.Books.Parents.All.Where(static parent => parent.Ending is not null).ToList()) Settle(account, parent.Order.Id, now);
    }

    private static void CancelChildren(TradingAccount account, ParentId id, string reason, DateTimeOffset now)
    {
        foreach (var order in account.Books.Orders.Open.Where(order => ParentBook.IsChild(order, id) && !account.Books.Orders.IsCancelWanted(order.Intent.ClientOrderId)).ToList())
            account.Log.EmitCancel(order, reason, now);
    }
}
