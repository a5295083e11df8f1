using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Venues.Recorded;
using TradingDaemon.Venues.Recorded.Reading;

namespace TradingDaemon.Tests.Venues.Recorded;

[TestFixture]
internal sealed class RecordedCatalogTests
{
    private RecordedFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new RecordedFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("crypto_x.csv", "BTCUSDT", AssetClass.Crypto, "BTC/USDT")]
    [TestCase("crypto_x.csv", "DASHBTC", AssetClass.Crypto, "DASH/BTC")]
    [TestCase("crypto_x.csv", "BTC-USD", AssetClass.Crypto, "BTC/USD")]
    [TestCase("crypto_x.csv", "BTC_USDT", AssetClass.Crypto, "BTC/USDT")]
    [TestCase("crypto_x.csv", "WEIRD", AssetClass.Crypto, "WEIRD")]
    [TestCase("crypto_x.csv", "BTC-PERP", AssetClass.Crypto, "BTC-PERP")]
    [TestCase("x.csv", "BTCUSD_PERP", AssetClass.Crypto, "BTCUSD_PERP")]
    [TestCase("x.csv", "BTCUSD", AssetClass.Crypto, "BTC/USD")]
    [TestCase("x.csv", "GBPJPY", AssetClass.Forex, "GBP/JPY")]
    [TestCase("x.csv", "EUR/USD", AssetClass.Forex, "EUR/USD")]
    [TestCase("x.csv", "FOO/BAR", AssetClass.Crypto, "FOO/BAR")]
    [TestCase("x.csv", "BRK.B", AssetClass.Equity, "BRK.B")]
    [TestCase("equity_x.csv", "BTCUSD", AssetClass.Equity, "BTCUSD")]
    [TestCase("forex_x.csv", "USDXXX", AssetClass.Forex, "USD/XXX")]
    [TestCase("equity_x.csv", "AAPL  250117C00150000", AssetClass.Option, "AAPL250117C00150000")]
    public void Extend_Spelling_IsReadByFileNameAndSyntax(string file, string spelling, AssetClass assetClass, string canonical)
    {
        var path = _folder.Write(file, RecordedFolder.TradeHeader, $"2024-01-01T00:00:00Z,{spelling},1.5,2,");
        var instrument = RecordedFolder.CatalogOf(path).All.Single();
        Assert.Multiple(() =>
        {
            Assert.That((instrument.AssetClass, instrument.Symbol.Text, instrument.VenueSymbol), Is.EqualTo((assetClass, canonical, spelling)));
            Assert.That(instrument.Option is not null, Is.EqualTo(assetClass == AssetClass.Option));
            Assert.That(RecordedFolder.ReadAll(path).Single().Instrument, Is.EqualTo(instrument.Id));
        });
    }

    [TestCase("x.csv")]
    [TestCase("forex_x.csv")]
    public void Extend_UnreadableSpelling_SaysWhatToDo(string file)
    {
        var path = _folder.Write(file, RecordedFolder.TradeHeader, "2024-01-01T00:00:00Z,who_,1,1,");
        Assert.That(() => RecordedFolder.CatalogOf(path), Throws.TypeOf<InvalidDataException>().With.Message.Contains("who_").And.Message.Contains("crypto_"));
    }

    [Test]
    public void Extend_ConfiguredInstrument_WinsByVenueSymbolSymbolOrReading()
    {
        var configured = new InstrumentCatalog([Configured(0, "BTC/USD", "XBTUSD"), Configured(1, "SPY", "SPY.P")]);
        var path = _folder.Write("crypto_x.csv", RecordedFolder.TradeHeader,
            "2024-01-01T00:00:00Z,XBTUSD,1,1,", "2024-01-01T00:00:01Z,BTC/USD,1,1,", "2024-01-01T00:00:02Z,BTCUSD,1,1,", "2024-01-01T00:00:03Z,SPY,1,1,", "2024-01-01T00:00:04Z,ETHUSD,1,1,");
        var catalog = RecordedCatalog.Extend(configured, RecordedSurvey.Take([path]));
        Assert.That(catalog.All.Select(static i => i.Symbol.Text), Is.EqualTo(new[] { "BTC/USD", "SPY", "ETH/USD" }));
        Assert.That(catalog[new InstrumentId(0)], Is.SameAs(configured[new InstrumentId(0)]));
        Assert.That(RecordedFolder.ReadAll(catalog, new RecordedFaults(strict: true), path).Select(static t => t.Instrument.Index), Is.EqualTo(new[] { 0, 0, 0, 1, 2 }));
    }

    [Test]
    public void Extend_FilesInAnyOrder_GivesTheSameIds()
    {
        var first = _folder.Write("equity_1.csv", RecordedFolder.TradeHeader, "2024-01-01T00:00:00Z,ZZ,1,1,", "2024-01-01T00:00:00Z,MM,1,1,");
        var second = _folder.Write("equity_2.csv", RecordedFolder.TradeHeader, "2024-01-01T00:00:00Z,AA,1,1,");
        string[] expected = ["AA", "MM", "ZZ"];
        Assert.That(RecordedFolder.CatalogOf(first, second).All.Select(static i => i.Symbol.Text), Is.EqualTo(expected));
        Assert.That(RecordedFolder.CatalogOf(second, first).All.Select(static i => i.Symbol.Text), Is.EqualTo(expected));
    }

    [TestCase("equity_q.csv", "10.5", "100", "0.01", "1")]
    [TestCase("equity_q.csv", "10.00123456", "100", "0.0001", "1")]
    [TestCase("equity_q.csv", "10.125000", "100", "0.001", "1")]
    [TestCase("crypto_q.csv", "10.0", "3", "1", "0.00001")]
    [TestCase("crypto_q.csv", "10.1", "0.250", "0.1", "0.01")]
    [TestCase("crypto_q.csv", "0.000000000123", "0.12345678901234567890123456", "0.00000001", "0.00000001")]
    public void Extend_Increments_AreThoseTheDataShows(string file, string price, string size, string tick, string lot)
    {
        var path = _folder.Write(file, RecordedFolder.QuoteHeader, $"2024-01-01T00:00:00Z,ETHUSD,{price},{size},{price},");
        var instrument = RecordedFolder.CatalogOf(path).All.Single();
        Assert.That((instrument.TickSize, instrument.LotSize), Is.EqualTo((decimal.Parse(tick, System.Globalization.CultureInfo.InvariantCulture), decimal.Parse(lot, System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Test]
    public void Extend_QuotesAndPrints_QuotesTellTheTick()
    {
        var quotes = _folder.Write("equity_q.csv", RecordedFolder.QuoteHeader, "2024-01-01T00:00:00Z,A,10.01,1,10.02,1");
        var trades = _folder.Write("equity_t.csv", RecordedFolder.TradeHeader, "2024-01-01T00:00:00Z,A,10.0125,1,");
        Assert.That(RecordedFolder.CatalogOf(trades, quotes).All.Single().TickSize, Is.EqualTo(0.01m));
        Assert.That(RecordedFolder.CatalogOf(trades).All.Single().TickSize, Is.EqualTo(0.0001m));
    }

    [Test]
    public void Take_Survey_TellsRowsTimesSymbolsAndProgress()
    {
        var quotes = _folder.Write("equity_q.csv.gz", RecordedFolder.QuoteHeader, "2024-01-01T00:00:00Z,A,10.01,,10.020,", "bad", "2024-01-02T00:00:00Z,B,1,2.50,,");
        var bars = _folder.Write("equity_1m_.csv", [RecordedFolder.BarHeader, .. Enumerable.Repeat("2024-01-03T00:00:00Z,A,1,2,1,2.125,", 70_000)]);
        var cut = _folder.Path("equity_cut.csv.gz");
        File.WriteAllBytes(cut, File.ReadAllBytes(quotes)[..^4]);
        var progress = new Progress();
        var survey = RecordedSurvey.Take([quotes, bars, cut, _folder.Write("equity_1d_none.csv", RecordedFolder.BarHeader)], progress);
        Assert.Multiple(() =>
        {
            Assert.That((survey.Rows, survey.RowsMalformed), Is.EqualTo((70_004L, 2L)));
            Assert.That((survey.FirstTime, survey.LastTime), Is.EqualTo(((DateTimeOffset?)RecordedFolder.Utc("2024-01-01T00:00:00Z"), (DateTimeOffset?)RecordedFolder.Utc("2024-01-03T00:00:00Z"))));
            Assert.That(survey.Files[0].Symbols, Is.EqualTo(new[] { new RecordedSymbolSurvey("A", 1, 2, null), new RecordedSymbolSurvey("B", 1, 0, 1) }));
            Assert.That(survey.Files[0] with { Symbols = [] }, Is.EqualTo(new RecordedFileSurvey(
                quotes, RecordedKind.Quotes, 2, 1, false, [], RecordedFolder.Utc("2024-01-01T00:00:00Z"), RecordedFolder.Utc("2024-01-02T00:00:00Z"), null)));
            Assert.That(survey.Files[1].Symbols.Single(), Is.EqualTo(new RecordedSymbolSurvey("A", 70_000, 3, null)));
            Assert.That(survey.Files[2].EndsEarly, Is.True);
            Assert.That((survey.Files[3].FirstTime, survey.Files[3].LastTime, survey.Files[3].Rows), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null, 0L)));
            Assert.That(progress.Last, Is.EqualTo(new RecordedProgress(progress.Last.BytesTotal, progress.Last.BytesTotal)).And.Not.EqualTo(default(RecordedProgress)));
        });
    }

    [Test]
    public void Take_BrokenFiles_ThrowsWhatTheUserCanActOn()
    {
        var good = _folder.Write("equity_q.csv", RecordedFolder.QuoteHeader);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Multiple(() =>
        {
            Assert.That(() => RecordedSurvey.Take([]), Throws.ArgumentException);
            Assert.That(() => RecordedSurvey.Take([good, _folder.Path("none.csv")]), Throws.TypeOf<FileNotFoundException>().With.Message.Contains("none.csv"));
            Assert.That(() => RecordedSurvey.Take([good, _folder.Write("odd.csv", "odd")]), Throws.TypeOf<InvalidDataException>().With.Message.Contains("unknown header"));
            Assert.That(() => RecordedSurvey.Take([good], null, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        });
    }

    private static Instrument Configured(int id, string symbol, string venueSymbol) => new()
    {
        Id = new InstrumentId(id), Symbol = new Symbol(symbol), AssetClass = AssetClass.Crypto, Base = new Currency("BTC"), Quote = Currency.Usd,
        TickSize = 0.01m, LotSize = 0.01m, Venue = "simulated", VenueSymbol = venueSymbol,
    };

    private sealed class Progress : IProgress<RecordedProgress>
    {
        private readonly Lock _gate = new();

        public RecordedProgress Last { get; private set; }

        public void Report(RecordedProgress value)
        {
            lock (_gate)
                if (value.BytesConsumed >= Last.BytesConsumed) Last = value;
        }
    }
}
