using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Kraken;

namespace TradingDaemon.Tests.Venues.Kraken;

internal sealed class KrakenLimitsTests
{
    [Test]
    public async Task Take_BeyondTheCounter_WaitsForItToFlowBackOrRefuses()
    {
        var clock = new TimerClock();
        var limits = new KrakenLimits(clock);
        for (var i = 0; i < 5; i++) await limits.TakeAsync(2, isUrgent: false, default);
        var waiting = limits.TakeAsync(1, isUrgent: false, default).AsTask();
        Assert.That(waiting.IsCompleted, Is.False, "the rest is kept for look-ups");
        await limits.TakeAsync(4, isUrgent: true, default);
        clock.Advance(TimeSpan.FromSeconds(4));
        var refused = await Assert.ThrowsAsync<VenueException>(async () => await waiting);
        Assert.That((refused!.Fault.Kind, refused.Fault.Code, refused.Fault.RetryAfter > TimeSpan.Zero), Is.EqualTo((VenueFaultKind.RateLimited, "BUDGET", true)));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.That(limits.TakeAsync(2, isUrgent: false, default).AsTask().IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public async Task Take_OfSeveralQuestionsAtOnce_TakesAllOrNothing()
    {
        var clock = new TimerClock();
        var limits = new KrakenLimits(clock);
        await limits.TakeAsync(12, isUrgent: true, default);
        var refused = await Assert.ThrowsAsync<VenueException>(async () => await limits.TakeAsync(6, isUrgent: true, default));
        Assert.That(refused!.Fault.RetryAfter, Is.GreaterThan(TimeSpan.FromSeconds(9)));
        await limits.TakeAsync(3, isUrgent: true, default);
        limits.GiveBack(2);
        Assert.That(limits.TakeAsync(2, isUrgent: true, default).AsTask().IsCompletedSuccessfully, Is.True, "what was refused took nothing, and what was given back can be had");
    }

    [Test]
    public async Task Take_ForAWaitBelowAMillisecond_WaitsOneInsteadOfSpinning()
    {
        var clock = new TimerClock();
        var limits = new KrakenLimits(clock);
        await limits.TakeAsync(10.4999, isUrgent: false, default);
        var waiting = limits.TakeAsync(0.0002, isUrgent: false, default).AsTask();
        Assert.That(waiting.IsCompleted, Is.False);
        await clock.Until(waiting, TimeSpan.FromMilliseconds(1));
    }

    [Test]
    public void TryPlace_CancelsOfYoungOrders_FillThePairsCounterFastest()
    {
        var clock = new TimerClock();
        var limits = new KrakenLimits(clock);
        var placed = 0;
        for (; limits.TryPlace("XBTUSD", $"id{placed}") is null; placed++) limits.Cancelled($"id{placed}");
        var old = new KrakenLimits(clock);
        var alone = 0;
        for (; old.TryPlace("XBTUSD", $"id{alone}") is null; alone++) ;
        Assert.That((placed, alone), Is.EqualTo((6, 52)), "9 an order and its cancel, of 60 less 8");
        Assert.That(limits.TryPlace("ETHUSD", "other"), Is.Null, "another pair counts for itself");
        clock.Advance(TimeSpan.FromSeconds(60));
        old.Cancelled(null);
        clock.Advance(TimeSpan.FromSeconds(400));
        Assert.That(old.TryPlace("XBTUSD", "later"), Is.Null);
    }

    [TestCase(60, 52), TestCase(125, 117), TestCase(180, 172), TestCase(10, 52)]
    public void Learn_TheThresholdOfATier_IsTakenUpTo(int told, int expected)
    {
        var limits = new KrakenLimits(new TimerClock());
        limits.Learn(told);
        var placed = 0;
        while (limits.TryPlace("XBTUSD", $"id{placed}") is null) placed++;
        Assert.That(placed, Is.EqualTo(expected));
    }
}
