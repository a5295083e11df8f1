using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Desks;

/// <summary>Differences at a venue whose lists lag by twenty seconds: what never stands still is told all the same, and no step of the clock makes one older or younger.</summary>
public sealed class UnsteadyDifferenceTests
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(20);
    private TimeSpan _madeAt;

    /// <summary>Bug: interest by the second, or somebody who trades beside us, was never told: each change began its age anew.</summary>
    [Test]
    public void Take_ADifferenceThatKeepsMoving_IsToldOnceWithinAMinuteAndNotAdopted([Values] bool isAdopted)
    {
        var bench = AccountBench.Running(TestMarket.Setup() with { Reconciliation = isAdopted ? new ReconciliationPolicy { Cash = DifferencePolicy.Adopt } : new() });
        for (var second = 5; second <= 600; second += 5)
        {
            State(bench, 100_050m + (second / 15));
            if (second == 60) Assert.That(bench.Breaks.Count(), Is.EqualTo(1), "told by now");
        }

        Assert.That(bench.Breaks.Select(static found => (found.Subject, found.Theirs, found.Resolution)), Is.EqualTo(new[] { ("cash USD", "+52 and changing", "flagged: entries stay stopped") }));
        Assert.That((bench.Books.Cash.Total["USD"], bench.Books.IsBlocked("simulated", BlockCause.ReconcilePending)), Is.EqualTo((100_000m, true)));
        for (var second = 0; second <= 25; second += 5) State(bench, 100_090m);
        Assert.That((bench.Breaks.Last().Resolution, bench.Books.Blocks.Count), Is.EqualTo(isAdopted ? ("adopted", 0) : ("flagged: entries stay stopped", 1)), "once it stands still");
    }

    /// <summary>Bug: its age was the clock's difference: an hour back postponed it by an hour, and an hour ahead made it old at once.</summary>
    [Test]
    public void Take_ADifferenceWhileTheClockIsSet_IsToldWhenItHasStood([Values(-1, 1)] int hours)
    {
        var bench = AccountBench.Running();
        bench.Now += TimeSpan.FromHours(2);
        State(bench, 100_500m);
        bench.Now += TimeSpan.FromHours(hours);
        for (var second = 5; second <= 15; second += 5) State(bench, 100_500m);
        Assert.That(bench.Breaks, Is.Empty);
        State(bench, 100_500m);
        Assert.That(bench.Breaks.Select(static found => found.Theirs), Is.EqualTo(new[] { "100500" }));
    }

    [SetUp]
    public void Begin() => _madeAt = TimeSpan.Zero;

    private void State(AccountBench bench, decimal cash)
    {
        (bench.Now, _madeAt) = (bench.Now + TimeSpan.FromSeconds(5), _madeAt + TimeSpan.FromSeconds(5));
        var holdings = new VenueHoldings(ImmutableSortedDictionary<string, decimal>.Empty.Add("USD", cash), ImmutableSortedDictionary<string, decimal>.Empty);
        bench.Report(new VenueEvent.Stated(bench.Begun(new VenueStatement("simulated", [], [], new Dictionary<ClientOrderId, OrderReport?>(), [], holdings, 0) { ListsLagMax = Lag, MadeAt = _madeAt }), bench.Now));
    }
}
