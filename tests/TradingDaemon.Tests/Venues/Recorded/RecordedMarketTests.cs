using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Recorded;
using TradingDaemon.Venues.Recorded.Reading;
using static TradingDaemon.Tests.Venues.Recorded.RecordedFolder;

namespace TradingDaemon.Tests.Venues.Recorded;

[TestFixture]
[NonParallelizable] // another thread's collection counts against the thread that is measured
internal sealed class RecordedMarketTests
{
    private RecordedFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new RecordedFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("quotes.csv.gz")]
    [TestCase("quotes.csv")]
    public void TryRead_Quotes_KeepsPricesSizesAndStamps(string name)
    {
        var path = _folder.Write(name, QuoteHeader, "2024-08-08T23:54:14.087891268Z,BTCUSDT,61837.63,3.78826,61837.64,1.54698");
        var tick = ReadAll(path).Single();
        Assert.Multiple(() =>
        {
            Assert.That(tick.Kind, Is.EqualTo(MarketEventKind.Quote));
            Assert.That((tick.A, tick.B, tick.C, tick.D), Is.EqualTo((61837.63m, 3.78826m, 61837.64m, 1.54698m)));
            Assert.That(tick.SourceTime, Is.EqualTo(Utc("2024-08-08T23:54:14.0878912Z")), "nanoseconds are cut to the clock's 100");
            Assert.That(tick.ReceivedTime, Is.EqualTo(tick.SourceTime));
        });
    }

    [Test]
    public void TryRead_Trades_TellsAggressorAndUnknownSize()
    {
        var path = _folder.Write("crypto_t.csv.gz", TradeHeader,
            "2024-01-01T00:00:00.000Z,ETHBTC,0.05,2,buy", "2024-01-01T00:00:00.000Z,ETHBTC,0.06,3,sell", "2024-01-01T00:00:01.000Z,ETHBTC,0.07,,");
        Assert.That(
            ReadAll(path).Select(static t => (t.Kind, t.A, t.B, t.Aggressor)),
            Is.EqualTo(new[]
            {
                (MarketEventKind.Trade, 0.05m, 2m, AggressorSide.Buy), (MarketEventKind.Trade, 0.06m, 3m, AggressorSide.Sell),
                (MarketEventKind.Trade, 0.07m, RawTick.UnknownSize, AggressorSide.Unknown),
            }));
    }

    [Test]
    public void TryRead_Bars_AreKnownOnlyWhenOver()
    {
        var bars = _folder.Write("equity_1m_A.csv", BarHeader, "2024-01-01T00:00:00Z,A,1,4,0.5,2,100", "2024-01-01T00:01:00Z,A,2,2,2,2,");
        var quotes = _folder.Write("equity_q.csv", QuoteHeader, "2024-01-01T00:00:30Z,A,1,1,2,1", "2024-01-01T00:01:00Z,A,1,1,2,1", "2024-01-01T00:01:30Z,A,1,1,2,1");
        var ticks = ReadAll(bars, quotes);
        Assert.Multiple(() =>
        {
            Assert.That(ticks.Select(static t => t.Kind), Is.EqualTo(new[]
            {
                MarketEventKind.Quote, MarketEventKind.Bar, MarketEventKind.Quote, MarketEventKind.Quote, MarketEventKind.Bar,
            }));
            Assert.That((ticks[1].SourceTime, ticks[1].ReceivedTime, ticks[1].Interval), Is.EqualTo((Utc("2024-01-01T00:00:00Z"), Utc("2024-01-01T00:01:00Z"), TimeSpan.FromMinutes(1))));
            Assert.That((ticks[1].A, ticks[1].B, ticks[1].C, ticks[1].D, ticks[1].E), Is.EqualTo((1m, 4m, 0.5m, 2m, 100m)));
            Assert.That(ticks[4].E, Is.EqualTo(RawTick.UnknownSize));
        });
    }

    [Test]
    public void TryRead_Closes_AreFlatDailyBars()
    {
        var path = _folder.Write("adjclose.csv.gz", CloseHeader, "2024-03-08T14:30:00Z,IGE,42.09", "2024-03-11T13:30:00Z,IGE,42.10");
        var tick = ReadAll(path)[0];
        Assert.Multiple(() =>
        {
            Assert.That((tick.A, tick.B, tick.C, tick.D, tick.E), Is.EqualTo((42.09m, 42.09m, 42.09m, 42.09m, RawTick.UnknownSize)));
            Assert.That(tick.Kind, Is.EqualTo(MarketEventKind.Bar));
        });
    }

    [TestCase("crypto_1m_X.csv", 1)]
    [TestCase("bars_15m.csv.gz", 15)]
    [TestCase("crypto_1h_X.csv", 60)]
    [TestCase("1d_x.csv", 1440)]
    [TestCase("equity_any.csv", 5)]
    [TestCase("equity_12symbols_0m_20240101.csv", 5)]
    public void Open_Bars_IntervalFromNameElseFromSmallestGap(string name, int minutes)
    {
        var path = _folder.Write(name, BarHeader,
            "2024-01-01T00:00:00Z,A,1,1,1,1,1", "2024-01-01T00:01:00Z,B,1,1,1,1,1", "2024-01-01T00:20:00Z,A,1,1,1,1,1", "2024-01-01T00:25:00Z,A,1,1,1,1,1", "broken");
        Assert.That(ReadAll(new RecordedFaults(), path)[0].Interval, Is.EqualTo(TimeSpan.FromMinutes(minutes)));
    }

    [Test]
    public void Open_DailyBarsAcrossClockChange_IsOneDay()
    {
        var path = _folder.Write("equity_x.csv", BarHeader, "2024-03-09T14:30:00Z,A,1,1,1,1,1", "2024-03-10T13:30:00Z,A,1,1,1,1,1");
        Assert.That(ReadAll(path)[0].Interval, Is.EqualTo(TimeSpan.FromDays(1)));
    }

    [Test]
    public void TryRead_EmptySideOfOption_RepeatsThatSidesLastValue()
    {
        var path = _folder.Write("option_q.csv", QuoteHeader,
            "2024-01-02T15:00:00Z,AAPL250117C00150000,,,5.2,3", "2024-01-02T15:00:00Z,AAPL250117P00150000,,,,",
            "2024-01-02T15:01:00Z,AAPL250117C00150000,5.0,2,,", "2024-01-02T15:02:00Z,AAPL250117C00150000,,,5.3,", "2024-01-02T15:03:00Z,AAPL250117C00150000,0,0,,");
        Assert.That(ReadAll(path).Select(static t => (t.A, t.B, t.C, t.D)), Is.EqualTo(new[]
        {
            (0m, RawTick.UnknownSize, 5.2m, 3m), (0m, RawTick.UnknownSize, 0m, RawTick.UnknownSize),
            (5.0m, 2m, 5.2m, 3m), (5.0m, 2m, 5.3m, RawTick.UnknownSize), (0m, 0m, 5.3m, RawTick.UnknownSize),
        }));
    }

    [Test]
    public void TryRead_MalformedOptionRow_DoesNotChangeCarriedSides()
    {
        var path = _folder.Write("option_q.csv", QuoteHeader,
            "2024-01-02T15:01:00Z,AAPL250117C00150000,5.0,2,6.0,1", "2024-01-02T15:00:00Z,AAPL250117C00150000,1,1,1,1",
            "2024-01-02T15:02:00Z,AAPL250117C00150000,2,2,x,1", "2024-01-02T15:02:00Z,AAPL250117C00150000,,,,");
        Assert.That(ReadAll(new RecordedFaults(), path)[^1].A, Is.EqualTo(5.0m));
    }

    [Test]
    public void TryRead_EmptySideOfOtherThings_IsAbsent()
    {
        var path = _folder.Write("equity_q.csv", QuoteHeader, "2024-01-02T15:00:00Z,A,1,1,2,1", "2024-01-02T15:01:00Z,A,,,2,", "2024-01-02T15:02:00Z,A,1,,,");
        Assert.That(ReadAll(path).Skip(1).Select(static t => (t.A, t.B, t.C, t.D)), Is.EqualTo(new[]
        {
            (0m, RawTick.UnknownSize, 2m, RawTick.UnknownSize), (1m, RawTick.UnknownSize, 0m, RawTick.UnknownSize),
        }));
    }

    [Test]
    public void TryRead_EqualStamps_KeepOrderOfFilesThenOfRows()
    {
        var first = _folder.Write("equity_1.csv", TradeHeader, "2024-01-01T00:00:01Z,A,1,1,", "2024-01-01T00:00:01Z,A,2,1,", "2024-01-01T00:00:03Z,A,3,1,");
        var second = _folder.Write("equity_2.csv.gz", TradeHeader, "2024-01-01T00:00:00Z,A,10,1,", "2024-01-01T00:00:01Z,A,11,1,", "2024-01-01T00:00:03Z,A,12,1,");
        var third = _folder.Write("equity_3.csv", TradeHeader);
        Assert.Multiple(() =>
        {
            Assert.That(ReadAll(first, second, third).Select(static t => t.A), Is.EqualTo(new[] { 10m, 1m, 2m, 11m, 3m, 12m }));
            Assert.That(ReadAll(third, second, first).Select(static t => t.A), Is.EqualTo(new[] { 10m, 11m, 1m, 2m, 12m, 3m }));
        });
    }

    [Test]
    public void TryRead_ManyRandomFiles_EqualsStableSort()
    {
        const int Seed = 7;
        TestContext.Out.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var paths = new List<string>();
        var expected = new List<(DateTimeOffset At, decimal Price)>();
        for (var file = 0; file < 13; file++)
        {
            var at = Utc("2024-01-01T00:00:00Z");
            var rows = new List<string> { TradeHeader };
            for (var row = 0; row < random.Next(400); row++)
            {
                at = at.AddMilliseconds(random.Next(3));
                var price = (file + 1) * 1000 + row;
                rows.Add($"{at:yyyy-MM-ddTHH:mm:ss.fff}Z,A,{price},1,");
                expected.Add((at, price));
            }

            paths.Add(_folder.Write($"equity_{file}.csv.gz", [.. rows]));
        }

        Assert.That(ReadAll([.. paths]).Select(static t => (t.SourceTime, t.A)), Is.EqualTo(expected.OrderBy(static e => e.At)));
    }

    [Test]
    public void TryRead_RowsOverManyChunks_AreWholeAndCostNoMemory()
    {
        const int Rows = 50_000;
        var lines = Enumerable.Range(0, Rows).Select(static i => $"{Utc("2024-01-01T00:00:00Z").AddMilliseconds(i):yyyy-MM-ddTHH:mm:ss.fff}Z,A,{i + 1}.5,{i},buy");
        var path = _folder.Write("equity_long.csv.gz", [TradeHeader, .. lines]);
        using var market = RecordedMarket.Open([path], CatalogOf(path), new RecordedFaults(strict: true));
        Assert.That(market.TryRead(out _), Is.True);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var wrong = 0;
        for (var i = 1; i < Rows; i++)
            if (!market.TryRead(out var tick) || tick.A != i + 1.5m || tick.B != i) wrong++;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Multiple(() =>
        {
            Assert.That(wrong, Is.Zero);
            Assert.That(allocated, Is.LessThan(Rows), "less than a byte a row: a constant, not a share of each");
            Assert.That(market.TryRead(out _), Is.False);
            Assert.That(market.TryRead(out _), Is.False);
            Assert.That((market.RowsRead, market.RowsMalformed), Is.EqualTo(((long)Rows, 0L)));
            Assert.That(market.BytesConsumed, Is.EqualTo(market.BytesTotal).And.EqualTo(new FileInfo(path).Length));
            Assert.That(market.CurrentTime, Is.EqualTo(Utc("2024-01-01T00:00:49.999Z")));
        });
    }

    [Test]
    public void Dispose_InTheMiddle_ClosesTheFile()
    {
        var path = _folder.Write("equity_x.csv", [TradeHeader, .. Enumerable.Repeat("2024-01-01T00:00:00Z,A,1,1,", 50_000)]);
        using (var market = RecordedMarket.Open([path], CatalogOf(path), new RecordedFaults())) market.TryRead(out _);
        using var exclusive = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.That(exclusive.Length, Is.GreaterThan(0));
    }
}
