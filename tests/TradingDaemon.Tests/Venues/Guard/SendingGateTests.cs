using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Guard;

namespace TradingDaemon.Tests.Venues.Guard;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SendingGateTests : IDisposable
{
    private readonly TimerClock _clock = new();
    private readonly SendingGate _gate;

    public SendingGateTests() => _gate = new SendingGate(TimeSpan.FromMilliseconds(500), _clock);

    public void Dispose() => _gate.Dispose();

    [Test]
    public async Task Enter_WhileHeld_ServesTheUrgentFirstThenByArrival()
    {
        var order = new List<string>();
        var held = await _gate.EnterAsync(isUrgent: false, default);
        var all = Task.WhenAll(UseAsync("order 1", false), UseAsync("order 2", false), UseAsync("cancel 1", true), UseAsync("cancel 2", true));
        Assert.That(order, Is.Empty);
        held.Dispose();
        await all;
        Assert.That(order, Is.EqualTo(new[] { "cancel 1", "cancel 2", "order 1", "order 2" }));

        async Task UseAsync(string name, bool isUrgent)
        {
            using var turn = await _gate.EnterAsync(isUrgent, default);
            order.Add(name);
        }
    }

    [Test]
    public async Task Enter_BehindOneThatNeverLeaves_IsServedAfterAWhile_AndTheLateLeaverChangesNothing()
    {
        var hanging = await _gate.EnterAsync(false, default);
        var second = _gate.EnterAsync(false, default).AsTask();
        var third = _gate.EnterAsync(false, default).AsTask();
        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.That(second.IsCompleted, Is.False);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((second.IsCompleted, third.IsCompleted), Is.EqualTo((true, false)));
        hanging.Dispose();
        Assert.That(third.IsCompleted, Is.False);
        (await second).Dispose();
        Assert.That(third.IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public async Task Enter_OfOneWhoLeavesTheLine_LetsTheNextOneThrough()
    {
        var held = await _gate.EnterAsync(false, default);
        using var leaving = new CancellationTokenSource();
        var leaver = _gate.EnterAsync(false, leaving.Token).AsTask();
        var next = _gate.EnterAsync(false, default).AsTask();
        await leaving.CancelAsync();
        held.Dispose();
        Assert.That(async () => await leaver, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(next.IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public async Task Enter_WhereTooManyWait_IsRefused()
    {
        var held = await _gate.EnterAsync(false, default);
        for (var i = 0; i < 1_024; i++) _ = _gate.EnterAsync(false, default).AsTask();
        Assert.That(async () => await _gate.EnterAsync(true, default), Throws.InstanceOf<VenueException>().With.Property("Fault").Property("Kind").EqualTo(VenueFaultKind.Retry));
        held.Dispose();
    }
}
