using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Tests.Venues.Sandbox;

/// <summary>Orders that wait for their turn on the line.</summary>
public sealed class GateQueueTests
{
    /// <summary>Bug: eleven of twelve entries that waited for the one before them reached the exchange seconds after the emergency gate had closed.</summary>
    [Test]
    public async Task Place_GateClosedWhileOthersWereOnTheLine_SendsNoneAfterIt()
    {
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.AckDelay, Ms = 200 }, new Fault { Kind = FaultKind.LooseNonces }); // it is asked from beside the line
        using var guarded = new GuardedVenue(rig.Venue(), new GuardOptions { Budget = new BudgetOptions { LimitPerMinute = 100_000 } }, TimeProvider.System);
        var (isClosed, asked) = (false, 0);
        var placing = Enumerable.Range(1, 12).Select(number => guarded.PlaceAsync(Orders.Limit(number, 40_000m) with { MayLeave = MayLeave }, default).AsTask()).ToList();
        await placing[0]; // the others are on the line behind it
        Volatile.Write(ref isClosed, true);
        var before = (await rig.Venue().OpenOrdersAsync(default)).Count;
        var answers = await Task.WhenAll(placing);
        var placed = answers.Count(static answer => answer is PlacementAnswer.Accepted);
        Assert.Multiple(() =>
        {
            Assert.That(placed, Is.InRange(before, before + 1), "those that were there, and at most the one under way");
            Assert.That(answers.OfType<PlacementAnswer.Failed>().Select(static failed => failed.Fault), Has.All.EqualTo(VenueFault.Withheld));
            Assert.That(asked, Is.GreaterThan(12), "each was asked for again when its turn came");
        });
        Assert.That((await rig.Venue().OpenOrdersAsync(default)), Has.Count.EqualTo(placed));

        bool MayLeave()
        {
            Interlocked.Increment(ref asked);
            return !Volatile.Read(ref isClosed);
        }
    }

    /// <summary>An order whose turn never came was looked up for long, though it certainly had not left.</summary>
    [Test]
    public async Task Place_TurnThatDoesNotComeInTime_IsCertainlyNotSent()
    {
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.AcceptThenTimeout, Ms = 600_000, Count = 1 });
        var venue = rig.Venue(static options => options with { HoldMax = TimeSpan.FromMinutes(10), RequestMax = TimeSpan.FromMinutes(10) });
        await venue.HoldingsAsync(default); // the clock is measured: the next request has its turn at once
        using var leaving = new CancellationTokenSource();
        var first = venue.PlaceAsync(Orders.Limit(1, 40_000m), leaving.Token).AsTask();
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var answer = (PlacementAnswer.Failed)await venue.PlaceAsync(Orders.Limit(2, 40_000m), late.Token);
        Assert.That((answer.Fault.Code, answer.Fault.IsNotPlaced, answer.Fault.IsOwn), Is.EqualTo(("NOT_SENT", true, true)));
        Assert.That(first.IsCompleted, Is.False, "it had the turn all the time");
        Assert.That(() => Encoding.UTF8.GetString(rig.Server.State()), Does.Contain(Orders.Id(1).Text).After(300_000, 10));
        Assert.That(Encoding.UTF8.GetString(rig.Server.State()), Does.Not.Contain(Orders.Id(2).Text));
        await leaving.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
    }
}
