using NUnit.Framework;
using TradingDaemon.Operations.Logging;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Logging;

[NonParallelizable] // another thread's collection counts against the thread that is measured
public sealed class LogThrottleTests
{
    private readonly StepClock _clock = new();

    [Test]
    public void Allows_Burst_LetsTheFirstThroughAndTheNextOneSaysHowManyWereHeldBack()
    {
        var throttle = new LogThrottle<string>(_clock);
        Assert.That((throttle.Allows("a", out var held), held), Is.EqualTo((true, 0L)));
        for (var index = 0; index < 9; index++) Assert.That(throttle.Allows("a", out _), Is.False);
        _clock.Advance(TimeSpan.FromSeconds(4.999));
        Assert.That(throttle.Allows("a", out _), Is.False);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((throttle.Allows("a", out held), held), Is.EqualTo((true, 10L)));
        Assert.That(throttle.SuppressedTotal, Is.EqualTo(10));
    }

    [Test]
    public void Allows_OtherKey_IsItsOwn()
    {
        var throttle = new LogThrottle<(int Instrument, int Reason)>(_clock);
        Assert.That(throttle.Allows((1, 1), out _) && throttle.Allows((1, 2), out _) && throttle.Allows((2, 1), out _), Is.True);
        Assert.That(throttle.Allows((1, 2), out _), Is.False);
    }

    [Test]
    public void Allows_MoreKeysThanTheBound_SuppressesUntilAWindowEnds()
    {
        var throttle = new LogThrottle<int>(_clock, TimeSpan.FromSeconds(1), keysMax: 2);
        Assert.That(throttle.Allows(1, out _) && throttle.Allows(2, out _), Is.True);
        Assert.That(throttle.Allows(3, out _), Is.False);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(throttle.Allows(3, out _), Is.True);
    }

    [Test]
    public void Allows_KnownKey_AllocatesNothing()
    {
        var throttle = new LogThrottle<(int, byte)>(_clock);
        for (var index = 0; index < 100; index++) throttle.Allows((1, 1), out _);
        Assert.That(Allocations.LeastOf(() => { for (var index = 0; index < 10_000; index++) throttle.Allows((1, 1), out _); }), Is.Zero);
    }

    [Test]
    public void New_BadBounds_AreRefused()
    {
        Assert.That(() => new LogThrottle<int>(_clock, TimeSpan.Zero), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new LogThrottle<int>(_clock, keysMax: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
