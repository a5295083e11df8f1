using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Pipeline;
using TradingDaemon.Tests.Execution.Support;
using Deed = TradingDaemon.Tests.Execution.Support.ScriptedVenue.Deed;

namespace TradingDaemon.Tests.Execution;

public sealed class SendingTests
{
    [Test]
    public void Place_Accepted_IsOpenAfterOneAttempt()
    {
        using var bench = new SessionBench();
        var (id, sending) = bench.Place();
        Assert.That(sending.IsCompletedSuccessfully, Is.True);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Open));
        Assert.That(bench.Venue.Attempts, Has.Count.EqualTo(1));
        Assert.That(bench.Session.UnderWay, Is.Zero);
    }

    [Test]
    public void Place_RetryableFaults_IsSentAgainWithTheSameIdAndEachFailureIsLoggedAndCounted()
    {
        using var bench = new SessionBench();
        bench.Venue.Script = static (_, before) => before < 3 ? Deed.Fault(before == 1 ? VenueFaultKind.RateLimited : VenueFaultKind.Retry) : Deed.Accept;
        var (id, sending) = bench.Place();
        bench.Pass(5);
        Assert.That(sending.IsCompletedSuccessfully, Is.True);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Open));
        Assert.That(bench.Venue.Attempts.Select(static attempt => attempt.Intent.ClientOrderId), Is.EqualTo(Enumerable.Repeat(id, 4)), "the id never changes");
        Assert.That(bench.Log.Lines.Where(static line => line.Event == 4_004).Select(static line => line.Text),
            Is.EqualTo(new[] { (1, "Retry"), (2, "RateLimited"), (3, "Retry") }.Select(n => $"Order {id}, attempt {n.Item1} at simulated, failed and was certainly not placed: {n.Item2} test: As scripted.")));
        using var scrape = new MetricsScrapeText(bench.Metrics);
        Assert.That(scrape.Text, Does.Contain("tradingdaemon_venue_faults_total{kind=\"retry\",venue=\"simulated\"} 2\n").And.Contain("tradingdaemon_venue_faults_total{kind=\"rate_limited\",venue=\"simulated\"} 1\n"));
    }

    [Test]
    public void Place_RetryAfter_IsHonoured()
    {
        using var bench = new SessionBench();
        bench.Venue.Script = static (_, before) => before == 0 ? Deed.Fault(VenueFaultKind.RateLimited, TimeSpan.FromSeconds(3)) : Deed.Accept;
        bench.Place();
        bench.Pass(2.9);
        Assert.That(bench.Venue.Attempts, Has.Count.EqualTo(1));
        bench.Pass(0.1);
        Assert.That(bench.Venue.Attempts, Has.Count.EqualTo(2));
    }

    [Test]
    public void Place_RetryAfterBeyondItsAge_EndsAtOnce()
    {
        using var bench = new SessionBench();
        bench.Venue.Script = static (_, _) => Deed.Fault(VenueFaultKind.RateLimited, TimeSpan.FromSeconds(30));
        var (id, _) = bench.Place();
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Rejected), "what it reserves is free without waiting");
    }

    [Test]
    public void Place_FaultsWithoutEnd_StopAtTheDispatchAge([Range(1, 20)] int seed)
    {
        using var bench = new SessionBench(seed: seed);
        bench.Venue.Script = static (_, _) => Deed.Fault(VenueFaultKind.Retry);
        var (id, sending) = bench.Place();
        var decidedAt = bench.Clock.GetUtcNow();
        bench.Pass(120);
        Assert.That(sending.IsCompletedSuccessfully, Is.True);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Rejected));
        Assert.That(bench.Venue.Attempts[^1].At - decidedAt, Is.LessThan(Limits.DispatchAgeMax), "never past its age");
        Assert.That(bench.Events.OfType<VenueEvent.ProvenAbsent>().Single().Reason, Does.StartWith($"Not placed by {bench.Venue.Attempts.Count} attempts"));
        var backoff = new Backoff(bench.Limits.RetryFirst, bench.Limits.RetryMax, new Random(1));
        for (var i = 1; i < bench.Venue.Attempts.Count; i++)
            Assert.That(bench.Venue.Attempts[i].At - bench.Venue.Attempts[i - 1].At, Is.LessThanOrEqualTo(backoff.BoundAfter(i)));
    }

    [Test]
    public void Place_TooOldAlready_IsNeverSent()
    {
        using var bench = new SessionBench();
        var (id, _) = bench.Place(age: Limits.DispatchAgeMax);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Rejected));
        Assert.That(bench.Venue.Attempts, Is.Empty);
        Assert.That(bench.Events.OfType<VenueEvent.ProvenAbsent>().Select(static absent => (absent.Reason, absent.IsWithheld)).Single(), Is.EqualTo(("Not sent: its decision is 5.0 s old.", false)));
    }

    [Test]
    public void Place_ClockSetBackWhileRetrying_GetsNoYounger()
    {
        using var bench = new SessionBench();
        bench.Venue.Script = static (_, _) => Deed.Fault(VenueFaultKind.Retry);
        var (id, _) = bench.Place();
        bench.Clock.WallShift = TimeSpan.FromHours(-1);
        bench.Pass(10);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Rejected));
    }

    [TestCase(VenueFaultKind.Authentication, "Other")]
    [TestCase(VenueFaultKind.MarketClosed, "MarketClosed")]
    [TestCase(VenueFaultKind.InsufficientFunds, "InsufficientFunds")]
    [TestCase(VenueFaultKind.Rejected, "Other")]
    public void Place_DefiniteFault_IsRefusedWithoutAnotherAttempt(VenueFaultKind kind, string why)
    {
        using var bench = new SessionBench();
        bench.Venue.Script = (_, _) => Deed.Fault(kind);
        var (id, _) = bench.Place();
        bench.Pass(60);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Rejected));
        Assert.That(bench.Events.OfType<VenueEvent.Refused>().Single().Why.ToString(), Is.EqualTo(why));
        Assert.That(bench.Venue.Attempts, Has.Count.EqualTo(1));
    }

    [Test]
    public void Place_Refused_IsRejectedWithTheVenuesReason()
    {
        using var bench = new SessionBench();
        bench.Venue.Script = static (_, _) => new Deed(false, new PlacementAnswer.Refused(VenueRefusal.InvalidIncrement, "size is too accurate"));
        var (id, _) = bench.Place();
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Rejected));
        Assert.That(bench.Log.Lines.Single(static line => line.Event == 4_005).Text, Does.Contain("InvalidIncrement").And.Contain("size is too accurate"));
    }

    [Test]
    public void Place_HaltedGate_SendsNothing()
    {
        using var bench = new SessionBench();
        bench.Gate.Close(EmergencyState.Halted, bench.Clock.GetUtcNow(), "pulled");
        var (id, _) = bench.Place();
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Rejected));
        Assert.That(bench.Venue.Attempts, Is.Empty);
        Assert.That(bench.Events.OfType<VenueEvent.ProvenAbsent>().Select(static absent => (absent.Reason, absent.IsWithheld)).Single(), Is.EqualTo(("Not sent: emergency stop (Halted).", true)));
    }

    [Test]
    public void Place_ReducingGate_LetsExitsPass()
    {
        using var bench = new SessionBench();
        bench.Gate.Close(EmergencyState.Reducing, bench.Clock.GetUtcNow(), "pulled");
        Assert.That(bench.StatusOf(bench.Place().Id), Is.EqualTo(OrderStatus.Rejected));
        Assert.That(bench.StatusOf(bench.Place(isReduceOnly: true).Id), Is.EqualTo(OrderStatus.Open));
    }

    [Test]
    public void Place_GateClosedBetweenAttempts_IsNotSentAgain()
    {
        using var bench = new SessionBench();
        bench.Venue.Script = static (_, _) => Deed.Fault(VenueFaultKind.Retry);
        var (id, _) = bench.Place();
        bench.Gate.Close(EmergencyState.Halted, bench.Clock.GetUtcNow(), "pulled");
        bench.Pass(10);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Rejected));
        Assert.That(bench.Venue.Attempts, Has.Count.EqualTo(1));
    }

    [Test]
    public void Place_CancelledWhileUnclear_IsNotSentAgain()
    {
        using var bench = new SessionBench();
        bench.Venue.Traits = new VenueTraits { AbsenceProvenAfter = TimeSpan.FromSeconds(2) };
        bench.Venue.Script = static (_, _) => Deed.LostOnTheWay;
        var (id, _) = bench.Place();
        bench.Session.CancelAsync(new OrderReference(id, null, bench.Venue.Attempts[0].Intent.Symbol), CancellationToken.None);
        bench.Pass(10);
        Assert.That(bench.Venue.Attempts, Has.Count.EqualTo(1));
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Rejected));
    }

    [Test]
    public void Place_CancelOvertakesTheOrder_IsCancelledOnceItIsThere()
    {
        using var bench = new SessionBench();
        bench.Venue.PlacementTakes = TimeSpan.FromSeconds(1);
        var (id, _) = bench.Place();
        bench.Session.CancelAsync(new OrderReference(id, null, bench.Venue.Attempts[0].Intent.Symbol), CancellationToken.None);
        bench.Pass(5);
        Assert.That(bench.Venue.Orders.Single().Status, Is.EqualTo(OrderStatus.Cancelled));
    }

    [Test]
    public void Place_Twice_IsABug()
    {
        using var bench = new SessionBench();
        var order = bench.Decide();
        bench.Session.PlaceAsync(order, 0, CancellationToken.None);
        Assert.That(async () => await bench.Session.PlaceAsync(order, 0, CancellationToken.None), Throws.InstanceOf<InvalidOperationException>());
    }

    [Test]
    public void Place_TheSameSeedTwice_DoesTheSameAtTheSameTimes()
    {
        var first = Run();
        Assert.That(Run(), Is.EqualTo(first));

        static List<DateTimeOffset> Run()
        {
            using var bench = new SessionBench(seed: 42);
            var roll = new Random(7);
            bench.Venue.Traits = new VenueTraits { AbsenceProvenAfter = TimeSpan.FromSeconds(1) };
            bench.Venue.Script = (_, _) => roll.Next(4) switch { 0 => Deed.Fault(VenueFaultKind.Retry), 1 => Deed.LostOnTheWay, 2 => Deed.AcceptThenTimeOut, _ => Deed.Accept };
            bench.Run();
            for (var i = 0; i < 50; i++)
            {
                bench.Place();
                bench.Pass(0.3);
            }

            bench.Pass(60);
            Assert.That(bench.Venue.Orders.GroupBy(static order => order.Intent.ClientOrderId).Select(static group => group.ToList()), Is.All.Count.EqualTo(1));
            return [.. bench.Venue.Attempts.Select(static attempt => attempt.At), .. bench.Venue.Queries.Select(static query => query.At)];
        }
    }
}
