using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Emergency.Support;

namespace TradingDaemon.Tests.Emergency;

/// <summary>The way to a venue is cut in the middle of a liquidation.</summary>
public sealed class CutWayTests
{
    private static readonly VenueFault Cut = new(VenueFaultKind.Retry, "NOT_SENT", "The venue cannot be reached.");

    /// <summary>Bug: an order that could not leave was offered again for minutes, the question what is held in front of it for half a minute alone: then everything was left.</summary>
    [Test]
    public async Task Flatten_WhereTheVenueAnswersNothingForLongerThanAnAnswerMayTake_GoesOnWhenItDoes()
    {
        using var rig = new StopRig(StopRig.Quick with { HeldMax = TimeSpan.FromMinutes(5), AnswerMax = TimeSpan.FromMilliseconds(50) });
        rig.Venue.Hold("A/USD", 1m);
        var (isCut, unanswered) = (false, 0);
        rig.Venue.OnPlace = _ =>
        {
            if (unanswered > 0) return (new PlacementAnswer.Accepted("v"), 1m);
            isCut = true;
            return (new PlacementAnswer.Failed(Cut), 0m);
        };
        rig.Venue.Fault = call =>
        {
            if (call != "holdings" || !isCut || unanswered == 4) return null;
            unanswered++;
            return Cut;
        };
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That((unanswered, rig.Venue.Net["A/USD"]), Is.EqualTo((4, 0m)));
        Assert.That(report.PositionsLeft, Is.Empty);
    }

    /// <summary>Bug: what is held was asked every fifth of a second, whatever pause the venue had asked for; and the first such question was given up after half a minute.</summary>
    [TestCase(1), TestCase(2_000)]
    public async Task Flatten_WhereTheVenueAsksForAPauseInsteadOfTellingWhatIsHeld_KeepsIt(int answerMilliseconds)
    {
        var pause = TimeSpan.FromMilliseconds(900);
        using var rig = new StopRig(StopRig.Quick with { HeldMax = TimeSpan.FromMinutes(5), AnswerMax = TimeSpan.FromMilliseconds(answerMilliseconds) });
        rig.Venue.Hold("A/USD", 1m);
        var (refusedAt, askedAgainAfter) = (0L, TimeSpan.Zero);
        rig.Venue.Fault = call =>
        {
            if (call != "holdings") return null;
            if (refusedAt != 0)
            {
                if (askedAgainAfter == TimeSpan.Zero) askedAgainAfter = rig.Clock.GetElapsedTime(refusedAt);
                return null;
            }

            refusedAt = rig.Clock.GetTimestamp();
            return new VenueFault(VenueFaultKind.RateLimited, "429", "Too many requests.", pause);
        };
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That(askedAgainAfter, Is.GreaterThanOrEqualTo(pause));
        Assert.That((rig.Venue.Net["A/USD"], report.PositionsLeft.Length), Is.EqualTo((0m, 0)));
    }
}
