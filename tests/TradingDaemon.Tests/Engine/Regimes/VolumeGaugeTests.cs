using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Engine.Regimes;

namespace TradingDaemon.Tests.Engine.Regimes;

/// <summary>When an instrument is traded, as its own bars tell it.</summary>
public sealed class VolumeGaugeTests
{
    private static readonly DateTimeOffset Monday = new(2024, 3, 4, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void Profile_UntilAWholeDayIsBehindTheFirstBar_IsUnknown()
    {
        var gauge = new VolumeGauge(5);
        for (var minute = 0; minute < 1439; minute++) gauge.Observe(Minute(minute, 1d));
        Assert.That(gauge.Profile, Is.Null, "a minute lacks");
        gauge.Observe(Minute(1439, 1d));
        Assert.That(gauge.Profile!.Weights, Is.EqualTo(Enumerable.Repeat(1m, VolumeGauge.Parts)));
    }

    [Test]
    public void Profile_IsTheAverageOfEachHalfHourOverTheDaysItWasSeen()
    {
        var gauge = new VolumeGauge(5);
        foreach (var (day, morning, noon) in new[] { (0, 10d, 40d), (1, 30d, 40d), (2, 20d, 0d) })
        {
            gauge.Replace(Half(day, 0, morning));
            if (noon > 0d) gauge.Replace(Half(day, 24, noon));
        }

        Assert.That(At(gauge.Profile, 0, 24, 30), Is.EqualTo((0.5m, 1m, 0m)), "20 on average and 40; what was never seen is nothing");
    }

    /// <summary>Of days 1, 2, 3 … with as many units in their first half hour.</summary>
    [TestCase(3, "1", Description = "1, 2 and 3 on average are 2"), TestCase(4, "1.25", Description = "day 0 has left: 2, 3 and 4, and the day in progress none"), TestCase(40, "10.5")]
    public void Profile_WhatIsOlderThanItsDays_IsForgotten(int newest, string expected)
    {
        var gauge = new VolumeGauge(2);
        for (var day = 1; day <= newest; day++)
        {
            gauge.Replace(Half(day, 0, day));
            gauge.Replace(Half(day, 1, 100d));
        }

        gauge.Replace(Half(newest, 3, 0d)); // so that the part above is not the one in progress
        var (first, second, _) = At(gauge.Profile, 0, 1, 3);
        var seen = Enumerable.Range(Math.Max(1, newest - 2), Math.Min(newest, 3)).ToArray();
        Assert.That((second, first), Is.EqualTo((1m, (decimal)seen.Average() / 100m)), expected);
    }

    [Test]
    public void Profile_AHalfHourInWhichSomethingWasMissed_SaysNothing()
    {
        var gauge = new VolumeGauge(5);
        gauge.Replace(Half(0, 0, 10d));
        gauge.Replace(Half(0, 1, 20d));
        gauge.Observe(Minute(1440, 1_000d) with { IsComplete = false });
        gauge.Observe(Minute(1441, 1_000d));
        gauge.Observe(Minute(1440 + 60, 1d));
        Assert.That(At(gauge.Profile, 0, 1, 2), Is.EqualTo((0.5m, 1m, 0m)), "neither the day's first half hour nor the one in progress");
        gauge.Replace(Half(1, 0, 50d));
        Assert.That(At(gauge.Profile, 0, 1, 2), Is.EqualTo((1m, 0.666667m, 0m)), "the venue's own bar of it does");
    }

    [Test]
    public void Profile_WithoutVolumes_IsUnknown()
    {
        var gauge = new VolumeGauge(5);
        for (var day = 0; day < 3; day++) gauge.Replace(Half(day, 20, 0d));
        gauge.Observe(Minute(5_000, double.PositiveInfinity));
        gauge.Observe(Minute(5_001, -1d));
        gauge.Observe(new Bar(Monday.AddDays(4), TimeSpan.FromHours(1), 1d, 1d, 1d, 1d, 10d, IsComplete: true)); // longer than a part
        gauge.Replace(Minute(6_000, 10d)); // no part's own bar
        Assert.That(gauge.Profile, Is.Null);
    }

    private static (decimal, decimal, decimal) At(VolumeProfile? profile, int first, int second, int third) => (profile!.Weights[first], profile.Weights[second], profile.Weights[third]);

    private static Bar Minute(int at, double volume) => new(Monday.AddMinutes(at), TimeSpan.FromMinutes(1), 1d, 1d, 1d, 1d, volume, IsComplete: true);

    private static Bar Half(int day, int part, double volume) => new(Monday.AddDays(day) + (VolumeGauge.Part * part), VolumeGauge.Part, 1d, 1d, 1d, 1d, volume, IsComplete: true);
}
