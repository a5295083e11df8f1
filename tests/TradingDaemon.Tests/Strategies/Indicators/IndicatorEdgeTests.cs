using NUnit.Framework;
using TradingDaemon.Strategies.Indicators;
using TradingDaemon.Strategies.Momentum;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Strategies.Indicators;

[NonParallelizable] // another thread's collection counts against the thread that is measured
public sealed class IndicatorEdgeTests
{
    private static IIndicator[] All() =>
    [
        new Sma(5), new Ema(5), new WilderAverage(5), new Rsi(5), new RollingVariance(5), new Bollinger(5, 2d),
        new EwmaVolatility(0.94, 5), RollingExtreme.Highest(5), RollingExtreme.Lowest(5), new RollingRange(5), new NormalisedMomentum(5),
    ];

    [TestCaseSource(nameof(All))]
    public void Value_BeforeReady_IsNaN(object indicator)
    {
        var subject = (IIndicator)indicator;
        for (var i = 0; !subject.IsReady; i++)
        {
            Assert.That(subject.Value, Is.NaN);
            Assert.That(i, Is.LessThan(7), "it has to become ready");
            subject.Update(100d + i);
        }

        Assert.That(double.IsFinite(subject.Value));
    }

    [TestCaseSource(nameof(All))]
    public void Update_Warm_AllocatesNothing(object indicator)
    {
        var subject = (IIndicator)indicator;
        for (var i = 0; i < 3_000; i++) subject.Update(100d + (i % 7));
        Assert.That(Allocations.LeastOf(() => { for (var i = 0; i < 10_000; i++) subject.Update(100d + (i % 7)); }), Is.Zero);
    }

    [Test]
    public void Rsi_SeriesThatNeverMoved_Is50() => Assert.That(After(new Rsi(3), 7d, 7d, 7d, 7d), Is.EqualTo(50d));

    [Test]
    public void Rsi_SeriesThatOnlyRose_Is100() => Assert.That(After(new Rsi(3), 1d, 2d, 3d, 4d), Is.EqualTo(100d));

    [Test]
    public void Rsi_SeriesThatOnlyFell_Is0() => Assert.That(After(new Rsi(3), 4d, 3d, 2d, 1d), Is.Zero);

    [Test]
    public void NormalisedMomentum_StraightLines_AreOneAndMinusOne()
    {
        Assert.That(After(new NormalisedMomentum(3), 1d, 2d, 4d, 8d), Is.EqualTo(1d));
        Assert.That(After(new NormalisedMomentum(3), 8d, 4d, 2d, 1d), Is.EqualTo(-1d));
    }

    [Test]
    public void NormalisedMomentum_StandsStillAfterMoving_IsZeroAgain()
    {
        var momentum = new NormalisedMomentum(20);
        for (var i = 0; i < 500; i++) momentum.Update(100d * Math.Exp(0.01 * Math.Sin(i)));
        for (var i = 0; i < 21; i++) momentum.Update(97.3);
        Assert.That(momentum.Value, Is.Zero.Within(1e-6));
    }

    [Test]
    public void RollingVariance_OfOne_HasNoSampleVariance()
    {
        var variance = new RollingVariance(1);
        variance.Update(5d);
        Assert.That((variance.Value, variance.Mean), Is.EqualTo((0d, 5d)));
        Assert.That(variance.Sample, Is.NaN);
    }

    [Test]
    public void RollingWindow_PushPastCapacity_EvictsOldestAndKeepsOrder()
    {
        var window = new RollingWindow(3);
        Assert.That(new[] { window.Push(1d), window.Push(2d), window.Push(3d), window.Push(4d) }, Is.EqualTo(new[] { 0d, 0d, 0d, 1d }));
        Assert.That(new[] { window[0], window[1], window[2] }, Is.EqualTo(new[] { 4d, 3d, 2d }));
        Assert.That(() => window[3], Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => window[-1], Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Constructors_PeriodZero_Refuse()
    {
        Assert.That(() => new RollingWindow(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Ema(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Rsi(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => RollingExtreme.Highest(0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static double After(IIndicator indicator, params ReadOnlySpan<double> values)
    {
        foreach (var value in values) indicator.Update(value);
        return indicator.Value;
    }
}
