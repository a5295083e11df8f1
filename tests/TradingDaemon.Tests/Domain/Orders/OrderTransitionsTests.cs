using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using static TradingDaemon.Domain.Orders.OrderEventKind;
using static TradingDaemon.Domain.Orders.OrderStatus;

namespace TradingDaemon.Tests.Domain.Orders;

public sealed class OrderTransitionsTests
{
    /// <summary>The whole table once more, by status: what is not in a row is illegal. A change of the table is a change here.</summary>
    private static readonly Dictionary<OrderStatus, Dictionary<OrderEventKind, OrderStatus>> Expected = new()
    {
        [PendingAck] = new()
        {
            [Acknowledged] = Open, [FoundOpen] = Open, [FillPartial] = PartiallyFilled, [FillCompleted] = Filled, [CancelRequested] = CancelPending,
            [CancelConfirmed] = Cancelled, [CancelRefused] = PendingAck, [ReplaceConfirmed] = Open, [ReplaceRefused] = PendingAck, [RejectedByVenue] = Rejected,
            [ExpiredByVenue] = Expired, [OutcomeUnclear] = Unknown, [ProvenAbsent] = Rejected,
        },
        [Open] = new()
        {
            [Acknowledged] = Open, [FoundOpen] = Open, [FillPartial] = PartiallyFilled, [FillCompleted] = Filled, [CancelRequested] = CancelPending,
            [CancelConfirmed] = Cancelled, [CancelRefused] = Open, [ReplaceRequested] = ReplacePending, [ExpiredByVenue] = Expired, [RejectedByVenue] = Rejected,
            [OutcomeUnclear] = Open, [ProvenAbsent] = Cancelled, [ReplaceConfirmed] = Open, [ReplaceRefused] = Open,
        },
        [PartiallyFilled] = new()
        {
            [Acknowledged] = PartiallyFilled, [FoundOpen] = PartiallyFilled, [FillPartial] = PartiallyFilled, [FillCompleted] = Filled,
            [CancelRequested] = CancelPending, [CancelConfirmed] = Cancelled, [CancelRefused] = PartiallyFilled, [ReplaceRequested] = ReplacePending,
            [ExpiredByVenue] = Expired, [RejectedByVenue] = Cancelled, [OutcomeUnclear] = PartiallyFilled, [ProvenAbsent] = Cancelled, [ReplaceConfirmed] = PartiallyFilled, [ReplaceRefused] = PartiallyFilled,
        },
        [CancelPending] = new()
        {
            [Acknowledged] = CancelPending, [FoundOpen] = CancelPending, [FillPartial] = CancelPending, [FillCompleted] = Filled, [CancelRequested] = CancelPending,
            [CancelConfirmed] = Cancelled, [CancelRefused] = Open, [ReplaceConfirmed] = CancelPending, [ReplaceRefused] = CancelPending,
            [RejectedByVenue] = Rejected, [ExpiredByVenue] = Expired, [OutcomeUnclear] = Unknown, [ProvenAbsent] = Rejected,
        },
        [ReplacePending] = new()
        {
            [Acknowledged] = ReplacePending, [FoundOpen] = ReplacePending, [FillPartial] = ReplacePending, [FillCompleted] = Filled, [ReplaceConfirmed] = Open, [ReplaceRefused] = Open, [CancelRequested] = CancelPending,
            [CancelConfirmed] = Cancelled, [CancelRefused] = ReplacePending, [RejectedByVenue] = Rejected, [ExpiredByVenue] = Expired, [OutcomeUnclear] = Unknown, [ProvenAbsent] = Cancelled,
        },
        [Unknown] = new()
        {
            [Acknowledged] = Open, [FoundOpen] = Open, [FillPartial] = PartiallyFilled, [FillCompleted] = Filled, [CancelRequested] = CancelPending,
            [CancelConfirmed] = Cancelled, [CancelRefused] = Unknown, [ReplaceConfirmed] = Open, [ReplaceRefused] = Unknown, [RejectedByVenue] = Rejected, [ExpiredByVenue] = Expired, [OutcomeUnclear] = Unknown, [ProvenAbsent] = Rejected,
        },
    };

    private static IEnumerable<OrderStatus> Terminal => Enum.GetValues<OrderStatus>().Where(static status => status.IsTerminal());

    [Test]
    public void Next_OfEveryStatusAndEvent_IsWhatTheTableSays([Values] OrderStatus from, [Values] OrderEventKind on)
    {
        OrderStatus? expected = Expected.TryGetValue(from, out var row) && row.TryGetValue(on, out var next) ? next : null;
        Assert.That(OrderTransitions.Next(from, on), Is.EqualTo(expected));
    }

    [Test]
    public void Next_FromATerminalStatus_IsNeverAllowed([ValueSource(nameof(Terminal))] OrderStatus from, [Values] OrderEventKind on) =>
        Assert.That(OrderTransitions.Next(from, on), Is.Null);

    [Test]
    public void IsTerminal_HoldsForExactlyTheFourEnds() => Assert.That(Terminal, Is.EquivalentTo(new[] { Filled, Cancelled, Rejected, Expired }));

    [Test]
    public void Next_OfTheUnassignedZero_IsNull() => Assert.That(OrderTransitions.Next(default, default), Is.Null);

    [Test]
    public void EveryStatusThatIsNotTerminal_CanReachEveryEndButRejection([Values] OrderStatus from)
    {
        if (from.IsTerminal()) Assert.That(Reachable(from), Is.EquivalentTo(new[] { from }));
        else Assert.That(Reachable(from), Is.SupersetOf(new[] { Filled, Cancelled, Expired }));
    }

    [Test]
    public void EveryStatus_IsReachableFromTheFirst() => Assert.That(Reachable(PendingAck), Is.EquivalentTo(Enum.GetValues<OrderStatus>()));

    [Test]
    public void AFill_IsLegalInEveryStatusThatIsNotTerminal([Values] OrderStatus from)
    {
        if (from.IsTerminal()) return;
        Assert.That(OrderTransitions.Next(from, FillCompleted), Is.EqualTo(Filled));
        Assert.That(OrderTransitions.Next(from, FillPartial), Is.Not.Null.And.Not.EqualTo(Filled));
    }

    private static HashSet<OrderStatus> Reachable(OrderStatus from)
    {
        var reached = new HashSet<OrderStatus> { from };
        for (var before = 0; before != reached.Count;)
        {
            before = reached.Count;
            foreach (var status in reached.ToList())
                foreach (var on in Enum.GetValues<OrderEventKind>())
                    if (OrderTransitions.Next(status, on) is { } next) reached.Add(next);
        }

        return reached;
    }
}
