using System.Globalization;
using System.Text.RegularExpressions;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>
/// Every connection of a venue's adapter, those of its feed and its account's stream among them, is reset again and again while orders fill and nobody can listen: nothing is missed, first data
/// proves each new connection, and attempts keep to their schedule. <c>TRADINGDAEMON_CUTS</c> asks for more cuts; 200 are about an hour of the told clock.
/// </summary>
internal sealed partial class CutRun
{
    private const int CutsOfEveryRun = 5;
    private const int Seed = 11;

    private static readonly TimeSpan RestMax = TimeSpan.FromSeconds(3); // together with the waits before a new connection, 200 an hour

    private readonly VenueScene _scene;
    private readonly WatchedFeed _feed;
    private readonly ScriptedOrders _orders;
    private readonly Random _random = new(Seed);
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _refused = [];

    private CutRun(VenueScene scene, WatchedFeed feed) => (_scene, _feed, _orders) = (scene, feed, new ScriptedOrders(scene));

    public static async Task OfAsync(VenueCase venue)
    {
        var (cuts, since) = (Wanted.Of("TRADINGDAEMON_CUTS", CutsOfEveryRun), TimeProvider.System.GetTimestamp());
        await using var scene = await VenueScene.StartAsync(venue, Seed);
        await using var feed = new WatchedFeed(scene);
        var run = new CutRun(scene, feed);
        for (var cut = 1; cut <= cuts; cut++) await run.CutAsync(cut);
        await run.ReturnedAsync(cuts);
        run.Judge(cuts, TimeProvider.System.GetElapsedTime(since));
    }

    // An order is told by the stream, and one filled while every connection is refused.
    private async Task CutAsync(int cut)
    {
        await ReturnedAsync(cut - 1);
        await _orders.PlaceAsync(_scene.Case.Buy((2 * cut) - 1));
        var resting = await _orders.PlaceAsync(_scene.Case.BuyNear(2 * cut));
        await _orders.ResolveAsync();
        Assert.That(resting.VenueOrderId, Is.Not.Null);
        await Task.Delay(RestMax * _random.NextDouble(), _scene.Clock);
        var (openings, before) = (_scene.Changes.Count(static change => change is VenueEvent.StreamOpened), _scene.Ledger.Executions.Count);
        var from = _scene.Clock.GetUtcNow();
        var refusing = _scene.Server.Add(new Fault { Kind = FaultKind.RefuseConnections })[0];
        await _scene.CutAsync();
        _scene.Wobble();
        var executions = _scene.Ledger.Executions.Count;
        Assert.That(executions, Is.GreaterThan(before), "filled while nobody listened");
        _scene.Server.Remove(refusing);
        _refused.Add((from, _scene.Clock.GetUtcNow()));
        await _scene.UntilAsync(() => _scene.Openings > openings, "the stream opens again");
        await _scene.UntilAsync(() => _scene.Told.Count >= executions, "the read after the opening tells what was missed, or the poll where records lag behind the engine");
    }

    // Both are there again; some markets are told only when they move.
    private Task ReturnedAsync(int cuts)
    {
        var isUp = false;
        return _scene.UntilAsync(
            () =>
            {
                _scene.Show((isUp = !isUp) ? 0.02m : 0m);
                return _scene.IsOpen && _scene.Openings > cuts && _feed.Confirmed > cuts && _feed.Changes[^1].Kind == FeedChangeKind.Confirmed;
            },
            "both connections return");
    }

