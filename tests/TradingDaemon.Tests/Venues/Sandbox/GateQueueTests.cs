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
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.AckDelay, Ms = 200 });
        using var guarded = new GuardedVenue(rig.Venue(), new GuardOptions { Budget = new BudgetOptions { LimitPerMinute = 100_000 } }, TimeProvider.System);
        var (isClosed, asked) = (false, 0);
        var placing = Enumerable.Range(1, 12).Select(number => guarded.PlaceAsync(Orders.Limit(number, 40_000m) with { MayLeave = MayLeave }, default).AsTask()).ToList();
        await placing[0]; // the others are on the line behind it
        var before = (await rig.Venue().OpenOrdersAsync(default)).Count;
        Volatile.Write(ref isClosed, true);
        var answers = await Task.WhenAll(placing);
        var placed = answers.Count(static answer => answer is PlacementAnswer.Accepted);
        Assert.Multiple(() =>
        {
            Assert.That(placed, Is.InRange(1, before + 1), "those that were there, and at most the one under way");
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
        await using var rig = await SandboxRig.StartAsync(false, new Fault { Kind = FaultKind.AckDelay, Ms = 400 });
        var venue = rig.Venue();
        var first = venue.PlaceAsync(Orders.Limit(1, 40_000m), default).AsTask();
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var answer = (PlacementAnswer.Failed)await venue.PlaceAsync(Orders.Limit(2, 40_000m), late.Token);
        Assert.That((answer.Fault.Code, answer.Fault.IsNotPlaced, answer.Fault.IsOwn), Is.EqualTo(("NOT_SENT", true, true)));
        Assert.That(await first, Is.InstanceOf<PlacementAnswer.Accepted>());
        Assert.That(await venue.OpenOrdersAsync(default), Has.Count.EqualTo(1));
    }
}
