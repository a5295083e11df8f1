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
    public async Task Enter_WhileHeld_ServesTheMoreUrgentFirstThenByArrival()
    {
        var order = new List<string>();
        var held = await _gate.EnterAsync(Urgency.Other, default);
        var all = Task.WhenAll(UseAsync("order 1", Urgency.Other), UseAsync("order 2", Urgency.Other), UseAsync("look-up 1", Urgency.LookUp), UseAsync("look-up 2", Urgency.LookUp),
            UseAsync("stream", Urgency.Opening), UseAsync("cancel 1", Urgency.Most), UseAsync("cancel 2", Urgency.Most));
        Assert.That(order, Is.Empty);
        held.Dispose();
        await all;
        Assert.That(order, Is.EqualTo(new[] { "cancel 1", "cancel 2", "stream", "look-up 1", "look-up 2", "order 1", "order 2" }));

        async Task UseAsync(string name, Urgency urgency)
        {
            using var turn = await _gate.EnterAsync(urgency, default);
            order.Add(name);
        }
    }

    [Test]
    public async Task Enter_BehindOneThatNeverLeaves_IsServedAfterAWhile_AndTheLateLeaverChangesNothing()
    {
        var hanging = await _gate.EnterAsync(Urgency.Other, default);
        var second = _gate.EnterAsync(Urgency.Other, default).AsTask();
        var third = _gate.EnterAsync(Urgency.Other, default).AsTask();
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
        var held = await _gate.EnterAsync(Urgency.Other, default);
        using var leaving = new CancellationTokenSource();
        var leaver = _gate.EnterAsync(Urgency.Other, leaving.Token).AsTask();
        var next = _gate.EnterAsync(Urgency.Other, default).AsTask();
        await leaving.CancelAsync();
        held.Dispose();
        Assert.That(async () => await leaver, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(next.IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public async Task Enter_WhereTooManyWait_IsRefused()
    {
        var held = await _gate.EnterAsync(Urgency.Other, default);
        for (var i = 0; i < 1_024; i++) _ = _gate.EnterAsync(Urgency.Other, default).AsTask();
        Assert.That(async () => await _gate.EnterAsync(Urgency.Most, default), Throws.InstanceOf<VenueException>().With.Property("Fault").Property("Kind").EqualTo(VenueFaultKind.Retry).And.Property("Fault").Property("IsOwn").True);
        held.Dispose();
    }
}
