using NUnit.Framework;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Tests.Exchange.Accounts;

public sealed class HistoryTests
{
    [Test]
    public void Pages_PastMemory_ComeFromTheFileWithoutGaps([Values] bool isRestarted)
    {
        using var folder = new TemporaryFolder();
        var options = AccountsRig.Options with { LedgerPath = folder.File("ledger"), Fsync = false, ClosedOrdersMax = 3, ExecutionsMax = 4 };
        var rig = new AccountsRig(options);
        for (var i = 0; i < 9; i++)
        {
            rig.Limit(rig.Ann, Side.Sell, 1m, 100m);
            rig.Market(rig.Bob, Side.Buy, 1m);
            rig.Cancel(rig.Ann, rig.Limit(rig.Ann, Side.Buy, 1m, 50m));
            rig.Operator.Deposit("ann", "EUR", 1m, rig.Now);
        }

        if (isRestarted)
        {
            rig.Dispose();
            rig = new AccountsRig(options);
        }

        using (rig)
        {
            Assert.Multiple(() =>
            {
                Assert.That(Paged(from => [.. rig.Ann.ExecutionsSince(from, 2).Select(static e => e.Sequence)]), Is.EqualTo(Numbers(9)));
                Assert.That(Paged(from => [.. rig.Bob.ExecutionsSince(from, 4).Select(static e => e.Sequence)]), Is.EqualTo(Numbers(9)));
                Assert.That(Paged(from => [.. rig.Ann.ClosedOrdersSince(from, 4).Select(static o => o.ClosedSequence)]), Is.EqualTo(Numbers(18)));
                Assert.That(Paged(from => [.. rig.Ann.MovementsSince(from, 5).Select(static m => m.Sequence)]), Is.EqualTo(Numbers(12)));
                Assert.That(rig.Ann.ClosedOrdersSince(0, 4).Select(static o => o.Condition),
                    Is.EqualTo(new[] { OrderCondition.Filled, OrderCondition.Cancelled, OrderCondition.Filled, OrderCondition.Cancelled }));
                Assert.That(rig.Ann.FindOrder(OrderName.Venue("O1"))!.Condition, Is.EqualTo(OrderCondition.Filled));
                Assert.That(rig.Bob.FindOrder(OrderName.Venue("O1")), Is.Null, "it is ann's");
                Assert.That(rig.Ann.OrdersOf("c1").Single().ClosedSequence, Is.EqualTo(1));
            });
        }
    }

    [Test]
    public void Pages_PastMemoryWithoutAFile_ThrowRatherThanLeaveAGap()
    {
        using var rig = new AccountsRig(AccountsRig.Options with { ClosedOrdersMax = 1, ExecutionsMax = 1 });
        for (var i = 0; i < 3; i++)
        {
            rig.Limit(rig.Ann, Side.Sell, 1m, 100m);
            rig.Market(rig.Bob, Side.Buy, 1m);
        }

        Assert.That(() => rig.Ann.ClosedOrdersSince(0, 9), Throws.InvalidOperationException);
        Assert.That(() => rig.Ann.ExecutionsSince(0, 9), Throws.InvalidOperationException);
        Assert.That(() => rig.Ann.MovementsSince(0, 9), Throws.InvalidOperationException);
        Assert.That(rig.Ann.FindOrder(OrderName.Venue("O1")), Is.Null);
    }

    /// <summary>Bug: once any order had left memory, each question after one read the whole file, while everybody waited: an exchange of forty thousand orders answered a few times a second.</summary>
    [Test]
    public void Orders_ThatNeverLeftMemory_AreFoundWithoutTheFile()
    {
        using var folder = new TemporaryFolder();
        var options = AccountsRig.Options with { LedgerPath = folder.File("ledger"), Fsync = false, ClosedOrdersMax = 3 };
        using var rig = new AccountsRig(options);
        for (var i = 0; i < 9; i++) rig.Cancel(rig.Ann, rig.Limit(rig.Ann, Side.Buy, 1m, 50m));
        File.Delete(options.LedgerPath!);
        Assert.Multiple(() =>
        {
            Assert.That(rig.Ann.OrdersOf("c9").Single().Condition, Is.EqualTo(OrderCondition.Cancelled));
            Assert.That(rig.Ann.OrdersOf("never"), Is.Empty);
            Assert.That(rig.Ann.FindOrder(OrderName.Client("never")), Is.Null);
            Assert.That(rig.Ann.FindOrder(OrderName.Venue("never")), Is.Null);
            Assert.That(() => rig.Ann.OrdersOf("c1"), Throws.InstanceOf<FileNotFoundException>(), "that one is in the file alone");
        });
    }

    private static long[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(static i => (long)i)];

    private static List<long> Paged(Func<long, long[]> page)
    {
        var seen = new List<long>();
        while (page(seen.LastOrDefault()) is { Length: > 0 } next) seen.AddRange(next);
        return seen;
    }
}
