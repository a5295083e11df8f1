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

    /// <summary>What answers a question is as old as its source says, however lately it came; a source's time of the future makes it no fresher.</summary>
    [TestCase(-5.0, 0.0, true), TestCase(-5.001, 0.0, false), TestCase(-3.0, 2.0, true), TestCase(-3.0, 2.001, false), TestCase(1.0, 5.0, true), TestCase(1.0, 5.001, false)]
    public void TryGet_OfAnAnswer_AgesFromWhatItsSourceSays(double source, double later, bool expected)
    {
        _cache.Take(RawTick.OfQuote(First, Start + TimeSpan.FromSeconds(source), Start, 100m, RawTick.UnknownSize, 101m, 7m).AsAnswer());
        Assert.That(_cache.TryGet(First, Start + TimeSpan.FromSeconds(later), out _), Is.EqualTo(expected));
    }

    [Test]
    public void Take_Book_IsItsTouch()
    {
        _cache.Take(RawTick.OfBook(First, Start, Start, new BookSnapshot([new BookLevel(100m, 3m)], [new BookLevel(101m, 4m)])));
        Assert.That(_cache.TryGet(First, Start + TimeSpan.FromSeconds(3), out var quote), Is.True);
        Assert.That(quote.AskSizeBase, Is.EqualTo(4m));
    }

    [Test]
    public void Take_Trade_IsNoQuote()
    {
        _cache.Take(RawTick.OfTrade(First, Start, Start, 5m, 1m, AggressorSide.Sell));
        Assert.That(_cache.TryGet(First, Start, out _), Is.False);
    }

    [Test]
    public void Take_Bar_IsNoQuote()
    {
        _cache.Take(RawTick.OfBar(First, Start, Start, TimeSpan.FromMinutes(1), 1m, 1m, 1m, 1m, 1m));
        Assert.That(_cache.TryGet(First, Start, out _), Is.False);
    }
}
