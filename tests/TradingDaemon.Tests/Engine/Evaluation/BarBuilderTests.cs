using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Engine.Evaluation.Bars;

namespace TradingDaemon.Tests.Engine.Evaluation;

public sealed class BarBuilderTests
{
    private static readonly DateTimeOffset Noon = Bench.Start;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private BarBuilder _builder = new(Minute);
    private List<Bar> _bars = [];

    [SetUp]
    public void MakeBuilder() => (_builder, _bars) = (new BarBuilder(Minute), []);

    [Test]
    public void Constructor_IntervalNotPositive_Throws() => Assert.That(() => new BarBuilder(TimeSpan.Zero), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Observe_EventOfALaterBar_ClosesTheOneBefore()
    {
        Trade(30, 10, 1);
        Trade(59.9, 12, 2);
        Assert.That(_bars, Is.Empty);
        Trade(60, 11, 4);
        Trade(70, 9, 8);
        Trade(119.999, 10, 16);
        Trade(250, 10, 1);
        Assert.That(_bars, Is.EqualTo(new[]
        {
            new Bar(Noon, Minute, 10, 12, 10, 12, 3, IsComplete: false),
            new Bar(Noon + Minute, Minute, 11, 11, 9, 10, 28, IsComplete: true),
        }), "the first bar may have missed its beginning, and the empty minutes make none");
    }

    [Test]
    public void AdvanceTo_ReachingTheEnd_ClosesOnceAndLeavesOutLateEvents()
    {
        Trade(30, 10);
        AdvanceTo(59.9);
        Assert.That(_bars, Is.Empty);
        AdvanceTo(60);
        AdvanceTo(61);
        Assert.That(_bars, Has.Count.EqualTo(1));
        Trade(59.95, 99);
        Assert.That(_builder.LateObservations, Is.EqualTo(1));
        Trade(62, 11);
        Trade(61, 12);
        Trade(55, 99);
        Trade(120, 10);
        Assert.That(_bars[1], Is.EqualTo(new Bar(Noon + Minute, Minute, 11, 12, 11, 12, 2, IsComplete: true)));
        Assert.That(_builder.LateObservations, Is.EqualTo(2));
    }

    [Test]
    public void Observe_FirstTrade_StartsTheBarAnewAndSilencesMids()
    {
        Mid(1, 100);
        Mid(2, 200);
        Trade(3, 10);
        Mid(4, 300);
        Trade(5, 11);
        Mid(61, 300);
        Assert.That(_bars, Is.Empty);
        Trade(62, 12);
        Assert.That(_bars, Is.EqualTo(new[] { new Bar(Noon, Minute, 10, 11, 10, 11, 2, IsComplete: false) }));
    }

    [Test]
    public void Observe_OnlyMids_BuildsBarsWithoutVolume()
    {
        Mid(1, 100);
        Mid(2, 101);
        Mid(61, 99);
        Assert.That(_bars, Is.EqualTo(new[] { new Bar(Noon, Minute, 100, 101, 100, 101, 0, IsComplete: false) }));
    }

    [Test]
    public void MarkIncomplete_InsideAndBetweenBars_FlagsTheBarConcerned()
    {
        Trade(30, 10);
        Trade(60, 10);
        _builder.MarkIncomplete();
        Trade(120, 10);
        AdvanceTo(180);
        _builder.MarkIncomplete();
        Trade(190, 10);
        Trade(240, 10);
        Trade(300, 10);
        Assert.That(_bars.Select(static bar => bar.IsComplete), Is.EqualTo(new[] { false, false, true, false, true }));
    }

    [Test]
    public void Observe_RecordedBarOfTheInterval_PassesThroughAndSilencesTheRest()
    {
        Trade(30, 10);
        var daily = new Bar(Noon + TimeSpan.FromSeconds(7), Minute, 1, 2, 1, 2, 5, IsComplete: true);
        Recorded(daily);
        Trade(130, 10);
        Trade(200, 10);
        Recorded(daily with { StartTime = Noon, Interval = TimeSpan.FromSeconds(30) });
        AdvanceTo(1_000);
        Assert.That(_bars, Is.EqualTo(new[] { daily }));
    }

    [Test]
    public void Observe_ShorterRecordedBars_ArePutTogetherAndCloseWithTheLastPart()
    {
        var half = TimeSpan.FromSeconds(30);
        Recorded(new Bar(Noon, half, 1, 3, 1, 2, 5, IsComplete: true));
        Assert.That(_bars, Is.Empty);
        Recorded(new Bar(Noon + half, half, 2, 2, 0.5, 1, 5, IsComplete: true));
        Recorded(new Bar(Noon + Minute, half, 4, 4, 4, 4, 1, IsComplete: false));
        Recorded(new Bar(Noon + (2 * Minute) + half, half, 6, 6, 6, 6, 1, IsComplete: true));
        AdvanceTo(180);
        Assert.That(_bars, Is.EqualTo(new[]
        {
            new Bar(Noon, Minute, 1, 3, 0.5, 1, 10, IsComplete: false),
            new Bar(Noon + Minute, Minute, 4, 4, 4, 4, 1, IsComplete: false),
            new Bar(Noon + (2 * Minute), Minute, 6, 6, 6, 6, 1, IsComplete: true),
        }));
    }

    [Test]
    public void Observe_LongerRecordedBars_SayNothing()
    {
        Recorded(new Bar(Noon, 5 * Minute, 1, 3, 1, 2, 5, IsComplete: true));
        Recorded(new Bar(Noon + TimeSpan.FromHours(1), 5 * Minute, 1, 3, 1, 2, 5, IsComplete: true));
        Assert.That(_bars, Is.Empty);
    }

    [Test]
    public void Observe_LateShorterBar_IsLeftOut()
    {
        var half = TimeSpan.FromSeconds(30);
        Recorded(new Bar(Noon + half, half, 2, 2, 2, 2, 5, IsComplete: true));
        Recorded(new Bar(Noon, half, 1, 3, 1, 2, 5, IsComplete: true));
        Assert.That((_bars.Count, _builder.LateObservations), Is.EqualTo((1, 1L)));
    }

    private void Trade(double seconds, double price, double volume = 1) => Keep(() => _builder.Observe(Bench.At(seconds).UtcTicks, price, volume, BarSource.Trade));

    private void Mid(double seconds, double price) => Keep(() => _builder.Observe(Bench.At(seconds).UtcTicks, price, 0, BarSource.Mid));

    private void Recorded(Bar bar) => Keep(() => _builder.Observe(in bar));

    private void AdvanceTo(double seconds) => Keep(() => _builder.AdvanceTo(Bench.At(seconds).UtcTicks));

    private void Keep(Action observe)
    {
        observe();
        if (_builder.HasClosed) _bars.Add(_builder.Closed);
    }
}
