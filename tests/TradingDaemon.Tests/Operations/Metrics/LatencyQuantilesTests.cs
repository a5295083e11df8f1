using NUnit.Framework;
using TradingDaemon.Operations.Metrics;

namespace TradingDaemon.Tests.Operations.Metrics;

public sealed class LatencyQuantilesTests
{
    [Test]
    public void Read_RandomDurations_AreWithinOneSixteenthAboveTheTrueQuantile([Values(1, 2, 3, 4, 5)] int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var quantiles = new LatencyQuantiles("s");
        var ticks = Enumerable.Range(0, 5_000).Select(_ => (long)Math.Exp(random.NextDouble() * 22)).ToArray();
        foreach (var duration in ticks) quantiles.Record(TimeSpan.FromTicks(duration));
        Array.Sort(ticks);
        var read = quantiles.Read();
        foreach (var (told, quantile) in new[] { (read.P50Milliseconds, 0.50), (read.P95Milliseconds, 0.95), (read.P99Milliseconds, 0.99) })
        {
            var exact = TimeSpan.FromTicks(ticks[(int)Math.Ceiling(ticks.Length * quantile) - 1]).TotalMilliseconds;
            Assert.That(told, Is.InRange(exact, exact * (1 + 1.0 / 16) + 1e-9));
        }

        Assert.That(read.MaxMilliseconds, Is.EqualTo(TimeSpan.FromTicks(ticks[^1]).TotalMilliseconds));
        Assert.That(quantiles.Totals, Is.EqualTo((5_000L, TimeSpan.FromTicks(ticks.Sum()))));
    }

    [Test]
    public void Read_Empty_IsZero() => Assert.That(new LatencyQuantiles("s").Read(), Is.EqualTo(new TradingDaemon.Operations.Status.LatencyLine("s", 0, 0, 0, 0, 0)));

    [Test]
    public void Record_Extremes_AreHeld()
    {
        var quantiles = new LatencyQuantiles("s");
        quantiles.Record(TimeSpan.MaxValue);
        quantiles.Record(TimeSpan.FromTicks(-5));
        Assert.That(quantiles.Read().Count, Is.EqualTo(2));
        Assert.That(quantiles.Read().P50Milliseconds, Is.Zero);
        Assert.That(quantiles.Read().MaxMilliseconds, Is.EqualTo(TimeSpan.MaxValue.TotalMilliseconds));
    }
}
