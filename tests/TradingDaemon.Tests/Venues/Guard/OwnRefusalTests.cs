using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Tests.Venues.Guard;

/// <summary>What the daemon refuses itself says nothing of the venue: it pauses nobody, opens nothing and closes nothing.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OwnRefusalTests : IDisposable
{
    private static readonly VenueFault Full = RequestBudget.Full("The adapter's own counter is full.", TimeSpan.FromSeconds(30));

    private readonly TimerClock _clock = new();
    private readonly ScriptedVenue _venue = new();
    private readonly GuardedVenue _guarded;

    public OwnRefusalTests() => _guarded = new GuardedVenue(_venue, new GuardOptions { Budget = new BudgetOptions { LimitPerMinute = 60_000 } }, _clock);

    public void Dispose() => _guarded.Dispose();

    /// <summary>Bug: a stream that ended because an adapter's own counter was full kept every request from leaving, cancels too, as if the venue had asked for it.</summary>
    [Test]
    public async Task Stream_EndedByAnAdaptersOwnCounter_PausesNoCancel()
    {
        _venue.Fault = static call => call == "stream" ? Full : null;
        Assert.That(async () => await _guarded.RunAsync(Channel.CreateUnbounded<VenueEvent>().Writer, default), Throws.InstanceOf<VenueException>());
        var cancel = _guarded.CancelAsync(Orders.Reference(1), default).AsTask();
        Assert.That((cancel.IsCompleted, await cancel, _venue.Count("cancel")), Is.EqualTo((true, (VenueFault?)null, 1)));
    }

    /// <summary>Bug: so did one that refused a closing order of the emergency stop.</summary>
    [Test]
    public async Task Urgent_RefusedByAnAdaptersOwnCounter_PausesNoCancelOfOthers()
    {
        _venue.Fault = static call => call == "place" ? Full : null;
        await _guarded.Urgent.PlaceAsync(Orders.Limit(1), default);
        var cancel = _guarded.CancelAsync(Orders.Reference(1), default).AsTask();
        Assert.That((cancel.IsCompleted, await cancel), Is.EqualTo((true, (VenueFault?)null)));
    }

    /// <summary>Bug: orders refused here (a closed market, a minimum) counted as answers of the venue, and two of them closed a circuit that was being tried.</summary>
    [Test]
    public async Task Place_RefusedHereWhileTheCircuitIsTried_ClosesItNot()
    {
        _venue.Fault = static call => call == "place" ? ScriptedVenue.Unclear : null;
        for (var i = 0; i < 5; i++) await _guarded.PlaceAsync(Orders.Limit(1), default);
        Assert.That(_guarded.Entries, Is.EqualTo(CircuitState.Open));
        _clock.Advance(TimeSpan.FromSeconds(60));
        _venue.Fault = static _ => null;
        _venue.Refusal = PlacementAnswer.Refused.Here(VenueRefusal.MarketClosed, "The market is closed.");
        for (var i = 0; i < 3; i++) await _guarded.PlaceAsync(Orders.Limit(1), default);
        Assert.That(_guarded.Entries, Is.EqualTo(CircuitState.HalfOpen));
    }
}
