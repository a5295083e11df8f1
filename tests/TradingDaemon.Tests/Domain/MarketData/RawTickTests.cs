using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Tests.Domain.MarketData;

public sealed class RawTickTests
{
    private static readonly InstrumentId Instrument = new(7);
    private static readonly DateTimeOffset Source = new(2024, 8, 8, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Received = Source.AddMilliseconds(3);

    [Test]
    public void OfQuote_FillsBothSides()
    {
        var tick = RawTick.OfQuote(Instrument, Source, Received, 10m, 1m, 11m, RawTick.UnknownSize);
        AssertStamped(tick, MarketEventKind.Quote);
        Assert.That((tick.A, tick.B, tick.C, tick.D, tick.E), Is.EqualTo((10m, 1m, 11m, -1m, 0m)));
    }

    [Test]
    public void OfTrade_KeepsItsAggressor()
    {
        var tick = RawTick.OfTrade(Instrument, Source, Received, 10m, 2m, AggressorSide.Sell);
        AssertStamped(tick, MarketEventKind.Trade);
        Assert.That((tick.A, tick.B, tick.Aggressor), Is.EqualTo((10m, 2m, AggressorSide.Sell)));
    }

    [Test]
    public void OfBar_KeepsItsPricesVolumeAndLength()
    {
        var tick = RawTick.OfBar(Instrument, Source, Received, TimeSpan.FromMinutes(1), 10m, 12m, 9m, 11m, 500m);
        AssertStamped(tick, MarketEventKind.Bar);
        Assert.That((tick.A, tick.B, tick.C, tick.D, tick.E, tick.Interval), Is.EqualTo((10m, 12m, 9m, 11m, 500m, TimeSpan.FromMinutes(1))));
    }

    [Test]
    public void OfBook_FillsTheQuoteFromItsBestLevels()
    {
        var book = new BookSnapshot([new BookLevel(10m, 1m), new BookLevel(9m, 5m)], [new BookLevel(11m, 2m)]);
        var tick = RawTick.OfBook(Instrument, Source, Received, book);
        AssertStamped(tick, MarketEventKind.Book);
        Assert.That((tick.A, tick.B, tick.C, tick.D), Is.EqualTo((10m, 1m, 11m, 2m)));
        Assert.That(tick.Book, Is.SameAs(book));
    }

    [Test]
    public void OfBook_WithoutLevels_HasNoPricesAndUnknownSizes()
    {
        var tick = RawTick.OfBook(Instrument, Source, Received, new BookSnapshot([], []));
        Assert.That((tick.A, tick.B, tick.C, tick.D), Is.EqualTo((0m, RawTick.UnknownSize, 0m, RawTick.UnknownSize)));
    }

    [Test]
    public void ReceivedAt_ChangesOnlyTheReceiveTime()
    {
        var tick = RawTick.OfTrade(Instrument, Source, Received, 10m, 2m, AggressorSide.Unknown);
        var later = tick.ReceivedAt(Received.AddDays(1));
        Assert.Multiple(() =>
        {
            Assert.That(later.ReceivedTime, Is.EqualTo(Received.AddDays(1)));
            Assert.That(later.ReceivedAt(Received), Is.EqualTo(tick));
        });
    }

    private static void AssertStamped(RawTick tick, MarketEventKind kind) =>
        Assert.That((tick.Kind, tick.Instrument, tick.SourceTime, tick.ReceivedTime), Is.EqualTo((kind, Instrument, Source, Received)));
}
