using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Tests.Emergency.Support;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Tests.Emergency;

/// <summary>Bug: what the emergency stop asked of a venue went through the same circuits and the same budget as everything else, which could refuse it.</summary>
public sealed class PastTheGuardTests
{
    private static readonly VenueFault Down = new(VenueFaultKind.Retry, "503", "Try again.");
    private static readonly VenueFault BadKey = new(VenueFaultKind.Authentication, "INVALID_KEY", "No such key.");

    [TestCase(true), TestCase(false)]
    public async Task Pull_CircuitOpenAfterFiveFailures_StillReachesTheVenue(bool isOfAuthentication)
    {
        GuardedVenue guarded = null!;
        var (clock, five) = (new TimerClock(), new CircuitOptions(5, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), 2));
        using var rig = new StopRig(through: venue => (guarded = new GuardedVenue(venue, new GuardOptions { Asking = five, Authentication = five }, clock)).Urgent);
        using var owned = guarded;
        rig.Venue.Fault = _ => isOfAuthentication ? BadKey : Down;
        for (var i = 0; i < 5; i++) Assert.That(async () => await guarded.OpenOrdersAsync(CancellationToken.None), Throws.InstanceOf<VenueException>());
        rig.Venue.Fault = static _ => null;
        Assert.That(async () => await guarded.OpenOrdersAsync(CancellationToken.None), Throws.InstanceOf<VenueException>().With.Property(nameof(VenueException.Fault)).Property(nameof(VenueFault.Code)).EqualTo("CIRCUIT_OPEN"), "everybody else is refused");
        await PullReachesAsync(rig);
    }

    [Test]
    public async Task Pull_BudgetExhaustedByReads_StillReachesTheVenueAtOnceAndTheReadsWaitTheLonger()
    {
        GuardedVenue guarded = null!;
        var clock = new TimerClock();
        using var budget = new RequestBudget(new BudgetOptions { LimitPerMinute = 60 }, clock);
        using var rig = new StopRig(through: venue => (guarded = new GuardedVenue(venue, new GuardOptions(), clock, budget)).Urgent);
        using var owned = guarded;
        var reads = Enumerable.Range(0, 30).Select(_ => guarded.OpenOrdersAsync(CancellationToken.None).AsTask()).ToList();
        var cancels = Enumerable.Range(0, 30).Select(_ => guarded.CancelAsync(new OrderReference(Order.ClientOrderId, null, Order.Symbol), CancellationToken.None).AsTask()).ToList();
        Assert.That(cancels.Count(static cancel => !cancel.IsCompleted), Is.Positive, "not even a cancel has room: all of it waits for a clock that stands still");
        await PullReachesAsync(rig);
        Assert.That(reads.Concat<Task>(cancels).Count(static asked => !asked.IsCompleted), Is.Positive);
        clock.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(reads.Concat<Task>(cancels)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Test]
    public async Task Pull_VenueThatAsksToBeLeftAlone_IsAskedAgainAfterThatAndNotSooner()
    {
        var clock = new TimerClock();
        using var rig = new StopRig(real: clock);
        rig.Venue.Fault = static _ => new VenueFault(VenueFaultKind.RateLimited, "429", "Slower.", TimeSpan.FromSeconds(4));
        var pulling = rig.PullAsync();
        await StopRig.UntilAsync(() => rig.Venue.Calls.Contains("open-orders") && clock.NextAt <= TimeSpan.FromSeconds(4), "it was asked, and refused");
        rig.Venue.Fault = static _ => null;
        var asked = rig.Venue.Calls.Count;
        clock.Advance(TimeSpan.FromMilliseconds(900));
        Assert.That(rig.Venue.Calls.Count(static call => call == "open-orders"), Is.LessThanOrEqualTo(1), "asking sooner turns a pause into a ban");
        clock.Advance(TimeSpan.FromMilliseconds(2_100));
        Assert.That(rig.Venue.Calls.Count(static call => call == "open-orders"), Is.LessThanOrEqualTo(3), "but for the two late looks of these seconds, which come once each");
        await StopRig.UntilAsync(() => Stepped(clock) && rig.Stop.Current.Report is { EndedAt: not null }, "it was asked again");
        await pulling;
        Assert.That(rig.Venue.Calls, Has.Count.GreaterThan(asked));
    }

    private static bool Stepped(TimerClock clock)
    {
        clock.Advance(TimeSpan.FromMilliseconds(100));
        return true;
    }

    private static async Task PullReachesAsync(StopRig rig)
    {
        rig.Venue.Work(Order);
        rig.Venue.Hold("A/USD", 2m);
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That(rig.Venue.Calls, Has.Member("cancel-all").And.Member("place"));
        Assert.That((report.IsComplete, rig.Venue.Open.Count, rig.Venue.Net["A/USD"]), Is.EqualTo((true, 0, 0m)), string.Join("\n", report.Steps));
    }

    private static OrderIntent Order { get; } = Intents.Of(new OrderTerms.Market(Quantity.From(1m))) with { ClientOrderId = ClientOrderId.From(new("busy"), 1, StopRig.Epoch), Symbol = new("A/USD") };
}
