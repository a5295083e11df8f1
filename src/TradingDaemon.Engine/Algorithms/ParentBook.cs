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
    /// <param name="fill">The fill.</param>
    public void Filled(OrderIntent? intent, Fill fill)
    {
        if (intent is not { IsReduceOnly: false, Child: { } child } || IndexOf(child.Parent) is not (>= 0 and var at)) return;
        _all[at] = _all[at] with { FilledBase = _all[at].FilledBase + fill.Quantity.Base };
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

    private int IndexOf(ParentId id) => _all.FindIndex(parent => parent.Order.Id == id);
}
