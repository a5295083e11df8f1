using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Tests.Domain.Orders;

/// <summary>Any events in any order and number; a failure shrinks to the fewest events that show it.</summary>
public sealed class OrderSequenceTests
{
    private static readonly OrderEventKind[] Ends = [OrderEventKind.FillCompleted, OrderEventKind.CancelConfirmed, OrderEventKind.ExpiredByVenue];

    private static Arbitrary<OrderEventKind[]> Events => Arb.From(
        Gen.Elements(Enum.GetValues<OrderEventKind>()).ArrayOf(),
        static events => Enumerable.Range(0, events.Length).Select(left => events.Where((_, i) => i != left).ToArray()));

    [Test]
    public void Next_AnySequence_EndsAtTheFirstEndAndStaysThere() => Check(static events =>
    {
        var path = Path(events);
        var firstEnd = path.FindIndex(static status => status.IsTerminal());
        return firstEnd < 0 || path.Skip(firstEnd).All(status => status == path[firstEnd]);
    });

    [Test]
    public void Next_AnySequenceThenAnEnd_IsOver() => Check(static events => Ends.All(end => Path([.. events, end])[^1].IsTerminal()));

    [Test]
    public void Next_TheSameEventAgain_ChangesNothingMore() =>
        Check(static events => Path([.. events, .. events.TakeLast(1)])[^1] == Path(events)[^1]);

    private static List<OrderStatus> Path(IEnumerable<OrderEventKind> events)
    {
        var path = new List<OrderStatus> { OrderStatus.PendingAck };
        foreach (var on in events) path.Add(OrderTransitions.Next(path[^1], on) ?? path[^1]);
        return path;
    }

    private static void Check(Func<OrderEventKind[], bool> holds) => Prop.ForAll(Events, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
}
