using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Tests.Venues.Guard;

public sealed class GuardedDeadlineTests
{
    /// <summary>Bug: an order that waited for the budget until its time was up was taken for one that might have been placed, and froze its instrument until its absence was proven.</summary>
    [Test]
    public async Task Place_GivenUpWhileItWaitsForTheBudget_WasCertainlyNotSent()
    {
        var (clock, venue) = (new TimerClock(), new ScriptedVenue());
        using var guarded = new GuardedVenue(venue, new GuardOptions { Budget = new BudgetOptions { LimitPerMinute = 60 } }, clock);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1), clock);
        var placing = Enumerable.Range(1, 10).Select(number => guarded.PlaceAsync(Orders.Limit(number), deadline.Token).AsTask()).ToList();
        var left = venue.Count("place");
        clock.Advance(TimeSpan.FromSeconds(1));
        var answers = await Task.WhenAll(placing);
        Assert.That(answers.Count(static answer => answer is PlacementAnswer.Accepted), Is.EqualTo(venue.Count("place")).And.GreaterThanOrEqualTo(left).And.LessThan(10));
        Assert.That(answers.Where(static answer => answer is not PlacementAnswer.Accepted).Cast<PlacementAnswer.Failed>().Select(static failed => failed.Fault), Is.Not.Empty.And.All.EqualTo(VenueFault.Withheld));
        Assert.That(guarded.Entries, Is.EqualTo(CircuitState.Closed));
    }

    /// <summary>Bug: behind a pile of cancels at a slow venue, questions and orders whose turn did not come in time counted as the venue's failures, and its circuits opened for a minute.</summary>
    [Test]
    public async Task Requests_WhoseTurnDidNotComeInTime_OpenNoCircuit()
    {
        var (clock, venue) = (new TimerClock(), new ScriptedVenue());
        using var guarded = new GuardedVenue(venue, new GuardOptions { Budget = new BudgetOptions { LimitPerMinute = 60_000 } }, clock);
        venue.Fault = static _ => new VenueFault(VenueFaultKind.Retry, "NOT_SENT", "Its turn did not come in time.") { IsOwn = true };
        for (var i = 0; i < 10; i++)
        {
            Assert.That(async () => await guarded.FindOrderAsync(Orders.Reference(1), default), Throws.InstanceOf<VenueException>().With.Property("Fault").Property("Code").EqualTo("NOT_SENT"));
            Assert.That(await guarded.PlaceAsync(Orders.Limit(1), default), Is.InstanceOf<PlacementAnswer.Failed>());
        }

        venue.Fault = static _ => null;
        Assert.That(await guarded.FindOrderAsync(Orders.Reference(1), default), Is.Null, "asked, and not refused");
        Assert.That(await guarded.PlaceAsync(Orders.Limit(1), default), Is.InstanceOf<PlacementAnswer.Accepted>());
    }
}
