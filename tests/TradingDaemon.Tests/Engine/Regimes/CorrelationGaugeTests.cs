using NUnit.Framework;
using TradingDaemon.Engine.Regimes;

namespace TradingDaemon.Tests.Engine.Regimes;

/// <summary>The mean correlation of every pair, against what is known of the series.</summary>
[TestFixture]
internal sealed class CorrelationGaugeTests
{
    [TestCase(1d, 1d)] // alike, whatever their size
    [TestCase(-1d, -1d / 3d)] // one against two others: one pair of three alike, two opposed
    public void Next_OfThreeSeries_IsTheMeanOfTheirPairs(double third, double expected) =>
        Assert.That(Run(3, 30, (instrument, bar) => Wave(bar) * (instrument == 2 ? third : 1d + instrument)), Is.EqualTo(expected).Within(1e-9));

    [Test]
    public void Next_BeforeAllBars_IsUnknown() => Assert.That(Run(3, 29, static (_, bar) => Wave(bar)), Is.NaN);

    [TestCase(2, TestName = "Next_OfOneThatLacksABar_LeavesItOut"), TestCase(1, TestName = "Next_OfTwoThatLackABar_IsUnknown")]
    public void Next_WithABarMissing(int whole)
    {
        var correlation = Run(3, 30, (instrument, bar) => instrument >= whole && bar == 7 ? double.NaN : Wave(bar));
        Assert.That(correlation, whole == 2 ? Is.EqualTo(1d).Within(1e-9) : Is.NaN);
    }

    [Test]
    public void Next_OfWhatDoesNotMove_IsUnknown() => Assert.That(Run(3, 30, static (_, _) => 0d), Is.NaN);

    private static double Run(int instruments, int bars, Func<int, int, double> returns)
    {
        var (gauge, correlation) = (new CorrelationGauge(instruments), double.NaN);
        for (var bar = 0; bar < bars; bar++)
        {
            for (var i = 0; i < instruments; i++) gauge.Set(i, returns(i, bar));
            correlation = gauge.Next();
        }

        return correlation;
    }

    private static double Wave(int bar) => Math.Sin(bar * 1.7) / 100d;
}
