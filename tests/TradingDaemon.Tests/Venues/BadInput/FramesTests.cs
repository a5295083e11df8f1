using System.Net.WebSockets;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.BadInput;

/// <summary>What no stream should send: the connection ends with the reason, a new one is made, and what was missed meanwhile is found. CoinSpot has no stream.</summary>
[TestFixture]
internal sealed class FramesTests
{
    private static string[] Streaming => [.. VenueCases.Names.Except(["coinspot"])];

    [TestCaseSource(nameof(Streaming))]
    public async Task Stream_OfOddFrames_EndsWithTheReason_AndIsOpenedAnew(string venue)
    {
        byte[] told = [];
        await using var scene = await BadScene.StartAsync(VenueCases.Of(venue), between => between.Frames = frame => told = frame);
        await using var feed = new WatchedFeed(scene.Scene);
        await ConfirmedAsync(scene, feed, 1);
        var frame = told;
        var round = 0;
        foreach (var (odd, type, why) in new[]
        {
            (Oddities.Cut(frame), WebSocketMessageType.Text, "GARBLED"), (Oddities.Doubled(frame), WebSocketMessageType.Text, "is said twice"), (Oddities.NoText(frame), WebSocketMessageType.Text, "not UTF-8"),
            (Oddities.NoText(frame), WebSocketMessageType.Binary, "not UTF-8"), (Oddities.Large(frame), WebSocketMessageType.Text, "FRAME_TOO_LARGE"),
        })
        {
            round++;
            scene.Between.Say(odd, type);
            var isRead = venue == "coinbase" && why == "FRAME_TOO_LARGE"; // pictures of its books may be as large
            await scene.Scene.UntilAsync(() => Losses(scene).Count >= round && (isRead || Losses(feed).Count >= round), $"{why} ends both connections");
            Assert.That(Losses(scene)[round - 1], Does.Contain(why).And.Contain($"The stream of {venue} is lost"));
            if (!isRead) Assert.That(Losses(feed)[round - 1], Does.Contain(why));
            await scene.GoOnAsync(why); // filled while nobody listens
            await scene.Scene.UntilAsync(() => scene.Scene.IsOpen && scene.Scene.Openings > round, "the account's stream opens again");
            await ConfirmedAsync(scene, feed, isRead ? round : round + 1);
        }

        Assert.That(feed.Changes.Where(static change => change.Kind == FeedChangeKind.Broken), Is.Empty, "nothing that nobody foresaw");
        await scene.LostNothingAsync();
    }

    [TestCaseSource(nameof(Streaming))]
    public async Task Stream_OfAnAnswerThatIsNoneWhileItOpens_IsOpenedAnew(string venue)
    {
        var spoilt = 0;
        await using var scene = await BadScene.StartAsync(VenueCases.Of(venue), between => between.Frames = frame => Interlocked.Increment(ref spoilt) == 1 ? Oddities.Cut(frame) : frame);
        Assert.That(Losses(scene), Has.Count.EqualTo(1));
        Assert.That(Losses(scene)[0], Does.Contain("GARBLED").And.Contain("cannot be read: no JSON"));
        await scene.GoOnAsync("the first answer");
        await scene.LostNothingAsync();
    }

    // The venues with numbers notice by them; where there are none, the records are asked.
    [TestCase("kraken", "SEQUENCE_GAP"), TestCase("coinbase", "SEQUENCE_GAP"), TestCase("binance", null), TestCase("alpaca", null)]
    public async Task Stream_OfWhichAFrameIsLost_MissesNoFill(string venue, string? why)
    {
        await using var scene = await BadScene.StartAsync(venue);
        var (order, lost) = (scene.Order(), 0);
        var id = order.Intent.ClientOrderId.Text;
        scene.Between.Frames = frame => Encoding.UTF8.GetString(frame).Contains(id, StringComparison.Ordinal) && Interlocked.Increment(ref lost) == 1 ? null : frame;
        Assert.That(await scene.Venue.PlaceAsync(order, default), Is.InstanceOf<PlacementAnswer.Accepted>());
        scene.Placed(order);
        await scene.GoOnAsync("the frame"); // the next number shows what is missing
        await scene.Scene.UntilAsync(() => lost > 0 && (why is null || Losses(scene).Count > 0), "the frame is lost, and missed");
        if (why is not null) Assert.That(Losses(scene)[0], Does.Contain(why));
        await scene.LostNothingAsync();
    }

    [Test]
    public async Task Book_OfWhichADigitIsAnother_IsNotProven_AndAskedForAgain()
    {
        var (isSpoilt, gaps) = (0, new List<string>());
        await using var scene = await BadScene.StartAsync("kraken");
        scene.Between.Frames = frame => Encoding.UTF8.GetString(frame) is var text && text.Contains("\"checksum\":", StringComparison.Ordinal) && Interlocked.Increment(ref isSpoilt) == 1
            ? Encoding.UTF8.GetBytes(text.Replace("\"checksum\":", "\"checksum\":1", StringComparison.Ordinal)) : frame;
        await using var feed = new WatchedFeed(scene.Scene, change => { if (change.Kind == FeedChangeKind.Gap) lock (gaps) gaps.Add($"{change.Symbol} {change.Reason}"); });
        await scene.Scene.UntilAsync(() => { lock (gaps) return gaps.Count > 0; }, "it is noticed");
        await ConfirmedAsync(scene, feed, 1);
        Assert.That(gaps, Is.EqualTo(new[] { "BTC/USD its book does not add up" }));
        Assert.That(Losses(feed), Is.Empty, "the connection stays, the book is asked for");
    }

    private static Task ConfirmedAsync(BadScene scene, WatchedFeed feed, int times)
    {
        var isUp = false;
        return scene.Scene.UntilAsync(
            () =>
            {
                scene.Scene.Show((isUp = !isUp) ? 0.02m : 0m); // some markets are told only when they move
                return feed.Confirmed >= times && feed.Changes[^1].Kind == FeedChangeKind.Confirmed;
            },
            "the feed is good");
    }

    private static IReadOnlyList<string> Losses(BadScene scene) => [.. scene.Scene.Log.Lines.ToArray().Where(static line => line.Event == 4_011).Select(static line => line.Text)];

    private static IReadOnlyList<string> Losses(WatchedFeed feed) => [.. feed.Changes.Where(static change => change.Kind is FeedChangeKind.Lost or FeedChangeKind.Broken).Select(static change => change.Reason)];
}
