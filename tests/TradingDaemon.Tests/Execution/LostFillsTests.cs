using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Tests.Execution.Support;
using Deed = TradingDaemon.Tests.Execution.Support.ScriptedVenue.Deed;

namespace TradingDaemon.Tests.Execution;

/// <summary>An order and its fills do not tell the same, because a frame or an order was lost at the venue or on the way.</summary>
internal sealed class LostFillsTests
{
    /// <summary>Bug: an order it had filled in part, whose fills it went on showing, was asked after for ever, and entries stayed blocked.</summary>
    [Test]
    public void Round_OrderTheVenueForgotWhoseFillsItShows_EndsWithTheseOnceNoListCanBeLate()
    {
        using var bench = new SessionBench();
        var facts = new List<Fact>();
        bench.Decided = batch => facts.AddRange(batch.Facts.Select(static recorded => recorded.Fact));
        (bench.Venue.TellsByFillsAlone, bench.Venue.Traits) = (true, new VenueTraits { AbsenceProvenAfter = TimeSpan.FromSeconds(20) });
        bench.Run();
        bench.Pass(31); // the order is older than its absence takes to be proven by itself
        var (id, _) = bench.Place();
        bench.Pass(40);
        var order = bench.Venue.Orders[0];
        bench.Venue.Fill(order, 0.4m);
        bench.Pass(1);
        bench.Venue.Cut();
        bench.Venue.Orders.Clear();
        bench.Pass(15);
        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.PartiallyFilled), "its list may only be late");
        bench.Pass(60);
        Assert.That((bench.StatusOf(id), bench.FilledOf(id)), Is.EqualTo((OrderStatus.Cancelled, 0.4m)));
        Assert.That(facts.OfType<Fact.BreakFound>().Select(static found => (found.Theirs, found.Resolution)), Is.EqualTo(new[] { ("the venue has forgotten it", "ended; never sent again") }));
        Assert.That((bench.IsBlocked(BlockCause.ReconcilePending), bench.Venue.Attempts.Count), Is.EqualTo((false, 1)), "entries are free");
    }

    /// <summary>The list of orders was late, and the venue forgot nothing.</summary>
    [Test]
    public void Round_OrderShownByItsFillsAloneForAWhile_GoesOnWorking()
    {
        using var bench = new SessionBench();
        var facts = new List<Fact>();
        bench.Decided = batch => facts.AddRange(batch.Facts.Select(static recorded => recorded.Fact));
        (bench.Venue.TellsByFillsAlone, bench.Venue.Traits) = (true, new VenueTraits { AbsenceProvenAfter = TimeSpan.FromSeconds(20) });
        bench.Run();
        var (id, _) = bench.Place();
        bench.Pass(40);
        var order = bench.Venue.Orders[0];
        bench.Venue.Fill(order, 0.4m);
        for (var i = 0; i < 3; i++)
        {
            bench.Venue.Orders.Clear();
            bench.Pass(15);
            bench.Venue.Orders.Add(order);
            bench.Pass(35);
        }

        Assert.That(bench.StatusOf(id), Is.EqualTo(OrderStatus.PartiallyFilled));
        Assert.That(facts.OfType<Fact.BreakFound>(), Is.Empty);
        Assert.That(bench.IsBlocked(BlockCause.ReconcilePending), Is.False);
    }

    /// <summary>An order whose answer was lost is not sent again because the lists of orders do not show it while its fills do.</summary>
    [Test]
    public void Send_AnswerLostAndOnlyItsFillsShown_IsNeverSentAgain()
    {
        using var bench = new SessionBench();
        bench.Venue.TellsByFillsAlone = true;
        bench.Venue.Script = static (_, _) => Deed.AcceptThenTimeOut;
        bench.Run();
        bench.Venue.TellsFills = false;
        bench.Venue.LookUpTakes = TimeSpan.FromSeconds(1);
        var (id, _) = bench.Place();
        bench.Venue.Fill(bench.Venue.Orders[0], 0.4m);
        bench.Venue.Orders.Clear();
        bench.Pass(60);
        Assert.That((bench.StatusOf(id), bench.FilledOf(id), bench.Venue.Attempts.Count), Is.EqualTo((OrderStatus.Cancelled, 0.4m, 1)));
    }

    /// <summary>Bug: where fills are asked for every half minute, a partial fill whose frame was lost was booked as late as that.</summary>
    [Test]
    public void Round_APartialFillWhoseFrameWasLost_IsBookedWithinTenSecondsThoughFillsAreDear()
    {
        using var bench = new SessionBench();
        bench.Venue.Traits = new VenueTraits { FillsAskedEvery = TimeSpan.FromSeconds(30) };
        bench.Run();
        var (id, _) = bench.Place();
        bench.Pass(37); // between two readings
        bench.Venue.TellsFills = false;
        bench.Venue.Fill(bench.Venue.Orders[0], 0.4m);
        bench.Pass(10.5);
        Assert.That(bench.FilledOf(id), Is.EqualTo(0.4m));
    }

    /// <summary>A history that lags is not asked in every round.</summary>
    [Test]
    public void Round_AnOrderShownFurtherFilledThanTheHistoryTells_IsNotAskedForInEachRound()
    {
        using var bench = new SessionBench();
        bench.Venue.Traits = new VenueTraits { FillsAskedEvery = TimeSpan.FromSeconds(30) };
        bench.Run();
        bench.Place();
        bench.Pass(40);
        (bench.Venue.TellsFills, bench.Venue.LagsFills) = (false, true);
        bench.Venue.Fill(bench.Venue.Orders[0], 0.4m);
        bench.Venue.Queries.Clear();
        bench.Pass(18);
        Assert.That(bench.Venue.Queries.Count(static query => query.Question == "fills"), Is.InRange(1, 2));
    }
}
