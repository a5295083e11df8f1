using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Emergency;
using TradingDaemon.Tests.Emergency.Support;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Tests.Emergency;

/// <summary>Closing orders that are held back for a reason no price mends.</summary>
public sealed class HeldOrdersTests
{
    private static readonly EmergencyOptions Patient = StopRig.Quick with { AnswerMax = TimeSpan.FromSeconds(10), FillWait = TimeSpan.FromSeconds(5), ClearMax = TimeSpan.FromSeconds(10) };

    /// <summary>Bug: a full counter, and a venue that asked to be left alone, used up all three attempts in a moment, the last of them at any price, and the position stayed.</summary>
    [TestCase(true), TestCase(false)]
    public async Task Flatten_HeldBackForAMoment_OffersTheSameOrderAgainAndCloses(bool isOurCounter)
    {
        using var rig = new StopRig(Patient);
        rig.Venue.Hold("A/USD", 1m);
        var (pause, offered) = (TimeSpan.FromMilliseconds(400), new List<(OrderTerms Terms, long At)>());
        rig.Venue.OnPlace = order =>
        {
            offered.Add((order.Terms, System.Diagnostics.Stopwatch.GetTimestamp()));
            if (offered.Count == 2) return (new PlacementAnswer.Accepted("v"), 1m);
            return (new PlacementAnswer.Failed(isOurCounter ? RequestBudget.Full("Fifty orders in 10 s are sent.", pause) : new VenueFault(VenueFaultKind.RateLimited, "429", "Slower.", pause)), 0m);
        };
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That((rig.Venue.Net["A/USD"], report.IsComplete, offered.Count), Is.EqualTo((0m, true, 2)));
        Assert.That(offered[1].Terms, Is.EqualTo(offered[0].Terms), "at no worse price");
        Assert.That(System.Diagnostics.Stopwatch.GetElapsedTime(offered[0].At, offered[1].At), Is.GreaterThanOrEqualTo(pause - TimeSpan.FromMilliseconds(1)), "and not before what was asked had passed");
    }

    [Test]
    public async Task Flatten_HeldBackForLongerThanItsPatience_IsAnAttemptLikeAnyOther()
    {
        using var rig = new StopRig(Patient with { ClearMax = TimeSpan.FromMilliseconds(500) });
        rig.Venue.Hold("A/USD", 1m);
        rig.Venue.OnPlace = static _ => (new PlacementAnswer.Failed(new VenueFault(VenueFaultKind.RateLimited, "429", "Slower.", TimeSpan.FromMilliseconds(200))), 0m);
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That((rig.Venue.Net["A/USD"], report.PositionsLeft.Single().Why), Is.EqualTo((1m, "Refused")));
        Assert.That(rig.Venue.Placed.Count, Is.InRange(4, 6), "some while it was patient, then three");
    }
}
