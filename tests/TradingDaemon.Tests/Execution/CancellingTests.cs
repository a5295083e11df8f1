using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Execution.Support;
using Deed = TradingDaemon.Tests.Execution.Support.ScriptedVenue.Deed;

namespace TradingDaemon.Tests.Execution;

public sealed class CancellingTests
{
    [TestCase(VenueFaultKind.Retry)]
    [TestCase(VenueFaultKind.RateLimited)]
    [TestCase(VenueFaultKind.OutcomeUnknown)]
    public void Cancel_FaultsThatSayNothing_AreRepeated(VenueFaultKind kind)
    {
        using var bench = new SessionBench();
        bench.Run();
        var (id, _) = bench.Place();
        bench.Venue.CancelFault = number => number <= 3 ? new VenueFault(kind, "test", "test") : null;
        Cancel(bench, id);
        bench.Pass(5);
        Assert.That(bench.Venue.Cancels, Has.Count.EqualTo(4));
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Cancelled));
    }

    [Test]
    public void Cancel_Refused_IsToldAndNotRepeated()
    {
        using var bench = new SessionBench();
        var (id, _) = bench.Place();
        bench.Venue.CancelFault = static _ => new VenueFault(VenueFaultKind.Rejected, "unknown", "No such order.");
        Cancel(bench, id);
        bench.Pass(60);
        Assert.That(bench.Venue.Cancels, Has.Count.EqualTo(1));
        Assert.That(bench.Events.OfType<VenueEvent.CancelRefused>().Single().ClientOrderId, Is.EqualTo(id));
    }

    [Test]
    public void Cancel_NeverTaken_GivesUpAfterItsAttempts()
    {
        using var bench = new SessionBench();
        var (id, _) = bench.Place();
        bench.Venue.CancelFault = static _ => new VenueFault(VenueFaultKind.OutcomeUnknown, "timeout", "No answer.");
        Cancel(bench, id);
        bench.Pass(3_600);
        Assert.That(bench.Venue.Cancels, Has.Count.EqualTo(bench.Limits.CancelAttemptsMax));
    }

    [Test]
    public void Cancel_AskedForTwiceAtATime_IsDoneOnce()
    {
        using var bench = new SessionBench();
        var (id, _) = bench.Place();
        bench.Venue.CancelFault = static number => number == 1 ? new VenueFault(VenueFaultKind.Retry, "test", "test") : null;
        Cancel(bench, id);
        Cancel(bench, id);
        bench.Pass(5);
        Assert.That(bench.Venue.Cancels, Has.Count.EqualTo(2));
    }

    [Test]
    public void Cancel_WhileOrdersAreStuck_LeavesAtOnce()
    {
        using var bench = new SessionBench();
        var (id, _) = bench.Place();
        bench.Venue.Script = static (_, _) => Deed.Hang;
        for (var i = 0; i < 200; i++) bench.Place();
        Cancel(bench, id);
        Assert.That(bench.Venue.Cancels.Single().Order.ClientOrderId, Is.EqualTo(id));
    }

    [Test]
    public void Cancel_EndedMeanwhile_IsNotRepeated()
    {
        using var bench = new SessionBench();
        bench.Run();
        var (id, _) = bench.Place();
        bench.Venue.CancelFault = static _ => new VenueFault(VenueFaultKind.OutcomeUnknown, "timeout", "No answer.");
        Cancel(bench, id);
        bench.Venue.Orders[0].Status = OrderStatus.Cancelled;
        bench.Venue.Tell(new VenueEvent.CancelDone(id, "It did arrive.", bench.Clock.GetUtcNow()));
        bench.Pass(60);
        Assert.That(bench.Venue.Cancels, Has.Count.EqualTo(1));
    }

    [Test]
    public void Cancel_OfAnOrderThatIsNotOurs_GoesByTheVenuesId()
    {
        using var bench = new SessionBench();
        var (_, _) = bench.Place();
        bench.Session.CancelAsync(new OrderReference(new ClientOrderId(""), "V1", bench.Venue.Orders[0].Intent.Symbol), CancellationToken.None);
        Assert.That(bench.Venue.Cancels.Single().Order.VenueOrderId, Is.EqualTo("V1"));
        Assert.That(bench.Events.OfType<VenueEvent.CancelRefused>(), Is.Empty);
    }

    [Test]
    public void CancelAll_FaultsThatSayNothing_AreRepeatedUntilTaken()
    {
        using var bench = new SessionBench();
        bench.Venue.CancelFault = static number => number <= 2 ? new VenueFault(VenueFaultKind.OutcomeUnknown, "timeout", "No answer.") : null;
        var all = bench.Session.CancelAllAsync(CancellationToken.None);
        bench.Pass(2);
        Assert.That(all.IsCompletedSuccessfully, Is.True);
        Assert.That(bench.Venue.CancelAlls, Is.EqualTo(3));
    }

    [Test]
    public async Task CancelAll_ADefiniteNo_IsHandedBack()
    {
        using var bench = new SessionBench();
        bench.Venue.CancelFault = static _ => new VenueFault(VenueFaultKind.Authentication, "401", "Invalid key.");
        Assert.That((await bench.Session.CancelAllAsync(CancellationToken.None))?.Kind, Is.EqualTo(VenueFaultKind.Authentication));
    }

    private static void Cancel(SessionBench bench, ClientOrderId id) =>
        _ = bench.Session.CancelAsync(new OrderReference(id, null, bench.Venue.Orders[0].Intent.Symbol), CancellationToken.None);
}
