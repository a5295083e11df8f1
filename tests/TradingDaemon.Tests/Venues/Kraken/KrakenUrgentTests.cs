using NUnit.Framework;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Tests.Venues.Kraken;

/// <summary>An emergency stop at Kraken, whose counter of questions the daemon keeps itself.</summary>
internal sealed class KrakenUrgentTests
{
    /// <summary>Bug: after many reads the emergency stop waited seconds for that counter before it asked what works, or was refused by it.</summary>
    [TestCase(7, true)]
    [TestCase(10, false)]
    public async Task Urgent_AfterManyReads_AsksWhatWorksWithoutWaiting(int reads, bool hasLookUp)
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("OpenOrders", KrakenRig.Result("""{"open":{}}"""));
        rig.Private("ClosedOrders", KrakenRig.Result("""{"closed":{},"count":0}"""));
        rig.Private("TradesHistory", KrakenRig.Result("""{"trades":{},"count":0}"""));
        rig.Private("BalanceEx", KrakenRig.Result("""{"ZUSD":{"balance":"100.0","hold_trade":"0"}}"""));
        var clock = new TimerClock();
        using var venue = new GuardedVenue(rig.Venue(setup => setup with { Clock = clock }), new GuardOptions { Budget = new BudgetOptions { LimitPerMinute = 60_000 } }, clock);
        for (var i = 0; i < reads; i++) await venue.HoldingsAsync(default);
        if (hasLookUp) await venue.FindOrderAsync(Orders.Reference(1), default);
        Assert.That(await venue.Urgent.OpenOrdersAsync(default), Is.Empty, "by a clock that stands still: whoever waits, waits for ever");
    }
}
