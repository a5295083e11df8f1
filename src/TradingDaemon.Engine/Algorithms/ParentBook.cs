using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.Algorithms;

/// <summary>Parent orders that have not ended: the fold of their own facts, their children's intents and fills.</summary>
/// <param name="state">As a checkpoint remembers it.</param>
public sealed class ParentBook(AccountState state)
{
    private readonly List<ParentState> _all = [.. state.Parents];

    /// <summary>How many there are.</summary>
    public int Count => _all.Count;

    /// <summary>In the order they were opened.</summary>
    public IReadOnlyList<ParentState> All => _all;

    /// <summary>The parent of that name, or null when there is none, or it has ended.</summary>
    public ParentState? Find(ParentId id) => _all.Find(parent => parent.Order.Id == id);

    /// <summary>Whether the order is a child of that parent.</summary>
    public static bool IsChild(OrderState order, ParentId id) => order.Intent is { IsReduceOnly: false, Child: { } child } && child.Parent == id;

    /// <summary>What of a parent's children may still fill, base: whatever is known of them.</summary>
    /// <param name="id">The parent.</param>
    /// <param name="open">Orders that can still change.</param>
    public static decimal InFlightBase(ParentId id, IReadOnlyList<OrderState> open)
    {
        var sum = 0m;
        for (var i = 0; i < open.Count; i++)
            if (IsChild(open[i], id)) sum += open[i].RemainingBase;
        return sum;
    }

    /// <summary>An order was decided.</summary>
    public void Decided(OrderIntent intent)
    {
        if (intent is not { IsReduceOnly: false, Child: { } child } || IndexOf(child.Parent) is not (>= 0 and var at)) return;
        _all[at] = _all[at] with { Children = child.Number, Slice = child.Slice, ChildAt = intent.DecidedAt };
    }

    /// <summary>A fill was booked.</summary>
    /// <param name="intent">Its order; null when nobody knows it any more.</param>
    /// <param name="booked">The fill, with what it made of the order.</param>
    /// <param name="bookedAt">When.</param>
    public void Filled(OrderIntent? intent, Fact.FillBooked booked, DateTimeOffset bookedAt)
    {
        if (intent is not { IsReduceOnly: false, Child: { } child } || IndexOf(child.Parent) is not (>= 0 and var at)) return;
        var (parent, fill) = (_all[at], booked.Fill);
        parent = parent with { FilledBase = parent.FilledBase + fill.Quantity.Base, IdleAt = IdleAt(parent, booked.Status, bookedAt) };
        if (parent.Order.Terms.ShortfallMaxFraction is not null && ArrivalOf(parent.Order, intent, child) is > 0m and var arrival)
            parent = parent with { ShortfallBase = parent.ShortfallBase + (fill.Quantity.Base * fill.Side.Sign() * ((fill.Price.QuotePerBase / arrival) - 1m)) };
        _all[at] = parent;
    }

    /// <summary>Something other than a fill happened to an order.</summary>
    /// <param name="order">It, as it was before.</param>
    /// <param name="moved">What happened.</param>
    /// <param name="isCancelWanted">Whether we asked for its end before.</param>
    /// <param name="movedAt">When.</param>
    public void Moved(OrderState order, Fact.OrderMoved moved, bool isCancelWanted, DateTimeOffset movedAt)
    {
        if (!moved.Status.IsTerminal() || order.Intent is not { IsReduceOnly: false, Child: { } child } || IndexOf(child.Parent) is not (>= 0 and var at)) return;
        var (parent, isFailed) = (_all[at], !isCancelWanted && order.FilledBase == 0m);
        _all[at] = parent with { IdleAt = IdleAt(parent, moved.Status, movedAt), Failed = parent.Failed + (isFailed && parent.Order.Terms.FailedSlicesMax is not null ? 1 : 0) };
    }

    /// <summary>A parent was opened, paused or resumed, sends no more, or has ended.</summary>
    public void Move(Fact fact)
    {
        switch (fact)
        {
            case Fact.ParentOpened opened: _all.Add(new ParentState(opened.Order)); break;
            case Fact.ParentPaused paused when IndexOf(paused.Parent) is >= 0 and var at: _all[at] = _all[at] with { Paused = paused.Reason }; break;
            case Fact.ParentResumed resumed when IndexOf(resumed.Parent) is >= 0 and var at: _all[at] = _all[at] with { Paused = null }; break;
            case Fact.ParentEnding ending when IndexOf(ending.Parent) is >= 0 and var at: _all[at] = _all[at] with { Ending = ending.Why, EndingReason = ending.Reason }; break;
            case Fact.ParentEnded ended when IndexOf(ended.Parent) is >= 0 and var at: _all.RemoveAt(at); break;
            default: break; // of a parent nobody remembers
        }
    }

    /// <summary>Figures by strategy and instrument with what parents have yet to send added: to whoever decides what to trade that is under way. The same object comes back where there is none.</summary>
    /// <param name="inFlight">Signed remaining quantities of open orders.</param>
    /// <param name="open">Those orders.</param>
    public ImmutableDictionary<PositionKey, decimal> WithUnsent(ImmutableDictionary<PositionKey, decimal> inFlight, IReadOnlyList<OrderState> open)
    {
        foreach (var parent in _all)
        {
            if (parent.Ending is not null) continue;
            var unsent = (parent.UnfilledBase - InFlightBase(parent.Order.Id, open)) * parent.Order.Side.Sign();
            var key = new PositionKey(parent.Order.Strategy, parent.Order.Symbol);
            var sum = inFlight.GetValueOrDefault(key) + unsent;
            inFlight = sum == 0m ? inFlight.Remove(key) : inFlight.SetItem(key, sum);
        }

        return inFlight;
    }

    private static DateTimeOffset? IdleAt(ParentState parent, OrderStatus status, DateTimeOffset at) => status.IsTerminal() && parent.Order.Terms.DelayMax > TimeSpan.Zero ? at : parent.IdleAt;

    // Under another name, where no rate told what the arrival's middle is worth there, the order's own decision is the best there is.
    private static decimal ArrivalOf(ParentOrder parent, OrderIntent intent, ChildOf child) =>
        intent.Symbol == parent.Symbol ? parent.ArrivalMid : child.ArrivalQuote ?? ((intent.DecisionBid + intent.DecisionAsk) / 2m);

    private int IndexOf(ParentId id) => _all.FindIndex(parent => parent.Order.Id == id);
}
