using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Engine.Quotes;

namespace TradingDaemon.Tests.Engine.Quotes;

public sealed class QuoteCacheTests
{
    private static readonly InstrumentId First = new(0);
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private QuoteCache _cache = new(2, new CacheLimits());

    [SetUp]
    public void MakeCache() => _cache = new QuoteCache(2, new CacheLimits());

    [Test]
    public void TryGet_BeforeAnyQuote_IsFalse() => Assert.That(_cache.TryGet(First, Start, out _), Is.False);

    [TestCase(5.0, true)]
    [TestCase(5.001, false)]
    public void TryGet_AroundTheLifetime_ForgetsTheOld(double age, bool expected)
    {
        _cache.Take(RawTick.OfQuote(First, Start, Start, 100m, RawTick.UnknownSize, 101m, 7m));
        Assert.That(_cache.TryGet(First, Start + TimeSpan.FromSeconds(age), out var quote), Is.EqualTo(expected));
        Assert.That((quote.Bid.QuotePerBase, quote.BidSizeBase, quote.Ask.QuotePerBase, quote.AskSizeBase), Is.EqualTo((100m, (decimal?)null, 101m, (decimal?)7m)));
        Assert.That(_cache.TryGet(new InstrumentId(1), Start, out _), Is.False);
    }

    [Test]
    public void Take_Book_IsBookAndQuoteEachWithItsLifetime()
    {
        var book = new BookSnapshot([new BookLevel(100m, 3m)], [new BookLevel(101m, 4m)]);
        _cache.Take(RawTick.OfBook(First, Start, Start, book));
        Assert.That(_cache.TryGetBook(First, Start + TimeSpan.FromSeconds(2), out var found), Is.True);
        Assert.That(found, Is.SameAs(book));
        Assert.That(_cache.TryGetBook(First, Start + TimeSpan.FromSeconds(2.1), out _), Is.False);
        Assert.That(_cache.TryGetBook(new InstrumentId(1), Start, out _), Is.False);
        Assert.That(_cache.TryGet(First, Start + TimeSpan.FromSeconds(3), out var quote), Is.True);
        Assert.That(quote.AskSizeBase, Is.EqualTo(4m));
    }

    [Test]
    public void TradesOf_MoreThanKept_HasTheLastHundred()
    {
        Assert.That(_cache.TradesOf(First), Is.Empty);
        for (var i = 1; i <= 130; i++) _cache.Take(RawTick.OfTrade(First, Start, Start, i, i % 2 == 0 ? RawTick.UnknownSize : 1m, AggressorSide.Sell));
        var trades = _cache.TradesOf(First);
        Assert.That(trades.Select(static trade => trade.Price.QuotePerBase), Is.EqualTo(Enumerable.Range(31, 100).Select(static i => (decimal)i)));
        Assert.That(trades[0], Is.EqualTo(trades[0] with { SizeBase = 1m, Aggressor = AggressorSide.Sell, SourceTime = Start, ReceivedTime = Start }));
        Assert.That(trades[1].SizeBase, Is.Null);
    }

    [Test]
    public void Take_Bar_IsNoQuote()
    {
        _cache.Take(RawTick.OfBar(First, Start, Start, TimeSpan.FromMinutes(1), 1m, 1m, 1m, 1m, 1m));
        Assert.That(_cache.TryGet(First, Start, out _), Is.False);
    }
}
