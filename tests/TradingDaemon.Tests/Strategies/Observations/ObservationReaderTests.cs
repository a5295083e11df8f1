using NUnit.Framework;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Observations;
using TradingDaemon.Tests.Strategies.Support;

namespace TradingDaemon.Tests.Strategies.Observations;

public sealed class ObservationReaderTests
{
    private static readonly ObservationReader Quotes = new(TimeSpan.Zero);
    private static readonly ObservationReader Bars = new(TimeSpan.FromSeconds(1));

    [Test]
    public void Needs_WithoutBars_IsEveryEvent() => Assert.That(Quotes.Needs(7), Is.EqualTo(new StrategyNeeds(true, TimeSpan.Zero, 7)));

    [Test]
    public void Needs_WithBars_IsClosedBarsOnly() => Assert.That(Bars.Needs(7), Is.EqualTo(new StrategyNeeds(false, TimeSpan.FromSeconds(1), 7)));

    [Test]
    public void TryRead_QuoteWithoutBars_IsTheMid()
    {
        Assert.That(Quotes.TryRead(Samples.Quote(101.5, Samples.Start), out var observation));
        Assert.That(observation, Is.EqualTo(new Observation(101.5, 101.5, 101.5)));
    }

    [Test]
    public void TryRead_TradeWithoutBars_IsNone() => Assert.That(Quotes.TryRead(Samples.Trade(101d, Samples.Start), out _), Is.False);

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(0d)]
    [TestCase(-1d)]
    public void TryRead_NotAPrice_IsNone(double value)
    {
        Assert.That(Quotes.TryRead(Samples.Quote(value, Samples.Start), out _), Is.False);
        Assert.That(Bars.TryRead(Samples.Closed(Samples.Bar(1d, 2d, 1d, value)), out _), Is.False);
    }

    [Test]
    public void TryRead_QuoteWhenBarsAreAskedFor_IsNone() => Assert.That(Bars.TryRead(Samples.Quote(100d, Samples.Start), out _), Is.False);

    [Test]
    public void TryRead_ClosedBar_IsCloseWithExtremes()
    {
        Assert.That(Bars.TryRead(Samples.Closed(Samples.Bar(10d, 12d, 9d, 11d)), out var observation));
        Assert.That(observation, Is.EqualTo(new Observation(11d, 12d, 9d)));
    }

    [Test]
    public void TryRead_IncompleteBar_TrustsOnlyTheClose()
    {
        Assert.That(Bars.TryRead(Samples.Closed(Samples.Bar(10d, 12d, 9d, 11d, isComplete: false)), out var observation));
        Assert.That(observation, Is.EqualTo(new Observation(11d, 11d, 11d)));
    }
}
