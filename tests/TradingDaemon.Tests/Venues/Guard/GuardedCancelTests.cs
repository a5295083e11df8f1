using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Tests.Venues.Guard;

/// <summary>Cancels leave, whatever else fails.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class GuardedCancelTests : IDisposable
{
    private readonly TimerClock _clock = new();
    private readonly ScriptedVenue _venue = new();
    private readonly GuardedVenue _guarded;

    public GuardedCancelTests() => _guarded = new GuardedVenue(_venue, new GuardOptions { Budget = new BudgetOptions { LimitPerMinute = 60_000 } }, _clock);

    public void Dispose() => _guarded.Dispose();

    /// <summary>Bug: twenty failed questions kept cancels from leaving, and then one hanging question did, for as long as questions failed.</summary>
    [Test]
    public async Task Cancel_WhileQuestionsFailAndTheirProbeHangs_LeavesEachTime()
    {
        _venue.Fault = static call => call == "open" ? ScriptedVenue.Unclear : null;
        for (var i = 0; i < 20; i++) Assert.That(async () => await _guarded.OpenOrdersAsync(default), Throws.InstanceOf<VenueException>());
        Assert.That(await _guarded.CancelAsync(Orders.Reference(1), default), Is.Null);
        _clock.Advance(TimeSpan.FromSeconds(5));
        var hanging = new TaskCompletionSource();
        _venue.Wait = (call, stopping) => call == "find" ? new ValueTask(hanging.Task.WaitAsync(stopping)) : default;
        var probe = _guarded.FindOrderAsync(Orders.Reference(2), default).AsTask();
        for (var second = 0; second < 9; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.That(await _guarded.CancelAsync(Orders.Reference(1), default), Is.Null, $"after {6 + second} s");
        }

        Assert.That(_venue.Count("cancel"), Is.EqualTo(10));
        Assert.That(await _guarded.CancelAllAsync(default), Is.Null);
        hanging.SetResult();
        await probe;
    }

    /// <summary>Failing cancels go on trying, and keep no question back.</summary>
    [Test]
    public async Task Cancel_ThatFailsAgainAndAgain_StillLeavesAndKeepsNobodyBack()
    {
        _venue.Fault = static call => call == "cancel" ? ScriptedVenue.Unclear : null;
        for (var i = 0; i < 50; i++) Assert.That(await _guarded.CancelAsync(Orders.Reference(1), default), Is.EqualTo(ScriptedVenue.Unclear));
        Assert.That(_venue.Count("cancel"), Is.EqualTo(50));
        Assert.That(await _guarded.OpenOrdersAsync(default), Is.Empty);
    }
}
