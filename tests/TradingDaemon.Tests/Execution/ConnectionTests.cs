using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Tests.Execution.Support;

namespace TradingDaemon.Tests.Execution;

[NonParallelizable] // one looks at the memory of the process
public sealed class ConnectionTests
{
    [Test]
    public void Cut_StreamLostAtOnce_ThenOpenedAndComparedBeforeEntriesPass()
    {
        using var bench = new SessionBench();
        bench.Run();
        bench.Events.Clear();
        bench.Venue.Cut();
        Assert.That(bench.Events.Select(static told => told.GetType().Name), Is.EqualTo(new[] { "StreamLost" }));
        Assert.That(bench.IsBlocked(BlockCause.ReconcilePending), Is.True);
        bench.Pass(1);
        Assert.That(bench.Events.Select(static told => told.GetType().Name), Is.EqualTo(new[] { "StreamLost", "StreamOpened", "Stated" }));
        Assert.That(bench.IsBlocked(BlockCause.ReconcilePending), Is.False, "by the engine's own agreement");
        Assert.That(bench.Log.Lines.Count(static line => line.Event == 4_011), Is.EqualTo(1));
    }

    /// <summary>Bug: a comparison over the venue's queries let entries pass half a second after the stream was lost, while it was away.</summary>
    [Test]
    public void Refused_ForAMinute_BlocksEntriesAllTheTimeAndCallsSomebody()
    {
        using var bench = new SessionBench();
        bench.Run();
        bench.Venue.ConnectFault = static () => new VenueFault(VenueFaultKind.Retry, "refused", "Connection refused.");
        bench.Venue.Cut();
        for (var second = 0; second < 65; second++)
        {
            Assert.That((bench.Venue.IsConnected, bench.IsBlocked(BlockCause.ReconcilePending)), Is.EqualTo((false, true)), $"second {second}");
            bench.Pass(1);
        }

        Assert.That(bench.Events.Count(static told => told is VenueEvent.Stated), Is.GreaterThan(3), "It is compared all the same: fills and cancels do not wait.");
        Assert.That(bench.Channel.Sent.Select(static alert => alert.Key), Does.Contain("reconciliation:simulated"));
        bench.Venue.ConnectFault = static () => null;
        bench.Pass(40);
        Assert.That(bench.IsBlocked(BlockCause.ReconcilePending), Is.False);
    }

    /// <summary>Bug: after an outage that comparisons had outlived, the stream opened and entries passed before anything was compared.</summary>
    [Test]
    public void Opened_AfterAnOutageWithADeposit_StaysBlockedUntilComparedAndThenByTheDifference()
    {
        using var bench = new SessionBench();
        bench.Run();
        bench.Venue.ConnectFault = static () => new VenueFault(VenueFaultKind.Retry, "refused", "Connection refused.");
        bench.Venue.Cut();
        bench.Pass(20);
        var seen = new List<(VenueEvent Event, bool IsBlocked)>();
        bench.Told = what => seen.Add((what, bench.IsBlocked(BlockCause.ReconcilePending)));
        bench.Venue.ConnectFault = static () => null;
        bench.Venue.Cash["USD"] += 5m;
        bench.Pass(31);
        Assert.That(seen.Select(static one => one.Event), Has.Some.InstanceOf<VenueEvent.StreamOpened>());
        Assert.That(seen.Where(static one => !one.IsBlocked), Is.Empty);
        bench.Venue.Cash["USD"] -= 5m;
        bench.Pass(31);
        Assert.That(bench.IsBlocked(BlockCause.ReconcilePending), Is.False);
    }

    /// <summary>A comparison that was under way when the stream opened says nothing of what happened before it did.</summary>
    [Test]
    public void Opened_AmidstAComparison_IsComparedAgain()
    {
        using var bench = new SessionBench();
        bench.Run();
        bench.Events.Clear();
        bench.Venue.OpenOrdersTake = TimeSpan.FromSeconds(5);
        bench.Pass(31); // a comparison is under way
        bench.Venue.Cut();
        bench.Pass(1);
        Assert.That(bench.Events.Select(static told => told.GetType().Name), Is.EqualTo(new[] { "StreamLost", "StreamOpened" }));
        var seen = new List<(long Opening, bool IsBlocked)>();
        bench.Told = what => seen.Add((((VenueEvent.Stated)what).Statement.Opening, bench.IsBlocked(BlockCause.ReconcilePending)));
        bench.Pass(12);
        Assert.That(seen, Is.EqualTo(new[] { (1L, true), (2L, false) }));
    }

    [Test]
    public void Refused_WithoutEnd_IsTriedBySchedule([Values(1, 2, 3)] int seed)
    {
        using var bench = new SessionBench(seed: seed);
        bench.Venue.ConnectFault = static () => new VenueFault(VenueFaultKind.Retry, "refused", "Connection refused.");
        bench.Run();
        bench.Pass(3_600);
        var backoff = new Backoff(bench.Limits.ReconnectFirst, bench.Limits.ReconnectMax, new Random(1));
        for (var i = 1; i < bench.Venue.Connections.Count; i++)
            Assert.That(bench.Venue.Connections[i] - bench.Venue.Connections[i - 1], Is.LessThanOrEqualTo(backoff.BoundAfter(i)));
        Assert.That(bench.Venue.Connections, Has.Count.InRange(120, 360), "an hour at 15 s on average");
    }

