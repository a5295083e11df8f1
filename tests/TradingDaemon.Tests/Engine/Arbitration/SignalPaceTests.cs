using NUnit.Framework;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Arbitration;

namespace TradingDaemon.Tests.Engine.Arbitration;

/// <summary>How often a strategy is heard.</summary>
public sealed class SignalPaceTests
{
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly StrategyId Alpha = new("alpha");

    [Test]
    public void Take_WithoutLimits_HearsEverything()
    {
        var pace = new SignalPace(new SignalPolicy());
        Assert.That(Enumerable.Range(0, 10_000).Select(_ => pace.Take(Alpha, Start)), Is.All.Null);
    }

    [Test]
    public void Take_TheLimitWithinAMinute_PassesAndOneMoreDoesNot()
    {
        var pace = new SignalPace(new SignalPolicy { PerMinuteMax = 20 });
        Assert.That(Enumerable.Range(0, 20).Select(second => pace.Take(Alpha, Start.AddSeconds(second))), Is.All.Null);
        var refusal = pace.Take(Alpha, Start.AddSeconds(59.999));
        Assert.That((refusal?.Rule, refusal?.Limit, refusal?.Asked), Is.EqualTo(((RiskRule?)RiskRule.SignalRate, (decimal?)20m, (decimal?)21m)));
        Assert.That(refusal?.Detail, Is.EqualTo("20 entries were proposed within 60 s, at most 20 are heard."));
        Assert.That(pace.Take(Alpha, Start.AddSeconds(60)), Is.Null, "The first is a minute old.");
    }

    [Test]
    public void Take_ABurst_IsCountedOverItsWindow()
    {
        var pace = new SignalPace(new SignalPolicy { BurstMax = 5 });
        Assert.That(Enumerable.Range(0, 5).Select(_ => pace.Take(Alpha, Start)), Is.All.Null);
        Assert.That(pace.Take(Alpha, Start.AddSeconds(9.999))?.Limit, Is.EqualTo(5m));
        Assert.That(pace.Take(Alpha, Start.AddSeconds(10)), Is.Null);
    }

    [Test]
    public void Take_WhatIsRefused_IsNotCounted()
    {
        var pace = new SignalPace(new SignalPolicy { PerMinuteMax = 1 });
        pace.Take(Alpha, Start);
        foreach (var second in Enumerable.Range(1, 59)) pace.Take(Alpha, Start.AddSeconds(second));
        Assert.That(pace.Take(Alpha, Start.AddSeconds(60)), Is.Null, "A strategy that shouts is heard as often as one that does not.");
    }

    [Test]
    public void Take_AnotherStrategy_HasItsOwn()
    {
        var pace = new SignalPace(new SignalPolicy { PerMinuteMax = 1 });
        pace.Take(Alpha, Start);
        Assert.That((pace.Take(new StrategyId("beta"), Start), pace.Take(Alpha, Start)?.Rule), Is.EqualTo(((RiskRefusal?)null, (RiskRule?)RiskRule.SignalRate)));
    }

    [Test]
    public void Take_AClockSetBackByAnHour_BeginsAnew()
    {
        var pace = new SignalPace(new SignalPolicy { PerMinuteMax = 1 });
        pace.Take(Alpha, Start);
        Assert.That(pace.Take(Alpha, Start.AddHours(-1)), Is.Null);
    }
}
