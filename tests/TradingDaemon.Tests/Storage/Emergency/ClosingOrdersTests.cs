using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Storage.Emergency;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Emergency;

public sealed class ClosingOrdersTests
{
    private const int Epoch = int.MaxValue; // the longest there is

    [Test]
    public void Keep_OverReopenings_NeverGivesAnIdTwiceNorOneAJournalCouldGive()
    {
        using var scratch = new ScratchDirectory();
        var ids = new List<string>();
        for (var opening = 0; opening < 5; opening++)
        {
            using var orders = ClosingOrders.Open(scratch.Path, Epoch);
            for (var i = 0; i < 3; i++) ids.Add(Keep(orders).Intent.ClientOrderId.Text);
        }

        Assert.That(ids, Is.Unique);
        Assert.That(ids, Has.All.Length.LessThanOrEqualTo(ClientOrderId.LengthMax));
        Assert.That(ids, Has.All.Matches<string>(static id => new ClientOrderId(id!).MayBeOf(StrategyId.Emergency)));
        Assert.That(ids, Has.None.EqualTo(ClientOrderId.From(StrategyId.Emergency, 1_000_000_000, Epoch).Text));
    }

    [Test]
    public void Unsettled_AfterReopening_AreThoseWhoseEndWasNotNoted()
    {
        using var scratch = new ScratchDirectory();
        DurableOrder open;
        using (var orders = ClosingOrders.Open(scratch.Path, 1))
        {
            var ended = Keep(orders);
            open = Keep(orders);
            orders.Settle(ended.Intent.ClientOrderId, OrderEventKind.FillCompleted, OrderStatus.Filled, "", Intents.At);
        }

        using var again = ClosingOrders.Open(scratch.Path, 1);
        Assert.That(again.Unsettled, Is.EqualTo(new[] { (open.Intent, Intents.At) }));
        Assert.That(again.Mended, Is.Null);
    }

    [Test]
    public void Open_TornAtEveryByteOfTheLastLine_CutsItOffAndGoesOn()
    {
        using var scratch = new ScratchDirectory();
        using (var orders = ClosingOrders.Open(scratch.Path, 1)) Keep(orders);
        var path = Directory.GetFiles(scratch.Path).Single();
        var first = new FileInfo(path).Length;
        using (var orders = ClosingOrders.Open(scratch.Path, 1)) Keep(orders);
        var whole = File.ReadAllBytes(path);
        for (var length = first + 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..(int)length]);
            using var orders = ClosingOrders.Open(scratch.Path, 1);
            Assert.That(orders.Unsettled, Has.Count.EqualTo(1), $"cut at {length}");
            Assert.That(orders.Mended, Does.Contain("torn"));
            Keep(orders);
        }
    }

    [Test]
    public void Open_DamagedBeforeTheEnd_KeepsItAsideAndNeverRepeatsItsIds()
    {
        using var scratch = new ScratchDirectory();
        var ids = new List<string>();
        using (var orders = ClosingOrders.Open(scratch.Path, 1))
            for (var i = 0; i < 5; i++) ids.Add(Keep(orders).Intent.ClientOrderId.Text);
        var path = Directory.GetFiles(scratch.Path).Single();
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        for (var opening = 0; opening < 3; opening++)
        {
            using var orders = ClosingOrders.Open(scratch.Path, 1);
            if (opening == 0) Assert.That(orders.Unsettled, Is.Not.Empty, "what stood before the damage is still asked about");
            ids.Add(Keep(orders).Intent.ClientOrderId.Text);
        }

        Assert.That(ids, Is.Unique);
        Assert.That(Directory.GetFiles(scratch.Path), Has.Length.EqualTo(2));
    }

    [Test]
    public void Keep_UnderAnotherId_IsRefused()
    {
        using var scratch = new ScratchDirectory();
        using var orders = ClosingOrders.Open(scratch.Path, 1);
        Assert.That(() => orders.Keep(static _ => Approved(new ClientOrderId("x")), Intents.At), Throws.ArgumentException);
    }

    [Test]
    public void Open_DirectoryMissing_Throws() =>
        Assert.That(() => ClosingOrders.Open(Path.Combine(Path.GetTempPath(), "trading-daemon-no-such-directory"), 1), Throws.InstanceOf<IOException>());

    private static DurableOrder Keep(ClosingOrders orders) => orders.Keep(Approved, Intents.At);

    private static ApprovedOrder Approved(ClientOrderId id) =>
        new(Intents.Of(new OrderTerms.Market(Quantity.From(1m))) with { ClientOrderId = id, Strategy = StrategyId.Emergency });
}
