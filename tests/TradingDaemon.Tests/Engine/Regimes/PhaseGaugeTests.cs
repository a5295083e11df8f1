using NUnit.Framework;
using TradingDaemon.Domain.Regimes;
using TradingDaemon.Engine.Regimes;

namespace TradingDaemon.Tests.Engine.Regimes;

/// <summary>The market as a whole: at each number, beside it, and on the way back.</summary>
[TestFixture]
internal sealed class PhaseGaugeTests
{
    private static readonly RegimePolicy Policy = new() { Interval = TimeSpan.FromMinutes(1), Window = TimeSpan.FromMinutes(10) };

    [TestCase(85.0001, MarketPhase.Bear), TestCase(85, MarketPhase.Crash), TestCase(84.9999, MarketPhase.Crash)]
    [TestCase(90.0001, null), TestCase(90, MarketPhase.Bear), TestCase(89.9999, MarketPhase.Bear)]
    public void Take_AFall_CountsAtOnce(double level, MarketPhase? expected) => Assert.That(After(100, level), Is.EqualTo(expected));

    [TestCase(109.9999, MarketPhase.Steady), TestCase(110, MarketPhase.Bull), TestCase(100, MarketPhase.Steady)]
    public void Take_WhatIsNoFall_CountsAfterAWholeWindow(double level, MarketPhase expected)
    {
        Assert.That(After([.. Enumerable.Repeat(100d, 9), level]), Is.Null);
        Assert.That(After([.. Enumerable.Repeat(100d, 10), level]), Is.EqualTo(expected));
    }

    [TestCase(86.49, MarketPhase.Crash, TestName = "Take_ACrashBelowNineTenthsOfItsNumber_GoesOn"), TestCase(86.51, MarketPhase.Bear, TestName = "Take_ACrashAboveNineTenthsOfItsNumber_IsABearMarket")]
    public void Take_OnTheWayBack(double level, MarketPhase expected) => Assert.That(After(100, 84, level), Is.EqualTo(expected));

    [TestCase(83.99, MarketPhase.Crash), TestCase(84.01, MarketPhase.Recovery)]
    public void Take_ARiseFromTheLowest_IsARecovery(double level, MarketPhase expected) => Assert.That(After(100, 80, level), Is.EqualTo(expected));

    [Test]
    public void Take_ARecoveryThatIsOver_IsSteadyAgain()
    {
        var gauge = new PhaseGauge(Policy);
        double[] levels = [100, 80, 90, .. Enumerable.Repeat(90d, 11)];
        var told = levels.Select(level => { gauge.Take(level); return gauge.Current; }).ToArray();
        Assert.That((told[2], told[^1]), Is.EqualTo(((MarketPhase?)MarketPhase.Recovery, (MarketPhase?)MarketPhase.Steady)), "the fall is out of the window");
    }

    [Test]
    public void Take_AMissingPrice_SaysNothing() => Assert.That(After(100, 84, double.NaN), Is.EqualTo(MarketPhase.Crash));

    private static MarketPhase? After(params double[] levels)
    {
        var gauge = new PhaseGauge(Policy);
        foreach (var level in levels) gauge.Take(level);
        return gauge.Current;
    }
}
