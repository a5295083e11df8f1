using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Execution.Support;
using Deed = TradingDaemon.Tests.Execution.Support.ScriptedVenue.Deed;

namespace TradingDaemon.Tests.Execution;

public sealed class UnclearOutcomeTests
{
    /// <summary>The venue takes every order and every answer is lost.</summary>
    [Test]
    public void Place_AcceptThenTimeOut_TenThousandTimes_MakesExactlyTenThousandOrders()
    {
        const int Count = 10_000;
        using var bench = new SessionBench();
        bench.Venue.Script = static (_, _) => Deed.AcceptThenTimeOut;
        for (var i = 0; i < Count; i++)
        {
            var (id, _) = bench.Place();
            Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Open), "found by the look-up");
            bench.Venue.Orders[^1].Status = OrderStatus.Cancelled; // keeps the books small
            bench.TryWrite(new VenueEvent.CancelDone(id, "test", bench.Clock.GetUtcNow()));
            bench.Venue.Attempts.Clear();
        }

        Assert.That(bench.Venue.Orders.Select(static order => order.Intent.ClientOrderId).Distinct().Count(), Is.EqualTo(Count));
        Assert.That(bench.Venue.Orders, Has.Count.EqualTo(Count));
    }

    /// <summary>At Kraken and Binance an id is unique among open orders only: a blind resend after a quick fill would be a second order.</summary>
    [Test]
    public void Place_FilledAtOnceThenTimeOut_IsOneOrder()
    {
        using var bench = new SessionBench();
        bench.Venue.Traits = new VenueTraits { AbsenceProvenAfter = TimeSpan.FromSeconds(1), RefusesUsedClientOrderIds = false };
        bench.Venue.TellsFills = false;
        bench.Venue.Script = static (_, _) => Deed.FillThenTimeOut;
        var (id, sending) = bench.Place();
        bench.Pass(60);
        Assert.That(sending.IsCompletedSuccessfully, Is.True);
        Assert.That(bench.Venue.Orders, Has.Count.EqualTo(1));
        Assert.That((bench.StatusOf(id), bench.FilledOf(id)), Is.EqualTo((OrderStatus.Filled, 1m)));
    }

    [Test]
    public void Place_LostOnTheWay_IsSentAgainOnlyAfterALookUpThatProves()
    {
        using var bench = new SessionBench();
        bench.Venue.Traits = new VenueTraits { AbsenceProvenAfter = TimeSpan.FromSeconds(2) };
        bench.Venue.Script = static (_, before) => before == 0 ? Deed.LostOnTheWay : Deed.Accept;
        var (id, _) = bench.Place();
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Unknown), "said at once");
        bench.Pass(1.999);
        Assert.That(bench.Venue.Attempts, Has.Count.EqualTo(1), "too early to be proof");
        bench.Pass(3);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Open));
        Assert.That(bench.Venue.Attempts.Select(static attempt => attempt.Intent.ClientOrderId), Is.EqualTo(new[] { id, id }));
        var proof = bench.Venue.Queries.Last(query => query.Question == $"find {id}").At;
        Assert.That(proof - bench.Venue.Attempts[0].At, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(2)));
        Assert.That(bench.Venue.Attempts[1].At, Is.GreaterThanOrEqualTo(proof));
    }

    [Test]
    public void Place_ProvenAbsentWhenTooOld_IsNotSentAgain()
    {
        using var bench = new SessionBench();
        bench.Venue.Traits = new VenueTraits { AbsenceProvenAfter = TimeSpan.FromSeconds(20) };
        bench.Venue.Script = static (_, _) => Deed.LostOnTheWay;
        var (id, _) = bench.Place();
        bench.Pass(19.9);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Unknown));
        bench.Pass(6);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Rejected));
        Assert.That(bench.Venue.Attempts, Has.Count.EqualTo(1));
    }

    [Test]
    public void Place_DuplicateAfterAnAttemptThatFailed_IsLookedUpNotRefused()
    {
        using var bench = new SessionBench();
        bench.Venue.Traits = new VenueTraits { RefusesUsedClientOrderIds = true };
        bench.Venue.Script = static (_, before) => before == 0 ? Deed.Fault(VenueFaultKind.Retry) with { Arrives = true } : Deed.Accept;
        var (id, _) = bench.Place();
        bench.Pass(5);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Open));
        Assert.That(bench.Venue.Orders, Has.Count.EqualTo(1));
    }

    [Test]
    public void Place_NoAnswerWithinTheAttempt_IsUnclearAndLookedUp()
    {
        using var bench = new SessionBench();
        bench.Venue.Script = static (_, _) => Deed.Hang;
        var (id, _) = bench.Place();
        bench.Pass(9.9);
        Assert.That(bench.Events, Is.Empty);
        bench.Pass(0.1);
        Assert.That(bench.Events.Select(static told => told.GetType().Name), Is.EqualTo(new[] { "OutcomeUnknown", "FoundOpen" }));
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Open));
    }

    /// <summary>Bug: a venue that loses everything and proves absence at once was asked again without any wait.</summary>
    [Test]
    public void Place_LostAndProvenAbsentAtOnce_WaitsBeforeEachResend()
    {
        using var bench = new SessionBench();
        bench.Venue.Script = static (_, _) => Deed.LostOnTheWay;
        var (id, _) = bench.Place();
        Assert.That(bench.Venue.Attempts, Has.Count.EqualTo(1));
        bench.Pass(10);
        Assert.That(bench.Venue.Attempts, Has.Count.LessThan(30));
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Rejected));
    }

    /// <summary>The venue says it has it and never shows it: nobody may conclude that it is not there.</summary>
    [Test]
    public void Place_DuplicateButNeverFound_StaysUnknownAndIsNotSentAgain()
    {
        using var bench = new SessionBench();
        bench.Venue.Script = static (_, before) => before == 0 ? Deed.Fault(VenueFaultKind.Retry) : new Deed(false, new PlacementAnswer.Refused(VenueRefusal.DuplicateClientOrderId, "It exists."));
        var (id, _) = bench.Place();
        bench.Pass(300);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.Unknown));
        Assert.That(bench.Venue.Attempts, Has.Count.EqualTo(2));
        Assert.That(bench.Alerts.Recent.Single().Key, Is.EqualTo($"unclear:{id}"));
    }
}
