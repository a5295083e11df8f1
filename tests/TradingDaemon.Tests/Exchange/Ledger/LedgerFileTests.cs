using System.Globalization;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;
using static TradingDaemon.Tests.Exchange.ExchangeRig;

namespace TradingDaemon.Tests.Exchange.Ledger;

public sealed class LedgerFileTests
{
    private TemporaryFolder _folder = null!;
    private string _path = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = new TemporaryFolder();
        _path = _folder.File("deeper/venue.ledger");
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    private ExchangeOptions OnDisk => Options with { LedgerPath = _path, Fsync = false };

    [Test]
    public void Open_AfterTrading_GivesTheIdenticalState()
    {
        string before;
        using (var rig = TradedRig())
        {
            before = Describe(rig.Exchange);
            Assert.That(before, Does.Contain("PartiallyFilled"));
        }

        using var again = new ExchangeRig(OnDisk);
        Assert.Multiple(() =>
        {
            Assert.That(Describe(again.Exchange), Is.EqualTo(before));
            Assert.That(again.Exchange.Recovery.Events, Is.GreaterThan(10));
            Assert.That(again.Exchange.Recovery.TornBytes, Is.Zero);
            Assert.That(again.Exchange.Now, Is.GreaterThan(Start), "the ledger's last time goes on");
            Assert.That(again.Exchange.LastPrices()["BTC/USD"], Is.EqualTo(96.5m));
        });
    }

    [Test]
    public void Open_RestingOrders_WorkOn()
    {
        using (TradedRig()) { }
        using var again = new ExchangeRig(OnDisk);
        var resting = again.Exchange.OpenOrders().Single(o => o.Request.Kind == OrderKind.Limit && o.Request.Side == Side.Buy);
        Assert.That(again.RefusalOf(again.Market(Btc, Side.Buy, 1m)), Is.EqualTo(RefusalCode.NoLiquidity), "a kept price is no quote");
        again.Quote(Btc, 90m, 91m);
        Assert.That(again.Exchange.FindOrder(resting.Request.ClientOrderId)!.Condition, Is.EqualTo(OrderCondition.Filled));
        Assert.That(again.RefusalOf(again.Send(resting.Request)), Is.EqualTo(RefusalCode.DuplicateClientOrderId));
        Assert.That(again.Fills.Select(f => f.Sequence), Is.EqualTo(new[] { 5L, 6L }), "the stop and the limit, numbered on from before");
    }

    [Test]
    public void Open_TornLastLine_CutsItOffAndSaysSo([Values(1, 30, 90)] int keptBytes, [Values] bool hasNewline)
    {
        string before;
        using (var rig = TradedRig()) before = Describe(rig.Exchange);
        var whole = File.ReadAllBytes(_path);
        var torn = new byte[keptBytes];
        whole.AsSpan(whole.AsSpan()[..^1].LastIndexOf((byte)'\n') + 1, keptBytes).CopyTo(torn);
        if (hasNewline) torn[^1] = (byte)'\n';
        File.AppendAllText(_path, Encoding.UTF8.GetString(torn));
        using (var again = new ExchangeRig(OnDisk))
        {
            Assert.That(again.Exchange.Recovery.TornBytes, Is.EqualTo(keptBytes));
            Assert.That(Describe(again.Exchange), Is.EqualTo(before));
        }

        Assert.That(File.ReadAllBytes(_path), Is.EqualTo(whole));
    }

    [Test]
    public void Open_CorruptLineInTheMiddle_ThrowsNamingIt()
    {
        using (TradedRig()) { }
        var lines = File.ReadAllLines(_path);
        lines[2] = lines[2].Replace("\"price\":98", "\"price\":89", StringComparison.Ordinal);
        File.WriteAllText(_path, string.Join('\n', lines) + "\n");
        Assert.That(() => new ExchangeRig(OnDisk), Throws.TypeOf<InvalidDataException>().With.Message.Contains("line 3"));
        Assert.That(() => File.Open(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose(), Throws.Nothing, "the file was let go");
    }

    [Test]
    public void Open_MissingLine_ThrowsNamingThePlace()
    {
        using (TradedRig()) { }
        var lines = File.ReadAllLines(_path);
        File.WriteAllText(_path, string.Join('\n', lines.Where((_, i) => i != 4)) + "\n");
        Assert.That(() => new ExchangeRig(OnDisk), Throws.TypeOf<InvalidDataException>().With.Message.Contains("line 5"));
    }

    [Test]
    public void Open_NoLineFeedForever_ThrowsInsteadOfReadingItAllIn()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.WriteAllBytes(_path, new byte[1 << 20]);
        Assert.That(() => new ExchangeRig(OnDisk), Throws.TypeOf<InvalidDataException>().With.Message.Contains("line 1"));
    }

