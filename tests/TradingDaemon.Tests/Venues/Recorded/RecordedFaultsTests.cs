using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Venues.Recorded;
using TradingDaemon.Venues.Recorded.Reading;
using static TradingDaemon.Tests.Venues.Recorded.RecordedFolder;

namespace TradingDaemon.Tests.Venues.Recorded;

[TestFixture]
internal sealed class RecordedFaultsTests
{
    private const string Good = "2024-01-01T00:00:05Z,A,1,1,buy";

    private RecordedFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new RecordedFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("2024-01-01T00:00:06Z", RecordedFaultKind.FieldCount)]
    [TestCase("2024-01-01T00:00:06Z,A", RecordedFaultKind.FieldCount)]
    [TestCase("2024-01-01T00:00:06Z,A,1", RecordedFaultKind.FieldCount)]
    [TestCase("2024-01-01T00:00:06Z,A,1,1", RecordedFaultKind.FieldCount)]
    [TestCase("2024-01-01T00:00:06Z,A,1,1,buy,", RecordedFaultKind.FieldCount)]
    [TestCase("2024-01-01T00:00:06,A,1,1,buy", RecordedFaultKind.Stamp)]
    [TestCase("2024-01-01T00:00:06ZZ,A,1,1,buy", RecordedFaultKind.Stamp)]
    [TestCase("garbage", RecordedFaultKind.Stamp)]
    [TestCase("2024-01-01T00:00:04.999Z,A,1,1,buy", RecordedFaultKind.OutOfOrder)]
    [TestCase("2024-01-01T00:00:06Z,ZZZ,1,1,buy", RecordedFaultKind.UnknownSymbol)]
    [TestCase("2024-01-01T00:00:06Z,,1,1,buy", RecordedFaultKind.UnknownSymbol)]
    [TestCase("2024-01-01T00:00:06Z,A,,1,buy", RecordedFaultKind.Number)]
    [TestCase("2024-01-01T00:00:06Z,A,one,1,buy", RecordedFaultKind.Number)]
    [TestCase("2024-01-01T00:00:06Z,A,1,1.1.1,buy", RecordedFaultKind.Number)]
    [TestCase("2024-01-01T00:00:06Z,A,1,-1,buy", RecordedFaultKind.NegativeSize)]
    [TestCase("2024-01-01T00:00:06Z,A,1,1,BUY!", RecordedFaultKind.Side)]
    public void TryRead_MalformedRow_IsNamedSkippedAndCounted(string row, RecordedFaultKind kind)
    {
        var path = _folder.Write("equity_x.csv.gz", TradeHeader, Good, row, "", "2024-01-01T00:00:07Z,A,3,1,\r");
        var catalog = CatalogOf(_folder.Write("equity_known.csv", TradeHeader, Good));
        var heard = new List<RecordedFault>();
        var faults = new RecordedFaults(onFault: heard.Add);
        using var market = RecordedMarket.Open([path], catalog, faults);
        var prices = new List<decimal>();
        while (market.TryRead(out var tick)) prices.Add(tick.A);
        Assert.Multiple(() =>
        {
            Assert.That(prices, Is.EqualTo(new[] { 1m, 3m }));
            Assert.That((market.RowsRead, market.RowsMalformed), Is.EqualTo((2L, 1L)));
            Assert.That(faults.First.Single(), Has.Property("File").EqualTo(path).And.Property("Line").EqualTo(3L).And.Property("Kind").EqualTo(kind));
            Assert.That(faults.First[0].ToString(), Does.StartWith($"{path}, line 3: ").And.Contains(row));
            Assert.That((faults.Count, faults.CountOf(kind), market.Faults), Is.EqualTo((1L, 1L, faults)));
            Assert.That(heard, Is.EqualTo(faults.First));
        });
    }

    [Test]
    public void TryRead_Strict_StopsAfterTheRowBefore()
    {
        var path = _folder.Write("equity_x.csv", TradeHeader, Good, "nonsense", Good);
        using var market = RecordedMarket.Open([path], CatalogOf(path), new RecordedFaults(strict: true));
        Assert.That(market.TryRead(out var tick), Is.True);
        Assert.That(tick.A, Is.EqualTo(1m));
        Assert.That(() => market.TryRead(out _), Throws.TypeOf<InvalidDataException>().With.Message.Contains($"{path}, line 3: ").And.Message.Contains("ISO-8601"));
        Assert.That(market.Faults.Strict, Is.True);
    }

    [Test]
    public void Add_EndlessFaults_KeepsTheFirstTwentyAndCountsAll()
    {
        var path = _folder.Write("equity_x.csv", [TradeHeader, Good, .. Enumerable.Repeat("\u001b[31m" + new string('x', 200), 1_000)]);
        var faults = new RecordedFaults();
        Assert.That(ReadAll(faults, path), Has.Count.EqualTo(1));
        Assert.That((faults.Count, faults.First.Count), Is.EqualTo((1_000L, RecordedFaults.KeptMax)));
        Assert.That(faults.First.Select(static f => f.Reason), Has.All.Contains("?[31mxxx").And.All.Length.LessThan(200), "no control character reaches a terminal");
    }

    [TestCase(5_000)]
    [TestCase(300_000)]
    public void TryRead_LineTooLong_IsOneFaultAndTheRestIsRead(int length)
    {
        var path = _folder.Write("equity_x.csv.gz", [TradeHeader, .. Enumerable.Repeat(Good, 4_800), new string('x', length), Good, new string('y', length)]);
        File.AppendAllText(_folder.WriteBytes("equity_y.csv", Encoding.UTF8.GetBytes($"{TradeHeader}\n{Good}\n")), new string('z', 300_000)); // no line feed at the end
        var (faults, faultsAtEnd) = (new RecordedFaults(), new RecordedFaults());
        Assert.That(ReadAll(faults, path), Has.Count.EqualTo(4_801));
        Assert.That(faults.First.Select(static f => f.Line), Is.EqualTo(new[] { 4_802L, 4_804L }));
        Assert.That(ReadAll(faultsAtEnd, _folder.Path("equity_y.csv")), Has.Count.EqualTo(1));
        Assert.That(faultsAtEnd.CountOf(RecordedFaultKind.LineTooLong), Is.EqualTo(1));
    }

    [Test]
    public void TryRead_GzipCutAnywhere_DeliversWholeRowsThenSaysSo()
    {
        const int Seed = 11;
        TestContext.Out.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var lines = Enumerable.Range(0, 20_000).Select(_ => $"2024-01-01T00:00:05Z,A,{random.Next(1, 1_000_000)},1,").ToArray();
        var whole = Gzip(Encoding.UTF8.GetBytes($"{TradeHeader}\n{string.Join('\n', lines)}\n"));
        var catalog = CatalogOf(_folder.Write("equity_known.csv", TradeHeader, Good));
        var expected = lines.Select(static l => decimal.Parse(l.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        foreach (var cut in new[] { 1, 4, 7, 8, 9, 100, whole.Length / 3, whole.Length / 2, whole.Length - 400 })
        {
            File.WriteAllBytes(_folder.Path("equity_cut.csv.gz"), whole[..^cut]);
            var faults = new RecordedFaults();
            var prices = ReadAll(catalog, faults, _folder.Path("equity_cut.csv.gz")).ConvertAll(static t => t.A);
            Assert.That(prices, Is.EqualTo(expected.Take(prices.Count)), $"cut by {cut}: what came is what was written");
            Assert.That(prices, Has.Count.GreaterThan(20_000L * (whole.Length - cut) / whole.Length - 4_000), "nearly all that was there came");
            Assert.That(faults.First.Single().Kind, Is.EqualTo(RecordedFaultKind.EndsEarly), $"cut by {cut}");
            Assert.That(faults.First[0].Reason, Does.Contain($"compressed data ends early after row {prices.Count}"));
        }
    }

    [Test]
    public void TryRead_GzipCutOrDamagedStrict_Throws()
    {
        var whole = Gzip(Encoding.UTF8.GetBytes($"{TradeHeader}\n{string.Concat(Enumerable.Repeat(Good + "\n", 5_000))}"));
        File.WriteAllBytes(_folder.Path("equity_cut.csv.gz"), whole[..^6]);
        whole[^6] ^= 0x55; // the checksum
        File.WriteAllBytes(_folder.Path("equity_bad.csv.gz"), whole);
        foreach (var name in new[] { "equity_cut.csv.gz", "equity_bad.csv.gz" })
            Assert.That(() => ReadAll(_folder.Path(name)), Throws.TypeOf<InvalidDataException>().With.Message.Contains("ends early").And.Message.Contains(name));
    }

    [Test]
    public void TryRead_GzipOfSeveralMembers_IsOneFile()
    {
        var bytes = Gzip(Encoding.UTF8.GetBytes($"{TradeHeader}\n{Good}\n")).Concat(Gzip(Encoding.UTF8.GetBytes($"{Good}\n"))).Concat(Gzip([])).ToArray();
        File.WriteAllBytes(_folder.Path("equity_two.csv.gz"), bytes);
        Assert.That(ReadAll(_folder.Path("equity_two.csv.gz")), Has.Count.EqualTo(2));
    }

    [Test]
    public void Open_ByteOrderMarkAndCarriageReturns_AreTaken()
    {
        var path = _folder.WriteBytes("equity_x.csv", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes($"{TradeHeader}\r\n{Good}\r\n{Good}")]);
        Assert.That(ReadAll(path), Has.Count.EqualTo(2));
    }

    [Test]
    public void Open_WhatCannotBeRead_SaysWhatToDo()
    {
        var missing = _folder.Path("none.csv.gz");
        var empty = _folder.WriteBytes("empty.csv", []);
        var emptyGzip = _folder.WriteBytes("empty.csv.gz", []);
        var header = _folder.Write("header.csv", "time,price", "1,2");
        var bars = _folder.Write("equity_bars.csv", BarHeader, "2024-01-01T00:00:00Z,A,1,1,1,1,1");
        var cut = _folder.Path("cut.csv.gz");
        File.WriteAllBytes(cut, Gzip(Encoding.UTF8.GetBytes(TradeHeader))[..14]);
        Assert.Multiple(() =>
        {
            Assert.That(() => Open(missing), Throws.TypeOf<FileNotFoundException>().With.Message.Contains(missing).And.Message.Contains("Check the path"));
            Assert.That(() => Open(Path.GetDirectoryName(missing)!), Throws.TypeOf<FileNotFoundException>().With.Message.Contains("is a folder"));
            Assert.That(() => Open(bars[..^3] + "csv", empty), Throws.TypeOf<InvalidDataException>());
            Assert.That(() => Open(empty), Throws.TypeOf<InvalidDataException>().With.Message.Contains("is empty").And.Message.Contains(QuoteHeader));
            Assert.That(() => Open(emptyGzip), Throws.TypeOf<InvalidDataException>().With.Message.Contains("is empty"));
            Assert.That(() => Open(header), Throws.TypeOf<InvalidDataException>().With.Message.Contains("unknown header").And.Message.Contains(BarHeader));
            Assert.That(() => Open(bars), Throws.TypeOf<InvalidDataException>().With.Message.Contains("Put it into the file name"));
            Assert.That(() => Open(cut), Throws.TypeOf<InvalidDataException>().With.Message.Contains("Fetch it again"));
            Assert.That(() => Open(), Throws.ArgumentException);
        });
    }

    [Test]
    public void Open_SecondFileBroken_ClosesTheFirst()
    {
        var good = _folder.Write("equity_x.csv", TradeHeader, Good);
        Assert.That(() => Open(good, _folder.Path("none.csv")), Throws.TypeOf<FileNotFoundException>());
        using var exclusive = new FileStream(good, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.That(exclusive.Length, Is.GreaterThan(0));
    }

    private static void Open(params string[] paths) => RecordedMarket.Open(paths, new InstrumentCatalog([]), new RecordedFaults()).Dispose();
}
