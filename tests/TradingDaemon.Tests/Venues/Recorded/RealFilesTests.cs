using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Recorded;
using TradingDaemon.Venues.Recorded.Reading;

namespace TradingDaemon.Tests.Venues.Recorded;

/// <summary>Every recorded file beside the repository, against the figures its own manifest states.</summary>
[TestFixture]
internal sealed class RealFilesTests
{
    [Test]
    public void TryRead_EveryFile_HasTheRowsSymbolsAndTimesOfTheManifest()
    {
        var manifest = Manifest();
        Assert.That(manifest, Has.Count.GreaterThan(40));
        var survey = RecordedSurvey.Take([.. manifest.Select(static m => m.Path)]);
        var catalog = RecordedCatalog.Extend(new InstrumentCatalog([]), survey);
        foreach (var (entry, surveyed) in manifest.Zip(survey.Files))
        {
            Assert.That(surveyed.Rows, Is.EqualTo(entry.Rows), entry.Path);
            Assert.That(surveyed.Symbols, Has.Count.EqualTo(entry.Symbols), entry.Path);
            Assert.That((surveyed.FirstTime, surveyed.LastTime), Is.EqualTo(((DateTimeOffset?)entry.First, (DateTimeOffset?)entry.Last)), entry.Path);
            Assert.That((surveyed.RowsMalformed, surveyed.EndsEarly), Is.EqualTo((0L, false)), entry.Path);
            Assert.That(surveyed.BarInterval, Is.EqualTo(entry.BarInterval), entry.Path);

            var (rows, backwards, crossed, locked) = Read(catalog, entry.Path);
            Assert.That((rows, backwards), Is.EqualTo((entry.Rows, 0L)), entry.Path);
            // One-sided option rows are judged after the other side is carried; the manifest judges them as recorded.
            if (entry.Kind != "quotes" || Path.GetFileName(entry.Path).StartsWith("option_", StringComparison.Ordinal)) continue;
            Assert.That((crossed, locked), Is.EqualTo((entry.Crossed, entry.Locked)), entry.Path);
        }
    }

    [Test]
    public void TryRead_IbmTicks_CrossAndLockAsDocumented()
    {
        var path = Path.Combine(DataFolder(), "quotes", "equity_tick_IBM_20131007_20131011.csv.gz");
        Assert.That(Read(RecordedFolder.CatalogOf(path), path), Is.EqualTo((190_433L, 0L, 79L, 783L)));
    }

    [Test]
    public void TryRead_AllQuotesAndTradesMerged_IsInTimeOrderAndComplete()
    {
        var entries = Manifest().Where(static m => m.Kind is "quotes" or "trades").ToArray();
        var paths = entries.Select(static e => e.Path).ToArray();
        using var market = RecordedMarket.Open(paths, RecordedFolder.CatalogOf(paths), new RecordedFaults(strict: true));
        var (backwards, last) = (0, DateTimeOffset.MinValue);
        while (market.TryRead(out var tick))
        {
            if (tick.ReceivedTime < last) backwards++;
            last = tick.ReceivedTime;
        }

        Assert.That((market.RowsRead, backwards), Is.EqualTo((entries.Sum(static e => e.Rows), 0)));
    }

