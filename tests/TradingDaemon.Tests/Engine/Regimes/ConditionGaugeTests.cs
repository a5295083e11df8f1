using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Regimes;
using TradingDaemon.Engine.Regimes;

namespace TradingDaemon.Tests.Engine.Regimes;

/// <summary>One instrument's regime: at each number, beside it, and on the way back.</summary>
[TestFixture]
internal sealed class ConditionGaugeTests
{
    private const int Bars = 20;
    private static readonly RegimePolicy Policy = new() { Bars = Bars };

    [Test]
    public void Judge_BeforeThereAreEnoughBars_SaysNothing()
    {
        var gauge = Steady(bars: 13 + Bars); // a range needs fourteen true ranges, and the first bar has none
        Assert.That(gauge.Current, Is.EqualTo(Regime.Unknown));
        Bar(gauge, 1d);
        Assert.That(gauge.Current, Is.EqualTo(Regime.Unknown));
        Bar(gauge, 1d);
        Assert.That(gauge.Current, Is.EqualTo(Regime.Normal), "alike its past");
    }

    [TestCase(1.2, Regime.Volatile), TestCase(0.8, Regime.Quiet), TestCase(1.0, Regime.Normal)]
    public void Judge_OfAnotherRange_IsByWhereItStandsAmongThePast(double width, Regime expected)
    {
        var gauge = Steady();
        Bar(gauge, width);
        Assert.That(gauge.Current, Is.EqualTo(expected));
    }

    [TestCase(100, double.NaN, Regime.Volatile, TestName = "Judge_AWideRangeAlone_IsNoPanic")]
    [TestCase(1000, double.NaN, Regime.Panic, TestName = "Judge_AWideRangeOnARushOfTrades_IsAPanic")]
    [TestCase(100, 0.81, Regime.Panic, TestName = "Judge_AWideRangeWithEverythingMovingTogether_IsAPanic")]
    [TestCase(100, 0.80, Regime.Volatile, TestName = "Judge_ACorrelationAtItsNumber_IsNoPanic")]
    [TestCase(double.NaN, double.NaN, Regime.Volatile, TestName = "Judge_AWideRangeWithoutVolumes_IsVolatile")]
    public void Judge_OfAPanic(double volume, double correlation, Regime expected)
    {
        var gauge = Steady();
        Bar(gauge, 3d, volume, correlation);
        Assert.That(gauge.Current, Is.EqualTo(expected));
    }

    [TestCase(0.73, Regime.Panic, TestName = "Judge_OfAPanicAboveNineTenthsOfItsNumber_GoesOn"), TestCase(0.71, Regime.Volatile, TestName = "Judge_OfAPanicBelowNineTenthsOfItsNumber_Ends")]
    public void Judge_OnTheWayBack(double correlation, Regime expected)
    {
        var gauge = Steady();
        Bar(gauge, 3d, 100d, 0.9);
        Assert.That(gauge.Current, Is.EqualTo(Regime.Panic));
        Bar(gauge, 4d, 100d, correlation);
        Assert.That(gauge.Current, Is.EqualTo(expected));
    }

    [TestCase(19, Regime.Dead, TestName = "Judge_HardlyAnythingMovedOrTraded_IsDead")]
    [TestCase(25, Regime.Quiet, TestName = "Judge_HardlyAnythingMovedButTraded_IsQuiet")]
    [TestCase(double.NaN, Regime.Quiet, TestName = "Judge_HardlyAnythingMovedAndNobodyTellsTrades_IsQuiet")]
    public void Judge_OfADeadMarket(double volume, Regime expected)
    {
        var gauge = Steady();
        Bar(gauge, 0.1, volume);
        Assert.That(gauge.Current, Is.EqualTo(expected));
    }

    [Test]
    public void Close_WithoutAQuote_IsNoBar()
    {
        var gauge = Steady();
        Bar(gauge, 3d);
        gauge.Close(double.NaN);
        gauge.Judge(0.99);
        Assert.That((gauge.Current, gauge.Return), Is.EqualTo((Regime.Volatile, double.NaN)), "as it was");
    }

    /// <summary>Bug: the night's gap was the range of a share's first bar, which with the opening's trades was a panic each morning.</summary>
    [TestCase(ConditionGauge.IdleMax, false), TestCase(ConditionGauge.IdleMax - 1, true)]
    public void Close_AfterAnHourWithoutQuotes_BeginsAnew(int idle, bool isPanic)
    {
        var gauge = Steady();
        for (var i = 0; i < idle; i++) gauge.Close(_total);
        Bar(gauge, 1d, 1_000d, around: 103d);
        Assert.That((gauge.Current == Regime.Panic, double.IsNaN(gauge.Return)), Is.EqualTo((isPanic, idle == ConditionGauge.IdleMax)));
        Bar(gauge, 1d, around: 103d);
        Assert.That((gauge.Current == Regime.Panic, gauge.Return), Is.EqualTo((false, 0d)), "the next one has one before it");
    }

    private double _total;

    [SetUp]
    public void Begin() => _total = 0d;

    // Bars of one width and of about one volume.
    private ConditionGauge Steady(int bars = 16 + Bars)
    {
        var gauge = new ConditionGauge(Policy);
        for (var i = 0; i < bars; i++) Bar(gauge, 1d, i % 2 == 0 ? 95d : 105d);
        return gauge;
    }

    private void Bar(ConditionGauge gauge, double width, double volume = 100d, double correlation = double.NaN, double around = 100d)
    {
        foreach (var mid in new[] { around, around + (width / 2d), around - (width / 2d), around }) gauge.Observe(mid);
        _total += double.IsNaN(volume) ? 0d : volume;
        gauge.Close(double.IsNaN(volume) ? double.NaN : _total);
        gauge.Judge(correlation);
    }
}
