using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Coinbase;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Tests.Venues.Coinbase;

internal sealed class CoinbaseLimitsTests
{
    [Test]
    public async Task Take_BeyondASecondsWorth_WaitsForTheOldestToBeASecondAgo_AndCancelsAlwaysLeave()
    {
        var clock = new TimerClock();
        var limits = new CoinbaseLimits(clock);
        for (var i = 0; i < 16; i++) await limits.TakeAsync(isUrgent: false, default);
        var waiting = limits.TakeAsync(isUrgent: false, default).AsTask();
        Assert.That(waiting.IsCompleted, Is.False, "the rest is kept for orders and look-ups");
        for (var i = 0; i < 8; i++) await limits.TakeAsync(isUrgent: true, default);
        var urgent = limits.TakeAsync(isUrgent: true, default).AsTask();
        Assert.That(urgent.IsCompleted, Is.False);
        limits.Charge();
        clock.Advance(TimeSpan.FromSeconds(1.2));
        await Task.WhenAll(waiting, urgent);
    }

    [Test]
    public async Task Take_WhileCancelsFillTheSecond_IsRefusedAsNotSent()
    {
        var clock = new TimerClock();
        var limits = new CoinbaseLimits(clock);
        for (var i = 0; i < 24; i++) limits.Charge();
        var waiting = limits.TakeAsync(isUrgent: true, default).AsTask();
        while (!waiting.IsCompleted)
        {
            for (var more = 0; more < 24; more++) limits.Charge();
            clock.Advance(TimeSpan.FromSeconds(0.3));
            await Task.Yield();
        }

        var refused = await Assert.ThrowsAsync<VenueException>(async () => await waiting);
        Assert.That((refused!.Fault.Kind, refused.Fault.Code), Is.EqualTo((VenueFaultKind.RateLimited, "BUDGET")));
    }

    [Test]
    public void Refine_RefusedAgainSoon_RestsTwiceAsLongUpToAMinute()
    {
        var clock = new TimerClock();
        var limits = new CoinbaseLimits(clock);
        var fault = new VenueFault(VenueFaultKind.RateLimited, "429", "no");
        var rests = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            var rest = limits.Refine(fault).RetryAfter!.Value;
            rests.Add(rest.TotalSeconds);
            clock.Advance(rest);
        }

        Assert.That(rests, Is.EqualTo(new[] { 1d, 2d, 4d, 8d, 16d, 32d, 60d, 60d }));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.That(limits.Refine(fault).RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(limits.Refine(fault with { RetryAfter = TimeSpan.FromSeconds(7) }).RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(7)), "the venue's own word");
        Assert.That(limits.Refine(new VenueFault(VenueFaultKind.Rejected, "X", "no")).RetryAfter, Is.Null);
    }

    [Test]
    public void Progress_IsBehind_UntilTheFillsGoAsFarAsTheStream()
    {
        var progress = new CoinbaseProgress();
        Assert.That(progress.IsBehind, Is.False);
        progress.Told(Order("a", 0m));
        Assert.That(progress.IsBehind, Is.False);
        progress.Told(Order("a", 0.5m));
        progress.Told(Order("a", 0.3m)); // told again, older
        progress.Seen([Fill("1", "a", 0.3m), Fill("1", "a", 0.3m)]);
        Assert.That(progress.IsBehind, Is.True, "the same fill counts once");
        progress.Seen([Fill("2", "a", 0.2m)]);
        Assert.That(progress.IsBehind, Is.False);
        for (var i = 0; i < 1_500; i++) progress.Told(Order($"order-{i}", 1m));
        progress.Seen([.. Enumerable.Range(500, 1_000).Select(static i => Fill($"fill-{i}", $"order-{i}", 1m))]);
        Assert.That(progress.IsBehind, Is.False, "the oldest were let go");
    }

    /// <summary>Bug: an order whose fills are older than those that are asked for, e.g. one of yesterday that is half filled, had the fills asked for some 46 times a minute for ever.</summary>
    [Test]
    public void Progress_OfFillsThatAreNeverShown_IsBehindForEightLooks_AndAgainOnceItIsFilledFurther()
    {
        const int Looks = 8;
        var progress = new CoinbaseProgress();
        progress.Told(Order("yesterdays", 0.5m));
        for (var i = 1; i < Looks; i++) Look();
        progress.Told(Order("yesterdays", 0.5m)); // the next frame says the same
        Assert.That(progress.IsBehind, Is.True, "one look is left");
        Look();
        progress.Told(Order("yesterdays", 0.5m));
        Assert.That(progress.IsBehind, Is.False);

        progress.Told(Order("yesterdays", 0.75m));
        Assert.That(progress.IsBehind, Is.True);
        for (var i = 0; i < Looks; i++) Look(Fill("1", "yesterdays", 0.25m));
        Assert.That(progress.IsBehind, Is.False, "what it was filled before is not shown now either");
        progress.Told(Order("todays", 1m));
        Look(Fill("2", "todays", 1m));
        Assert.That(progress.IsBehind, Is.False);

        void Look(params ToldFill[] fills)
        {
            progress.Looks();
            progress.Seen(fills);
        }
    }

    private static ToldOrder Order(string id, decimal filled) => new(null, id, null, null, null, null, filled);

    private static ToldFill Fill(string execution, string order, decimal quantity) => new(execution, null, order, null, null, 1m, quantity);
}
