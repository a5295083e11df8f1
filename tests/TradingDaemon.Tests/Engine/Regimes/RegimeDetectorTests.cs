using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Engine.Regimes;

namespace TradingDaemon.Tests.Engine.Regimes;

public sealed class RegimeDetectorTests
{
    private readonly RegimeDetector _detector = new(new RegimeLimits());
    private double _price = 100d;
    private long _second = 1_000_000;
    private int _sign = 1;

    [Test]
    public void Observe_ThroughCalmAndStorm_FollowsWithHysteresis()
    {
        Move(119, 0.001);
        Assert.That(_detector.Current, Is.EqualTo(Regime.Unknown), "the first price is no return, so this is one short");
        Move(2, 0.001);
        Assert.That(_detector.Current, Is.EqualTo(Regime.Normal));
        Move(3_000, 0.001);
        Assert.That(_detector.Current, Is.EqualTo(Regime.Normal));
        Move(60, 0.003);
        Assert.That(_detector.Current, Is.EqualTo(Regime.Volatile));
        Move(120, 0.0019);
        Assert.That(_detector.Current, Is.EqualTo(Regime.Volatile), "between leave and enter it stays");
        Move(400, 0.001);
        Assert.That(_detector.Current, Is.EqualTo(Regime.Normal));
        Move(200, 0.0002);
        Assert.That(_detector.Current, Is.EqualTo(Regime.Quiet));
        Move(2_000, 0.0008);
        Assert.That(_detector.Current, Is.EqualTo(Regime.Normal));
    }

    [Test]
    public void Observe_WithinTheSampleInterval_HasNoEffect()
    {
        var detector = new RegimeDetector(new RegimeLimits { WarmUpObservations = 1 });
        detector.Observe(100d, TimeSpan.TicksPerSecond * 10);
        detector.Observe(200d, (TimeSpan.TicksPerSecond * 11) - 1);
        Assert.That(detector.Current, Is.EqualTo(Regime.Unknown));
        detector.Observe(101d, TimeSpan.TicksPerSecond * 11);
        Assert.That(detector.Current, Is.EqualTo(Regime.Normal));
    }

    [Test]
    public void Observe_PriceThatNeverMoves_SaysNothing()
    {
        var detector = new RegimeDetector(new RegimeLimits());
        for (var i = 1; i < 1_000; i++) detector.Observe(100d, i * TimeSpan.TicksPerSecond);
        Assert.That(detector.Current, Is.EqualTo(Regime.Unknown));
    }

    private void Move(int seconds, double step)
    {
        for (var i = 0; i < seconds; i++)
        {
            _price *= Math.Exp(step * (_sign = -_sign));
            _detector.Observe(_price, ++_second * TimeSpan.TicksPerSecond);
        }
    }
}