    [TestCase("\"event\":\"opened\",\"version\":3", "newer")]
    [TestCase("\"event\":\"cancelled\",\"client\":\"x\",\"reason\":\"\"", "contradicts")]
    [TestCase("\"event\":\"surprise\"", "corrupt")]
    [TestCase("\"event\":\"deposited\"", "corrupt")]
    [TestCase("\"event\":\"accepted\",\"seq\":1,\"order\":\"a\",\"client\":\"c\",\"symbol\":\"s\",\"side\":\"up\"", "corrupt")]
    [TestCase("\"event\":\"accepted\",\"seq\":1,\"order\":\"a\",\"client\":\"c\",\"symbol\":\"s\",\"side\":\"buy\",\"kind\":\"x\"", "corrupt")]
    [TestCase("\"event\":\"accepted\",\"seq\":1,\"order\":\"a\",\"client\":\"c\",\"symbol\":\"s\",\"side\":\"buy\",\"kind\":\"stop\",\"lifetime\":\"x\"", "corrupt")]
    [TestCase("\"event\":\"executed\",\"seq\":1,\"execution\":\"e\",\"order\":\"a\",\"client\":\"c\",\"symbol\":\"s\",\"side\":\"buy\",\"asset\":\"a\",\"role\":\"x\"", "corrupt")]
    [TestCase("\"event\":[1,", "corrupt")]
    public void Open_WholeLineThatCannotBe_ThrowsInvalidData(string body, string expected)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.WriteAllText(_path, Line(1, body) + Line(2, "\"event\":\"opened\",\"version\":1"));
        Assert.That(() => new ExchangeRig(OnDisk), Throws.TypeOf<InvalidDataException>().With.Message.Contains(expected));
    }

    [Test]
    public void Open_ByHandWithUnknownField_IsUnderstood()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.WriteAllText(_path, Line(1, "\"event\":\"opened\",\"version\":1") + Line(2, "\"event\":\"deposited\",\"asset\":\"USD\",\"amount\":5.25,\"later\":{\"a\":[1]}"));
        using var rig = new ExchangeRig(OnDisk);
        Assert.That(rig.Cash, Is.EqualTo(5.25m), "the starting cash was there already");
    }

    [Test]
    public void Open_InterruptedMarketOrder_IsExpired()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        const string Accepted = "\"event\":\"accepted\",\"seq\":{0},\"order\":\"O{0}\",\"client\":\"c{0}\",\"symbol\":\"{1}\",\"side\":\"buy\",\"kind\":\"{2}\",\"quantity\":1,\"price\":{3},\"lifetime\":\"{4}\",\"postOnly\":false";
        var composite = CompositeFormat.Parse(Accepted);
        string Make(int seq, string symbol, string kind, decimal price, string lifetime) => string.Format(CultureInfo.InvariantCulture, composite, seq, symbol, kind, price, lifetime);
        File.WriteAllText(_path, Line(1, "\"event\":\"opened\",\"version\":1") + Line(2, Make(1, "BTC/USD", "market", 0, "ioc")) + Line(3, Make(2, "BTC/USD", "limit", 9, "ioc"))
            + Line(4, Make(3, "BTC/USD", "stop", 9, "gtc")) + Line(5, Make(4, "GONE", "limit", 9, "gtc")));
        using var rig = new ExchangeRig(OnDisk);
        rig.AdvanceTo(rig.Now);
        Assert.That(rig.Reports.Select(r => (r.GetType().Name, r.ClientOrderId)), Is.EqualTo(new[] { ("Expired", "c1"), ("Expired", "c2") }));
        Assert.That(rig.Exchange.OpenOrders().Select(o => o.Request.ClientOrderId), Is.EqualTo(new[] { "c3", "c4" }));
        rig.Cancel("c4");
        Assert.That(rig.Reports[^1], Is.InstanceOf<ExchangeReport.Cancelled>(), "its instrument is no longer traded, yet it can be cancelled");
    }

    [Test]
    public void Lines_EachOne_CarriesTheChecksumOfWhatStandsBeforeIt()
    {
        using (TradedRig()) { }
        foreach (var line in File.ReadAllLines(_path))
        {
            var at = line.LastIndexOf(",\"crc\":\"", StringComparison.Ordinal);
            Assert.That(line[(at + 8)..^2], Is.EqualTo(ZipCrc(line[..at]).ToString("x8", CultureInfo.InvariantCulture)));
        }

        Assert.That(ZipCrc("123456789"), Is.EqualTo(0xCBF43926u), "the published check value");
    }

    [Test]
    public void ExecutionsSince_OlderThanMemory_ComeFromTheFilePageByPage([Values] bool isRestarted)
    {
        var options = OnDisk with { ExecutionsMax = 5, ClosedOrdersMax = 3 };
        var rig = new ExchangeRig(options);
        rig.Quote(Free, 1m, 1m, 1_000m, 1_000m);
        for (var i = 0; i < 23; i++) rig.Market(Free, Side.Buy, 1m);
        var ids = rig.Fills.Select(f => f.ClientOrderId).ToArray();
        if (isRestarted)
        {
            rig.Dispose();
            rig = new ExchangeRig(options);
        }

        using (rig)
        {
            var seen = new List<long>();
            while (rig.Exchange.ExecutionsSince(seen.LastOrDefault(), 4) is { Count: > 0 } page) seen.AddRange(page.Select(e => e.Sequence));
            Assert.That(seen, Is.EqualTo(Enumerable.Range(1, 23).Select(i => (long)i)));
            Assert.That(rig.Exchange.ExecutionsSince(3, 2).Select(e => e.Sequence), Is.EqualTo(new[] { 4L, 5L }), "going back works too");
            Assert.That(rig.Exchange.FindOrder(ids[0])!.Condition, Is.EqualTo(OrderCondition.Filled), "a forgotten order is found in the file");
            Assert.That(rig.Exchange.FindOrder("never"), Is.Null);
        }
    }

    [Test]
    public void ExecutionsSince_ForgottenWithoutAFile_ThrowsRatherThanLeavesAGap()
    {
        using var rig = new ExchangeRig(Options with { ExecutionsMax = 2 });
        rig.Quote(Free, 1m, 1m);
        for (var i = 0; i < 4; i++) rig.Market(Free, Side.Buy, 1m);
        Assert.That(rig.Exchange.ExecutionsSince(2, 10), Has.Count.EqualTo(2));
        Assert.That(() => rig.Exchange.ExecutionsSince(1, 10), Throws.InvalidOperationException);
    }

    [Test]
    public void Prices_DamagedFile_IsReportedAndTheRestStands()
    {
        using (TradedRig()) { }
        File.WriteAllText(_path + ".prices", "{\"BTC/USD\":");
        using var again = new ExchangeRig(OnDisk);
        Assert.That(again.Exchange.ArePricesDamaged, Is.True);
        Assert.That(again.Exchange.LastPrices(), Is.Empty);
    }

    [Test]
    public void Prices_NowAndThen_AreKeptWhileRunning()
    {
        using var rig = new ExchangeRig(OnDisk);
        rig.Quote(Btc, 10m, 12m);
        Assert.That(File.Exists(_path + ".prices"), Is.False);
        rig.AdvanceTo(rig.Now.AddSeconds(6));
        Assert.That(File.ReadAllText(_path + ".prices"), Is.EqualTo("{\"BTC/USD\":11}"));
    }

    [Test]
    public void Prices_CannotBeWritten_IsCountedAndTradingGoesOn()
    {
        using var rig = new ExchangeRig(OnDisk);
        Directory.CreateDirectory(_path + ".prices.next");
        rig.Quote(Free, 1m, 1m);
        rig.AdvanceTo(rig.Now.AddSeconds(6));
        rig.Market(Free, Side.Buy, 1m);
        Assert.That((rig.Exchange.PricesNotKept, rig.Held(Free)), Is.EqualTo((1, 1m)));
    }

    [Test]
    public void Append_AfterAFailedWrite_AcceptsNothingMore()
    {
        var rig = new ExchangeRig(OnDisk);
        rig.Quote(Free, 1m, 1m);
        rig.Dispose();
        Assert.That(() => rig.Market(Free, Side.Buy, 1m), Throws.InstanceOf<IOException>());
        Assert.That(rig.Held(Free), Is.Zero, "what is not written did not happen");
    }

    [Test]
    public void Open_WrittenByAnother_Throws()
    {
        using var first = new ExchangeRig(OnDisk);
        Assert.That(() => new ExchangeRig(OnDisk), Throws.InstanceOf<IOException>());
    }

    [Test]
    public void Open_HundredThousandEvents_IsTimedAndPrinted()
    {
        var options = OnDisk with { StartingCash = new Dictionary<string, decimal> { ["USD"] = 1_000_000_000m } };
        using (var rig = new ExchangeRig(options))
        {
            rig.Quote(Free, 1m, 1m, 100_000m, 100_000m);
            for (var i = 0; i < 50_000; i++) rig.Market(Free, Side.Buy, 1m);
        }

        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        using var again = new ExchangeRig(options);
        TestContext.Out.WriteLine($"{again.Exchange.Recovery.Events} ledger events, {new FileInfo(_path).Length} bytes: opened in {clock.GetElapsedTime(started).TotalMilliseconds:0} ms");
        Assert.That(again.Exchange.Recovery.Events, Is.EqualTo(100_002));
        Assert.That(again.Held(Free), Is.EqualTo(50_000m));
    }

    private ExchangeRig TradedRig()
    {
        var rig = new ExchangeRig(OnDisk with { Fsync = true });
        rig.Quote(Btc, 99m, 100m);
        rig.Limit(Btc, Side.Buy, 3m, 98m, Lifetime.Day);
        rig.Market(Btc, Side.Buy, 20m);
        rig.Quote(Btc, 96m, 97m, askSize: 2m);
        rig.Cancel(rig.Limit(Btc, Side.Buy, 1m, 90m));
        rig.Stop(Btc, Side.Sell, 1m, 91m);
        rig.Quote(Share, 10m, 10m);
        rig.Market(Share, Side.Sell, 5m);
        return rig;
    }

    private static string Line(int number, string body)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{number},\"at\":\"2025-03-03T12:00:00Z\",{body}");
        return string.Create(CultureInfo.InvariantCulture, $"{text},\"crc\":\"{ZipCrc(text):x8}\"}}\n");
    }

    private static uint ZipCrc(string text) // bit by bit, as the definition says
    {
        var crc = uint.MaxValue;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
        }

        return ~crc;
    }
}