    private void Judge(int cuts, TimeSpan took)
    {
        var few = 3 + (cuts / 20); // of a busy machine
        Assert.That(_scene.Told.All.Select(static fill => (fill.ClientOrderId.Text, fill.Quantity.Base)), Is.EquivalentTo(_scene.Ledger.Executions.Select(static one => (one.ClientOrderId, one.Quantity))), "every fill once");
        Assert.That(_scene.Told.Contradictions, Is.Empty);
        var grain = _scene.Clock.Of(TimeSpan.FromMilliseconds(10)); // of the machine's timers: a tick of 4 ms, cut to whole milliseconds, once at the delay and once at the stamp
        var account = Pauses(_scene.Log.Lines.Where(static line => line.Event == 4_011).Select(static line => line.Text), AccountPause());
        var feed = Pauses(_feed.Changes.Where(IsLoss).Select(static change => change.Reason), FeedPause());
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{_scene.Case.Name}: {cuts} cuts in {_scene.Clock.Gone.TotalMinutes:0} min told, {took.TotalSeconds:0} s; connections tried: account {account.Count + 1}, feed {feed.Count + 1}; first data proved {_feed.Confirmed}; {_scene.Told.Count} fills ({_scene.Told.ByStream} told by the stream, {_scene.Told.ByRead} by the read), 0 missed; waits up to {account.Max(static one => one.Wait.TotalSeconds):0.0} s (account), {feed.Max(static one => one.Wait.TotalSeconds):0.0} s (feed)"));

        Assert.That(new[] { account.Count, feed.Count }, Is.All.GreaterThanOrEqualTo(cuts));
        // While connections are refused attempts keep to their schedule, however long the machine lets that be; else a cut costs one, and one more that had been begun.
        Assert.That(Unrefused(_scene.Changes.Where(static change => change is VenueEvent.StreamLost).Select(static change => change.At)), Is.LessThanOrEqualTo((2 * cuts) + few), "no storm");
        Assert.That(Unrefused(_feed.Changes.Where(IsLoss).Select(static change => change.At)), Is.LessThanOrEqualTo((2 * cuts) + few), "no storm");
        var backoff = new Backoff(_scene.Limits.ReconnectFirst, _scene.Limits.ReconnectMax, new Random(Seed));
        Assert.That(account.Where(one => one.Wait > backoff.BoundAfter(one.Attempt)), Is.Empty, "no wait above its bound");
        AssertWaited([.. _scene.Changes.Select(static change => (change is VenueEvent.StreamLost, change.At))], account, grain);
        Assert.That(feed.Select(static one => one.Wait), Is.All.LessThanOrEqualTo(WatchedFeed.Reconnect.Most));
        AssertWaited([.. _feed.Changes.Select(static change => (IsLoss(change), change.At))], feed, grain + TimeSpan.FromMilliseconds(50)); // told in tenths of a second
    }

    private int Unrefused(IEnumerable<DateTimeOffset> losses) => losses.Count(at => !_refused.Exists(cut => at >= cut.From && at <= cut.To));

    // Nothing is tried before the wait is over.
    private static void AssertWaited((bool IsLoss, DateTimeOffset At)[] changes, List<(int Attempt, TimeSpan Wait)> pauses, TimeSpan grain)
    {
        for (var (i, loss) = (0, 0); i < changes.Length - 1; i++)
        {
            if (!changes[i].IsLoss) continue;
            Assert.That(changes[i + 1].At - changes[i].At, Is.GreaterThanOrEqualTo(pauses[loss].Wait - grain), $"loss {loss + 1}");
            loss++;
        }
    }

    private static bool IsLoss(FeedChange change) => change.Kind is FeedChangeKind.Lost or FeedChangeKind.Broken;

    private static List<(int Attempt, TimeSpan Wait)> Pauses(IEnumerable<string> lines, Regex pattern) =>
        [.. lines.Select(line => pattern.Match(line)).Select(static found => (found.Groups["attempt"] is { Success: true } attempt ? int.Parse(attempt.Value, CultureInfo.InvariantCulture) : 0, TimeSpan.FromSeconds(double.Parse(found.Groups["wait"].Value, CultureInfo.InvariantCulture))))];

    [GeneratedRegex(@"attempt (?<attempt>\d+); again in (?<wait>[\d.E-]+) s")]
    private static partial Regex AccountPause();

    [GeneratedRegex(@"next attempt in (?<wait>[\d.]+) s")]
    private static partial Regex FeedPause();
}
