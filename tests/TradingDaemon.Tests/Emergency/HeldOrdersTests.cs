using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Emergency;
using TradingDaemon.Tests.Emergency.Support;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Tests.Emergency;

/// <summary>Closing orders that are held back for a reason no price mends.</summary>
public sealed class HeldOrdersTests
{
    private static readonly EmergencyOptions Patient = StopRig.Quick with { AnswerMax = TimeSpan.FromSeconds(10), FillWait = TimeSpan.FromSeconds(5), ClearMax = TimeSpan.FromSeconds(10), HeldMax = TimeSpan.FromSeconds(10) };

    /// <summary>Bug: a full counter, and a venue that asked to be left alone, used up all three attempts in a moment, the last of them at any price, and the position stayed.</summary>
    [TestCase(true), TestCase(false)]
    public async Task Flatten_HeldBackForAMoment_OffersTheSameOrderAgainAndCloses(bool isOurCounter)
    {
        using var rig = new StopRig(Patient);
        rig.Venue.Hold("A/USD", 1m);
        var (pause, offered) = (TimeSpan.FromMilliseconds(400), new List<(OrderTerms Terms, long At)>());
        rig.Venue.OnPlace = order =>
        {
            offered.Add((order.Terms, rig.Clock.GetTimestamp()));
            if (offered.Count == 2) return (new PlacementAnswer.Accepted("v"), 1m);
            return (new PlacementAnswer.Failed(isOurCounter ? RequestBudget.Full("Fifty orders in 10 s are sent.", pause) : new VenueFault(VenueFaultKind.RateLimited, "429", "Slower.", pause)), 0m);
        };
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That((rig.Venue.Net["A/USD"], report.IsComplete, offered.Count), Is.EqualTo((0m, true, 2)));
        Assert.That(offered[1].Terms, Is.EqualTo(offered[0].Terms), "at no worse price");
        Assert.That(rig.Clock.GetElapsedTime(offered[0].At, offered[1].At), Is.GreaterThanOrEqualTo(pause), "and not before what was asked had passed");
    }

    /// <summary>Bug: after half a minute of it, three steps within milliseconds dropped the price cap, and the position stayed.</summary>
    [Test]
    public async Task Flatten_HeldBackForLongerThanItsPatience_KeepsItsCapAndSaysWhatIsLeftAndWhy()
    {
        using var rig = new StopRig(Patient with { HeldMax = TimeSpan.FromMilliseconds(500) });
        rig.Venue.Hold("A/USD", 1m);
        rig.Venue.Hold("B/USD", 1m);
        rig.Venue.OnPlace = static _ => (new PlacementAnswer.Failed(new VenueFault(VenueFaultKind.RateLimited, "429", "Slower.", TimeSpan.FromMilliseconds(200))), 0m);
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That(rig.Venue.Placed.GroupBy(static order => order.Symbol.Text).Select(static one => one.Select(static order => order.Terms).Distinct().Single()), Is.All.TypeOf<OrderTerms.Limit>(), "each at its first price");
        Assert.That(rig.Venue.Placed, Has.Count.EqualTo(4), "three of the one, until nothing was left of the patience, and one of the other");
        Assert.That(report.Closes.Select(static line => (line.Outcome, line.Why.Contains("RateLimited 429: Slower.; to be left alone until", StringComparison.Ordinal))), Is.EqualTo(new[] { ("Held", true), ("Held", true), ("HeldTooLong", true), ("HeldTooLong", true) }));
        Assert.That(report.PositionsLeft.Select(static left => left.Why).ToList(), Has.Count.EqualTo(2).And.All.StartsWith("HeldBack: RateLimited 429: Slower."));
        Assert.That(report.Steps.Select(static step => step.Detail), Has.Some.Contains("still holds").And.Contains("HeldBack: RateLimited 429"));
    }

    [TestCase(1_000, 2), TestCase(1_001, 1)]
    public void Take_APauseThatIsAskedFor_IsKeptUpToTheWholePatience(int asked, int waits)
    {
        var heldBack = new HeldBack(TimeSpan.FromSeconds(2));
        var fault = new VenueFault(VenueFaultKind.RateLimited, "429", "Slower.", TimeSpan.FromMilliseconds(asked));
        var taken = Enumerable.Range(0, 3).Select(_ => heldBack.Take(fault, DateTimeOffset.UnixEpoch)).ToList();
        Assert.That(taken.TakeWhile(static wait => wait is not null), Is.EqualTo(Enumerable.Repeat(TimeSpan.FromMilliseconds(asked), waits)));
        Assert.That(taken[^1], Is.Null);
    }

    [Test]
    public void Take_WhereNoPauseIsAskedFor_WaitsEverLongerUntilThePatienceIsSpent()
    {
        var heldBack = new HeldBack(TimeSpan.FromSeconds(10));
        var fault = new VenueFault(VenueFaultKind.Retry, "CUT", "The way was cut.");
        var waits = Enumerable.Range(0, 7).Select(_ => heldBack.Take(fault, DateTimeOffset.UnixEpoch)?.TotalSeconds).ToList();
        Assert.That(waits, Is.EqualTo(new double?[] { 0.25, 0.5, 1, 2, 4, 2.25, null }));
        Assert.That(heldBack.Why, Is.EqualTo("Retry CUT: The way was cut."));
    }

    [Test]
    public void HeldMax_IsLongerThanThePausesVenuesAskFor() => Assert.That(new EmergencyOptions { Account = Currency.Usd }.HeldMax, Is.GreaterThanOrEqualTo(TimeSpan.FromMinutes(2)));
}
