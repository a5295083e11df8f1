using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using static TradingDaemon.Domain.Orders.OrderEventKind;
using static TradingDaemon.Domain.Orders.OrderStatus;

namespace TradingDaemon.Tests.Domain.Orders;

/// <summary>
/// Events of one order in all 24 orders they can come in. Whoever reports first wins: the order ends in the status of the
/// first ending event, everything before it is legal, and everything after it changes nothing.
/// </summary>
public sealed class OrderRaceTests
{
    private static IEnumerable<OrderEventKind[]> FillAgainstAcknowledgement => Permutations([Acknowledged, FillPartial, CancelRequested, FillCompleted]);

    private static IEnumerable<OrderEventKind[]> AcknowledgementAgainstCancel => Permutations([Acknowledged, CancelRequested, CancelConfirmed, FillPartial]);

    private static IEnumerable<OrderEventKind[]> CancelAgainstFill => Permutations([CancelRequested, FillPartial, FillCompleted, CancelConfirmed]);

    private static IEnumerable<OrderEventKind[]> LostAnswer => Permutations([OutcomeUnclear, FillPartial, FillCompleted, CancelRequested]);

    [TestCaseSource(nameof(FillAgainstAcknowledgement))]
    public void FillBeforeAcknowledgement_InEveryOrder_EndsFilled(params OrderEventKind[] events) => Assert.That(EndOf(PendingAck, events), Is.EqualTo(Filled));

    [TestCaseSource(nameof(AcknowledgementAgainstCancel))]
    public void AcknowledgementAfterCancel_InEveryOrder_EndsCancelled(params OrderEventKind[] events) => Assert.That(EndOf(PendingAck, events), Is.EqualTo(Cancelled));

    [TestCaseSource(nameof(CancelAgainstFill))]
    public void CancelAgainstFill_InEveryOrder_EndsAsTheFirstEndSays(params OrderEventKind[] events)
    {
        var first = events.First(static on => on is FillCompleted or CancelConfirmed);
        foreach (var from in new[] { PendingAck, Open, PartiallyFilled })
            Assert.That(EndOf(from, events), Is.EqualTo(first == FillCompleted ? Filled : Cancelled), $"from {from}");
    }

    [TestCaseSource(nameof(LostAnswer))]
    public void LostAnswer_InEveryOrder_StillEndsFilled(params OrderEventKind[] events) => Assert.That(EndOf(PendingAck, events), Is.EqualTo(Filled));

    /// <summary>A change is only asked for on a working order, so its request comes first; then the answers race.</summary>
    [Test]
    public void ReplaceAgainstFill_InEveryOrder_EndsFilled([Values(ReplaceConfirmed, ReplaceRefused)] OrderEventKind answer)
    {
        var legal = 0;
        foreach (var events in Permutations([answer, FillPartial, FillCompleted, CancelRequested]))
        {
            Assert.That(EndOf(Open, [ReplaceRequested, .. events]), Is.EqualTo(Filled), string.Join(' ', events));
            legal++;
        }

        Assert.That(legal, Is.EqualTo(24));
    }

    /// <summary>Bug: the answer to a change that arrived after we had asked to cancel was told to be impossible, which alarmed the operator.</summary>
    [Test]
    public void ReplaceAgainstCancel_InEveryOrder_EndsCancelled([Values(ReplaceConfirmed, ReplaceRefused)] OrderEventKind answer)
    {
        foreach (var events in Permutations([answer, CancelRequested, FillPartial]))
            Assert.That(EndOf(Open, [ReplaceRequested, .. events, CancelConfirmed]), Is.EqualTo(Cancelled), string.Join(' ', events));
        Assert.That(EndOf(Open, [ReplaceRequested, CancelRequested, answer]), Is.EqualTo(CancelPending), "The cancel is still wanted.");
    }

    [Test]
    public void Permutations_OfFour_AreTwentyFourDifferentOnes() =>
        Assert.That(Permutations([Acknowledged, FillPartial, CancelRequested, FillCompleted]).Select(static events => string.Join(' ', events)).Distinct().Count(), Is.EqualTo(24));

    private static OrderStatus EndOf(OrderStatus from, IEnumerable<OrderEventKind> events)
    {
        var status = from;
        foreach (var on in events)
        {
            var next = OrderTransitions.Next(status, on);
            if (status.IsTerminal()) Assert.That(next, Is.Null, $"{status} changed on {on}");
            else Assert.That(next, Is.Not.Null, $"{on} in {status} must be legal");
            status = next ?? status;
        }

        return status;
    }

    private static IEnumerable<OrderEventKind[]> Permutations(OrderEventKind[] items) =>
        items.Length == 1 ? [items] : items.SelectMany(first => Permutations([.. items.Where(item => item != first)]).Select(rest => (OrderEventKind[])[first, .. rest]));
}
