using System.Globalization;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Tests.Exchange.Ledger;

public sealed class AccountLinesTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    private string FilePath => _folder.File("venue.ledger");

    private ExchangeOptions OnDisk => AccountsRig.Options with { LedgerPath = FilePath, Fsync = false };

    [Test]
    public void Open_AfterEverythingThatCanHappen_GivesTheIdenticalState()
    {
        string before;
        using (var rig = new AccountsRig(AccountsRig.With("bob", static account => account with { FeePayment = FeePayment.InBase }, OnDisk)))
        {
            Everything(rig);
            before = AccountsRig.Describe(rig.Exchange);
        }

        using var again = new AccountsRig(AccountsRig.With("bob", static account => account with { FeePayment = FeePayment.InBase }, OnDisk));
        Assert.That(AccountsRig.Describe(again.Exchange), Is.EqualTo(before));
        Assert.That(again.RefusalOf(again.Limit(again.Cid, Side.Buy, 1m, 1m, symbol: "ACME")), Is.EqualTo(RefusalCode.MarketClosed), "a halt survives");
        again.Market(again.Cid, Side.Buy, 1m);
        Assert.That(again.Taken.Single().Maker, Is.EqualTo("bob"), "and so does the queue as replacements left it");
        Assert.That(File.ReadAllText(FilePath), Does.Contain("\"event\":\"forgotten\"").And.Contain("\"event\":\"resumed\"").And.Contain("\"selfTrade\":\"cancel-oldest\"").And.Contain("\"lifetime\":\"fok\""));
    }

    [Test]
    public void Open_AccountNoLongerConfigured_KeepsItsBooks()
    {
        using (var rig = new AccountsRig(OnDisk)) rig.Limit(rig.Ann, Side.Buy, 1m, 50m);
        using var again = new SimulatedExchange(OnDisk with { Accounts = [] }, ExchangeRig.Instruments, ExchangeRig.Start);
        Assert.That((again.Account("ann").OpenOrders().Count, again.Account("ann").Cash()["USD"]), Is.EqualTo((1, 1_000_000m)));
    }

    [Test]
    public void Lines_OfTheDefaultAccount_NameNoAccount()
    {
        using (var rig = new ExchangeRig(ExchangeRig.Options with { LedgerPath = FilePath, Fsync = false }))
        {
            rig.Quote(ExchangeRig.Btc, 99m, 100m);
            rig.Cancel(rig.Limit(ExchangeRig.Btc, Side.Buy, 1m, 98m));
            rig.Market(ExchangeRig.Btc, Side.Buy, 1m);
        }

        Assert.That(File.ReadAllText(FilePath), Does.Not.Contain("account"));
    }

    [Test]
    public void Open_VersionOne_IsReadAndGoesOnAsTheDefaultAccount()
    {
        string[] bodies =
        [
            "\"event\":\"opened\",\"version\":1", "\"event\":\"deposited\",\"asset\":\"USD\",\"amount\":1000",
            "\"event\":\"accepted\",\"seq\":1,\"order\":\"O1\",\"client\":\"a\",\"symbol\":\"FREE\",\"side\":\"buy\",\"kind\":\"limit\",\"quantity\":5,\"price\":10,\"lifetime\":\"gtc\",\"postOnly\":false",
            "\"event\":\"executed\",\"seq\":1,\"execution\":\"E1\",\"order\":\"O1\",\"client\":\"a\",\"symbol\":\"FREE\",\"side\":\"buy\",\"price\":10,\"quantity\":2,\"notional\":20,\"fee\":1,\"asset\":\"USD\",\"role\":\"maker\"",
            "\"event\":\"cancelled\",\"client\":\"a\",\"reason\":\"Asked.\"",
        ];
        File.WriteAllText(FilePath, string.Concat(bodies.Select(static (body, i) => LineOf(i + 1, body))));
        using var rig = new ExchangeRig(ExchangeRig.Options with { LedgerPath = FilePath, Fsync = false });
        var order = rig.Exchange.FindOrder("a")!;
        Assert.Multiple(() =>
        {
            Assert.That((order.Account, order.Filled, order.Condition), Is.EqualTo(("main", 2m, OrderCondition.Cancelled)));
            Assert.That((rig.Cash, rig.Held(ExchangeRig.Free)), Is.EqualTo((979m, 2m)));
            Assert.That(rig.Exchange.ExecutionsSince(0, 1).Single().FeeAsset, Is.EqualTo("USD"));
            Assert.That(File.ReadAllLines(FilePath)[^1], Does.Contain("\"event\":\"opened\",\"version\":2"), "what follows an older reader must not misread");
        });
    }

    [Test]
    public void Open_TradeWithoutItsSecondLine_NeverHappened([Values(0, 40)] int keptOfSecond)
    {
        string before;
        using (var rig = new AccountsRig(OnDisk))
        {
            rig.Limit(rig.Ann, Side.Sell, 1m, 100m);
            rig.Limit(rig.Bob, Side.Buy, 1m, 99m);
            before = AccountsRig.Describe(rig.Exchange);
        }

        var whole = File.ReadAllBytes(FilePath);
        string[] lines;
        using (var rig = new AccountsRig(OnDisk))
        {
            rig.Replace(rig.Bob, "c2", null, 100m);
            lines = [.. Encoding.UTF8.GetString(ReadShared()).Split('\n').Skip(whole.AsSpan().Count((byte)'\n'))];
        }

        Assert.That(lines, Has.Length.EqualTo(4), "the replacement, two sides, and nothing after the last line feed");
        Assert.That(lines[1], Does.Contain("\"more\":true"));
        File.WriteAllBytes(FilePath, [.. whole, .. Encoding.UTF8.GetBytes(lines[0] + "\n" + lines[1] + "\n" + lines[2][..keptOfSecond])]);
        using var again = new AccountsRig(OnDisk);
        Assert.That(again.Exchange.Recovery.TornBytes, Is.EqualTo(lines[1].Length + 1 + keptOfSecond));
        Assert.That(again.Ann.LastExecutionSequence, Is.Zero);
        Assert.That(AccountsRig.Describe(again.Exchange), Is.EqualTo(before.Replace("Price = 99", "Price = 100", StringComparison.Ordinal)));
    }

    [TestCase("\"event\":\"accepted\",\"seq\":3,\"order\":\"O3\",\"client\":\"x\",\"symbol\":\"FREE\",\"side\":\"buy\",\"kind\":\"market\",\"quantity\":1,\"price\":0,\"lifetime\":\"ioc\"", "contradicts", Description = "a gap")]
    [TestCase("\"event\":\"accepted\",\"seq\":2,\"order\":\"O1\",\"client\":\"x\",\"symbol\":\"FREE\",\"side\":\"buy\",\"kind\":\"market\",\"quantity\":1,\"price\":0,\"lifetime\":\"ioc\"", "contradicts", Description = "a name twice")]
    [TestCase("\"event\":\"accepted\",\"seq\":2,\"order\":\"O2\",\"client\":\"x\",\"symbol\":\"FREE\",\"side\":\"buy\",\"kind\":\"market\",\"quantity\":1,\"price\":0,\"lifetime\":\"ioc\",\"selfTrade\":\"x\"", "corrupt")]
    [TestCase("\"event\":\"executed\",\"seq\":2,\"execution\":\"E2\",\"order\":\"O1\",\"client\":\"a\",\"symbol\":\"FREE\",\"side\":\"buy\",\"price\":1,\"quantity\":1,\"notional\":1,\"fee\":0,\"asset\":\"USD\",\"role\":\"taker\"", "contradicts", Description = "a gap")]
    [TestCase("\"event\":\"executed\",\"seq\":1,\"execution\":\"E1\",\"order\":\"O1\",\"client\":\"a\",\"symbol\":\"FREE\",\"side\":\"buy\",\"price\":1,\"quantity\":1,\"notional\":1,\"fee\":0,\"asset\":\"USD\",\"role\":\"taker\",\"feeFrom\":\"x\"", "corrupt")]
    [TestCase("\"event\":\"replaced\",\"order\":\"O1\",\"client\":\"a\",\"quantity\":0,\"price\":1", "contradicts")]
    [TestCase("\"event\":\"forgotten\",\"order\":\"O7\",\"client\":\"a\"", "contradicts")]
    public void Open_LineThatCannotBe_ThrowsInvalidData(string body, string expected)
    {
        const string Accepted = "\"event\":\"accepted\",\"seq\":1,\"order\":\"O1\",\"client\":\"a\",\"symbol\":\"FREE\",\"side\":\"buy\",\"kind\":\"limit\",\"quantity\":5,\"price\":10,\"lifetime\":\"gtc\"";
        File.WriteAllText(FilePath, LineOf(1, "\"event\":\"opened\",\"version\":2") + LineOf(2, Accepted) + LineOf(3, body) + LineOf(4, "\"event\":\"resumed\",\"symbol\":\"FREE\""));
        Assert.That(() => new ExchangeRig(ExchangeRig.Options with { LedgerPath = FilePath }), Throws.TypeOf<InvalidDataException>().With.Message.Contains(expected));
    }

    private static void Everything(AccountsRig rig)
    {
        rig.Quote(99m, 101m, symbol: AccountsRig.Coin);
        rig.Market(rig.Bob, Side.Buy, 1m, AccountsRig.Coin);
        rig.Operator.Bust("bob", 1, rig.Now);
        var first = rig.Limit(rig.Ann, Side.Sell, 5m, 100m);
        rig.Limit(rig.Bob, Side.Sell, 5m, 100m);
        rig.Replace(rig.Ann, first, 6m, null);
        rig.Limit(rig.Cid, Side.Buy, 50m, 100m, Lifetime.FillOrKill);
        rig.Market(rig.Cid, Side.Buy, 2m);
        rig.Operator.Bust("cid", 1, rig.Now);
        rig.Send(rig.Ann, OrderRequest.Limit("own", AccountsRig.Symbol, Side.Buy, 1m, 90m) with { SelfTrade = SelfTradePrevention.CancelOldest });
        rig.Operator.PlaceByHand("ann", OrderRequest.Limit("", AccountsRig.Symbol, Side.Buy, 1m, 91m, Lifetime.Day), rig.Now);
        rig.Limit(rig.Cid, Side.Buy, 3m, 50m);
        rig.Operator.Forget(rig.Cid.OpenOrders(), rig.Now);
        rig.Operator.Withdraw("cid", "USD", 10m, rig.Now);
        rig.Operator.RebateFee("cid", 1, 1m, rig.Now);
        rig.Operator.Halt("ACME", rig.Now);
        rig.Operator.Halt(AccountsRig.Coin, rig.Now);
        rig.Operator.Resume(AccountsRig.Coin, rig.Now);
        rig.Advance();
    }

    private byte[] ReadShared()
    {
        using var file = new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static string LineOf(int number, string body)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{number},\"at\":\"2025-03-03T12:00:00Z\",{body}");
        var crc = uint.MaxValue;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{text},\"crc\":\"{~crc:x8}\"}}\n");
    }
}
