using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Engine.Regimes;

namespace TradingDaemon.Tests.Engine.Regimes;

/// <summary>Average true range and volatility, by figures worked out by hand.</summary>
public sealed class RangeGaugeTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Test]
    public void Gauge_BeforeItsPeriod_KnowsNothing()
    {
        var gauge = new RangeGauge(Day, 3);
        foreach (var close in new[] { 100d, 101d, 102d }) gauge.Observe(Bar(close, close, close)); // the first has no bar before it
        Assert.That((gauge.AtrQuote, gauge.VolatilityFraction), Is.EqualTo(((decimal?)null, (decimal?)null)));
        gauge.Observe(Bar(103d, 103d, 103d));
        Assert.That(gauge.AtrQuote, Is.EqualTo(1m));
    }

    [Test]
    public void Atr_IsWildersAverageOfTrueRanges_GapsIncluded()
    {
        var gauge = new RangeGauge(Day, 2);
        gauge.Observe(Bar(100d, 100d, 100d));
        gauge.Observe(Bar(104d, 101d, 102d)); // 4 from 100 to 104
        gauge.Observe(Bar(103d, 101d, 101d)); // 2
        Assert.That(gauge.AtrQuote, Is.EqualTo(3m));
        gauge.Observe(Bar(96d, 95d, 95d)); // 6 from 101 to 95: (3 + 6) / 2
        Assert.That(gauge.AtrQuote, Is.EqualTo(4.5m));
    }

    [Test]
    public void Volatility_IsTheSampleDeviationOfReturns_ForAYear()
    {
        var gauge = new RangeGauge(Day, 2);
        foreach (var close in new[] { 100d, 110d, 100d }) gauge.Observe(Bar(close, close, close));
        var step = Math.Log(1.1); // ± step: the mean is 0, the sample variance 2 step²
        Assert.That((double)gauge.VolatilityFraction!.Value, Is.EqualTo(step * Math.Sqrt(2d) * Math.Sqrt(365d)).Within(1e-9));
    }

    [Test]
    public void Bar_WithAGapInside_SaysNothing()
    {
        var gauge = new RangeGauge(Day, 2);
        gauge.Observe(Bar(100d, 100d, 100d));
        gauge.Observe(Bar(101d, 101d, 101d));
        gauge.Observe(Bar(900d, 1d, 50d) with { IsComplete = false });
        Assert.That(gauge.AtrQuote, Is.Null);
        gauge.Observe(Bar(102d, 102d, 102d));
        Assert.That(gauge.AtrQuote, Is.EqualTo(1m));
    }

    private static Bar Bar(double high, double low, double close) => new(default, Day, close, high, low, close, 0d, IsComplete: true);
}