    [Test]
    public void Extend_RealFiles_GivesEachSpellingItsInstrument()
    {
        var paths = Manifest().Select(static m => m.Path).ToArray();
        var catalog = RecordedFolder.CatalogOf(paths);
        string Describe(string symbol) => catalog.Find(new Symbol(symbol)) is { } i
            ? string.Create(CultureInfo.InvariantCulture, $"{i.AssetClass} {i.Base}/{i.Quote} tick {i.TickSize} lot {i.LotSize} x{i.Multiplier} {i.VenueSymbol} short {i.Shortable}") : "none";
        Assert.Multiple(() =>
        {
            Assert.That(Describe("BTC/USDT"), Is.EqualTo("Crypto BTC/USDT tick 0.01 lot 0.000001 x1 BTCUSDT short False"));
            Assert.That(Describe("XRP/ETH"), Is.EqualTo("Crypto XRP/ETH tick 0.00000001 lot 0.00001 x1 XRPETH short False"));
            Assert.That(Describe("ETH/BTC"), Does.StartWith("Crypto ETH/BTC tick 0.00000001 "));
            Assert.That(Describe("BTCUSD_PERP"), Is.EqualTo("Crypto BTCUSD_PERP/USD tick 0.1 lot 0.00001 x1 BTCUSD_PERP short True"));
            Assert.That(Describe("BTC-PERP"), Is.EqualTo("Crypto BTC-PERP/USD tick 0.001 lot 0.00001 x1 BTC-PERP short True"));
            Assert.That(Describe("EUR/USD"), Is.EqualTo("Forex EUR/USD tick 0.00001 lot 1 x1 EURUSD short True"));
            Assert.That(Describe("IBM"), Is.EqualTo("Equity IBM/USD tick 0.01 lot 1 x1 IBM short True"));
            Assert.That(Describe("XLK"), Does.StartWith("Equity XLK/USD tick 0.0001 "), "adjusted closes carry float noise");
            Assert.That(Describe("GOOG151224C00600000"), Is.EqualTo("Option GOOG151224C00600000/USD tick 0.01 lot 1 x100 GOOG151224C00600000 short False"));
            Assert.That(catalog.All.Select(static i => i.Venue), Has.All.EqualTo("simulated"));
        });
    }

    private static (long Rows, long Backwards, long Crossed, long Locked) Read(InstrumentCatalog catalog, string path)
    {
        using var market = RecordedMarket.Open([path], catalog, new RecordedFaults(strict: true));
        var (backwards, crossed, locked) = (0L, 0L, 0L);
        var last = DateTimeOffset.MinValue;
        while (market.TryRead(out var tick))
        {
            if (tick.ReceivedTime < last) backwards++;
            last = tick.ReceivedTime;
            if (tick.Kind != MarketEventKind.Quote || tick.A == 0m || tick.C == 0m) continue;
            if (tick.A > tick.C) crossed++;
            if (tick.A == tick.C) locked++;
        }

        return (market.RowsRead, backwards, crossed, locked);
    }

    private static string DataFolder()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TradingDaemon.sln"))) folder = folder.Parent;
        var data = folder is null ? "" : Path.Combine(folder.FullName, "..", "shared", "data");
        if (!File.Exists(Path.Combine(data, "manifest.csv"))) Assert.Ignore("No recorded data beside the repository.");
        return data;
    }

    private static List<Entry> Manifest()
    {
        var data = DataFolder();
        var lines = File.ReadAllLines(Path.Combine(data, "manifest.csv"));
        var columns = SplitQuoted(lines[0]);
        var entries = new List<Entry>();
        foreach (var line in lines.Skip(1))
        {
            var fields = SplitQuoted(line);
            string Field(string name) => fields[columns.IndexOf(name)];
            long Count(string name) => Field(name).Length == 0 ? 0 : long.Parse(Field(name), CultureInfo.InvariantCulture);
            if (Field("kind") is not ("quotes" or "trades" or "bars" or "closes")) continue;
            entries.Add(new Entry(
                Path.Combine(data, Field("file")), Field("kind"), Count("rows"), (int)Count("symbols"), Stamp(Field("first_utc")), Stamp(Field("last_utc")),
                Count("crossed"), Count("locked"), Field("resolution")));
        }

        return entries;
    }

    // The clock's resolution is 100 ns: finer digits are cut, as the reader does.
    private static DateTimeOffset Stamp(string text) =>
        RecordedFolder.Utc(text.Length > "2024-01-01T00:00:00.1234567Z".Length ? $"{text[..27]}Z" : text);

    private static List<string> SplitQuoted(string line)
    {
        var fields = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (line[i] != ',' || quoted)) continue;
            fields.Add(line[start..i].Trim('"'));
            start = i + 1;
        }

        return fields;
    }

    private sealed record Entry(
        string Path, string Kind, long Rows, int Symbols, DateTimeOffset First, DateTimeOffset Last, long Crossed, long Locked, string Resolution)
    {
        public TimeSpan? BarInterval => Kind is "quotes" or "trades" ? null : Resolution switch
        {
            "1 second" => TimeSpan.FromSeconds(1),
            "1 minute" => TimeSpan.FromMinutes(1),
            "5 minutes" => TimeSpan.FromMinutes(5),
            _ => TimeSpan.FromDays(1),
        };
    }
}
