using NUnit.Framework;
using TradingDaemon.Strategies.Indicators;
using TradingDaemon.Strategies.Momentum;
using TradingDaemon.Tests.Strategies.Support;

namespace TradingDaemon.Tests.Strategies.Indicators;

/// <summary>Each incremental indicator against the definition, recomputed from the raw series, over 100,000 prices that also stand still and jump.</summary>
public sealed class NaiveRecomputationTests
{
    private const int Seed = 20_240_102;
    private const int Count = 100_000;
    private static readonly double[] Prices = RandomWalk.Prices(Seed, Count);

    [TestCase(1)]
    [TestCase(5)]
    [TestCase(20)]
    [TestCase(2_000)]
    public void Sma_LongSeries_IsTheMean(int period) =>
        AssertFollows(new Sma(period), period, 1e-12, i => Prices.AsSpan(i - period + 1, period).ToArray().Average());

    [TestCase(2)]
    [TestCase(20)]
    public void RollingVariance_LongSeries_IsThePopulationVariance(int period) =>
        AssertFollows(new RollingVariance(period), period, 1e-9, i => Variance(i, period, period), absolute: 1e-10);

    [Test]
    public void RollingVariance_SampleOfLongSeries_DividesByOneLess()
    {
        var variance = new RollingVariance(20);
        for (var i = 0; i < 5_000; i++)
        {
            variance.Update(Prices[i]);
            if (i >= 19) Assert.That(variance.Sample, Is.EqualTo(Variance(i, 20, 19)).Within(1e-9));
        }
    }

    [Test]
    public void RollingVariance_HighPriceSmallMoves_LosesNoDigits()
    {
        var variance = new RollingVariance(20);
        for (var i = 0; i < Count; i++) variance.Update(1e9 + (i % 2));
        Assert.That(variance.Value, Is.EqualTo(0.25).Within(1e-6));
    }

    [Test]
    public void Ema_LongSeries_IsTheRecursion()
    {
        var expected = Prices.Take(20).Average();
        var ema = new Ema(20);
        for (var i = 0; i < Count; i++)
        {
            ema.Update(Prices[i]);
            if (i >= 20) expected = ((2d * Prices[i]) + (19d * expected)) / 21d;
            if (i >= 19) Assert.That(ema.Value, Is.EqualTo(expected).Within(expected * 1e-12));
        }
    }

    [Test]
    public void Rsi_LongSeries_IsOneMinusTheReciprocalOfOnePlusRelativeStrength()
    {
        var (gain, loss) = (0d, 0d);
        var rsi = new Rsi(14);
        rsi.Update(Prices[0]);
        for (var i = 1; i < Count; i++)
        {
            rsi.Update(Prices[i]);
            var change = Prices[i] - Prices[i - 1];
            var divisor = i <= 14 ? 1d : 14d;               // sums first, averages after
            gain = ((i <= 14 ? gain : gain * 13d) + Math.Max(change, 0d)) / divisor;
            loss = ((i <= 14 ? loss : loss * 13d) + Math.Max(-change, 0d)) / divisor;
            if (i == 14) (gain, loss) = (gain / 14d, loss / 14d);
            if (i < 14) Assert.That(rsi.IsReady, Is.False);
            else Assert.That(rsi.Value, Is.EqualTo(100d - (100d / (1d + (gain / loss)))).Within(1e-7).And.InRange(0d, 100d));
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(100)]
    public void RollingRange_LongSeries_IsHighestAgainstLowest(int period) =>
        AssertFollows(new RollingRange(period), period, 1e-12, i =>
        {
            var window = Prices.AsSpan(i - period + 1, period).ToArray();
            return (window.Max() - window.Min()) / window.Min();
        });

    [Test]
    public void NormalisedMomentum_LongSeries_IsTheSquashedTStatistic() =>
        AssertFollows(new NormalisedMomentum(20), 21, 1e-6, i =>
        {
            var returns = Enumerable.Range(i - 19, 20).Select(k => Math.Log(Prices[k] / Prices[k - 1])).ToArray();
            var mean = returns.Average();
            var deviation = Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / 19d);
            return Math.Tanh(returns.Sum() / (Math.Max(deviation, 1e-9) * Math.Sqrt(20d)));
        }, absolute: 1e-6);

    [Test]
    public void EwmaVolatility_LongSeries_IsTheRecursion()
    {
        var variance = double.NaN;
        var volatility = new EwmaVolatility(0.94, 20);
        for (var i = 0; i < Count; i++)
        {
            volatility.Update(Prices[i]);
            var change = i == 0 ? double.NaN : (Prices[i] - Prices[i - 1]) / Prices[i - 1];
            if (i == 1) variance = change * change;
            if (i > 1) variance = (0.94 * variance) + (0.06 * change * change);
            Assert.That(volatility.IsReady, Is.EqualTo(i >= 19));
            if (i >= 19) Assert.That(volatility.Value, Is.EqualTo(Math.Sqrt(variance)).Within(1e-12));
        }
    }

    private static double Variance(int last, int period, int divisor)
    {
        var window = Prices.AsSpan(last - period + 1, period).ToArray();
        var mean = window.Average();
        return window.Sum(x => (x - mean) * (x - mean)) / divisor;
    }

    private static void AssertFollows(IIndicator indicator, int readyAt, double relative, Func<int, double> definition, double absolute = 1e-12)
    {
        for (var i = 0; i < Count; i++)
        {
            indicator.Update(Prices[i]);
            if (indicator.IsReady != (i + 1 >= readyAt)) Assert.Fail($"Seed {Seed}: ready is {indicator.IsReady} after {i + 1}.");
            if (!indicator.IsReady || (readyAt > 500 && i % 97 != 0)) continue;     // long windows are checked at every 97th: the definition is slow
            var expected = definition(i);
            if (!(Math.Abs(indicator.Value - expected) <= (Math.Abs(expected) * relative) + absolute))
                Assert.Fail($"Seed {Seed}, observation {i}: {indicator.Value:R} instead of {expected:R}.");
        }
    }
}