    [Test]
    public void Cut_AfterAStableMinute_BeginsAtTheShortestWaitAgain()
    {
        using var bench = new SessionBench();
        var refusals = 8;
        bench.Venue.ConnectFault = () => refusals-- > 0 ? new VenueFault(VenueFaultKind.Retry, "refused", "Connection refused.") : null;
        bench.Run();
        bench.Pass(400);
        Assert.That(bench.Venue.Connections, Has.Count.EqualTo(9));
        bench.Venue.Cut();
        bench.Pass(1);
        Assert.That(bench.Venue.Connections, Has.Count.EqualTo(10));
    }

    /// <summary>Bug: whatever an adapter did not foresee ended the session for good, and with it the hearing of fills.</summary>
    [Test]
    public void Broken_ByWhatNobodyForesaw_CallsAndIsOpenedAnew([Values] bool isCancellation)
    {
        using var bench = new SessionBench();
        var failures = 3;
        bench.Venue.ConnectFault = () => failures-- > 0 ? throw (isCancellation ? new OperationCanceledException("Aborted") : new KeyNotFoundException("frame")) : null;
        bench.Run();
        var alert = bench.Alerts.Recent.Single(static alert => alert.Key == "stream:simulated");
        Assert.That((alert.Severity, bench.Running.IsCompleted), Is.EqualTo((AlertSeverity.Critical, false)));
        Assert.That(alert.Text, isCancellation ? Does.Contain("OperationCanceledException").And.Contains("Aborted") : Does.Contain("KeyNotFoundException").And.Contains("frame"));
        Assert.That(bench.Log.Lines.Count(static line => line.Event == 4_019), Is.EqualTo(1));
        bench.Pass(60);
        Assert.That(bench.Venue.IsConnected, Is.True);
        Assert.That(bench.Alerts.Recent.Select(static alert => alert.Key), Has.None.EqualTo("stream:simulated"));
    }

    [Test]
    public void Ended_WithoutAWord_IsLostToo()
    {
        using var bench = new SessionBench();
        bench.Run();
        bench.Venue.EndQuietly();
        Assert.That(bench.Events.OfType<VenueEvent.StreamLost>().Single().Reason, Is.EqualTo("The stream ended."));
        bench.Pass(1);
        Assert.That(bench.Venue.Connections, Has.Count.EqualTo(2));
    }

    /// <summary>At 200 moments an hour for a day, cut if it is connected just then, which growing waits often keep it from; every fill is booked, attempts keep to the schedule.</summary>
    [Test]
    public void Cut_AtTwoHundredMomentsAnHourForADay_MissesNoFillAndKeepsNothing()
    {
        const int Moments = 200 * 24;
        const long HeapGrowthMax = 2 << 20; // in 20 hours; most of it is the venue's own list of fills
        var heap = new List<long>();
        using var bench = new SessionBench(seed: 11);
        var chance = new Random(11);
        bench.Run();
        var cuts = 0;
        for (var step = 0; step < Moments; step++)
        {
            bench.Pass(chance.NextDouble() * 18d);
            bench.Place(side: step % 2 == 0 ? OrderSide.Buy : OrderSide.Sell); // few lots: the books are quick
            if (bench.Venue.IsConnected)
            {
                bench.Venue.Cut();
                cuts++;
            }

            bench.Venue.Fill(bench.Venue.Orders[^1]); // while nobody listens
            bench.Pass(18d * chance.NextDouble());
            bench.Venue.Forget();
            bench.Events.Clear();
            bench.Log.Lines.Clear();
            if ((step + 1) % (Moments / 6) == 0) heap.Add(GC.GetTotalMemory(forceFullCollection: true));
        }

        bench.Pass(60);
        TestContext.Out.WriteLine($"{cuts} cuts, {bench.Venue.Connections.Count} connections in {(bench.Clock.GetUtcNow() - bench.Venue.Connections[0]).TotalHours:0.0} h, seed 11; heap after 4, 8… hours: {string.Join(", ", heap.Select(static bytes => $"{bytes / 1024:N0} kB"))}");
        Assert.That(cuts, Is.GreaterThan(Moments / 2));
        Assert.That(heap[^1] - heap[0], Is.LessThan(HeapGrowthMax));
        Assert.That(bench.Engine.Account.Books.Fills.CursorOf(bench.Venue.Id), Is.EqualTo(Moments), "every fill is booked");
        Assert.That(bench.Engine.Account.Books.Orders.Open, Is.Empty);
        Assert.That(bench.IsBlocked(BlockCause.ReconcilePending), Is.False);
        Assert.That(bench.Venue.Connections, Has.Count.EqualTo(cuts + 1), "one attempt a cut: each is taken back at the first");
    }
}
