using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Positions;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Tests.Engine.Portfolio;

/// <summary>Fills and what they must lead to, worked out by hand.</summary>
public sealed class LotBookTests
{
    private static readonly PositionKey Key = new(new StrategyId("alpha"), new Symbol("IBM"));
    private static readonly DateTimeOffset At = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Each row: signed quantity, price, fee; then realized by this fill, Σ realized, net and unrealized at 110 after it.</summary>
    private static IEnumerable<TestCaseData> Tables()
    {
        yield return Table("BuyAndSellAll", 1m, [(10m, 100m, 1m, 0m, 0m, 10m, 99m), (-10m, 105m, 2m, 47m, 47m, 0m, 0m)]);
        // 4 of 10 close: 4 × 5 = 20, less 0.4 of the entry fee and the exit fee; the 6 left keep 0.6 of it
        yield return Table("PartialClose", 1m, [(10m, 100m, 1m, 0m, 0m, 10m, 99m), (-4m, 105m, 0.5m, 19.1m, 19.1m, 6m, 59.4m), (-6m, 90m, 0.5m, -61.1m, -42m, 0m, 0m)]);
        // oldest first: 10 @ 100 before 10 @ 120; the sale of 15 takes all of the first and half of the second
        yield return Table("FirstInFirstOut", 1m, [(10m, 100m, 0m, 0m, 0m, 10m, 100m), (10m, 120m, 2m, 0m, 0m, 20m, -2m), (-15m, 130m, 3m, 346m, 346m, 5m, -51m)]);
        // long 5, sell 8: 5 close and carry 5/8 of the fee, 3 open short and carry 3/8
        yield return Table("ThroughZeroDown", 1m, [(5m, 100m, 0m, 0m, 0m, 5m, 50m), (-8m, 110m, 0.8m, 49.5m, 49.5m, -3m, -0.3m)]);
        yield return Table("ThroughZeroAndBack", 1m, [(-5m, 100m, 0.5m, 0m, 0m, -5m, -50.5m), (8m, 90m, 0.8m, 49m, 49m, 3m, 59.7m), (-3m, 120m, 0.3m, 89.4m, 138.4m, 0m, 0m)]);
        yield return Table("ShortCoveredInParts", 1m, [(-4m, 100m, 0.4m, 0m, 0m, -4m, -40.4m), (1m, 95m, 0m, 4.9m, 4.9m, -3m, -30.3m), (3m, 105m, 0m, -15.3m, -10.4m, 0m, 0m)]);
        // a negative fee is a rebate: it adds to what is realized
        yield return Table("Rebates", 1m, [(10m, 100m, -1m, 0m, 0m, 10m, 101m), (-10m, 100m, -1m, 2m, 2m, 0m, 0m)]);
        // 2 contracts of 100 shares: 2 × 100 × 1.5 = 300 less fees
        yield return Table("OptionContract", 100m, [(2m, 4m, 1.3m, 0m, 0m, 2m, 21_198.7m), (-2m, 5.5m, 1.3m, 297.4m, 297.4m, 0m, 0m)]);
        yield return Table("SameSideTwiceThenFlip", 1m, [(1m, 100m, 1m, 0m, 0m, 1m, 9m), (1m, 102m, 1m, 0m, 0m, 2m, 16m), (-3m, 104m, 3m, 2m, 2m, -1m, -7m)]);
    }

    [TestCaseSource(nameof(Tables))]
    public void Book_OfATableOfFills_GivesTheHandComputedFigures(decimal multiplier, (decimal Base, decimal Price, decimal Fee, decimal Realized, decimal Sum, decimal Net, decimal Unrealized)[] rows)
    {
        var book = new LotBook(Key, multiplier);
        var (fees, number) = (0m, 0);
        foreach (var row in rows)
        {
            var realized = book.Book(row.Base, row.Price, row.Fee, At, $"x{++number}");
            fees += row.Fee;
            Assert.Multiple(() =>
            {
                Assert.That(realized, Is.EqualTo(row.Realized), $"realized by fill {number}");
                Assert.That(book.RealizedQuote, Is.EqualTo(row.Sum), $"Σ realized after fill {number}");
                Assert.That(book.NetBase, Is.EqualTo(row.Net), $"net after fill {number}");
                Assert.That(book.UnrealizedQuote(110m), Is.EqualTo(row.Unrealized), $"unrealized after fill {number}");
                Assert.That(book.FeesQuote, Is.EqualTo(fees), $"fees after fill {number}");
            });
        }
    }

    [Test]
    public void Book_ThroughZero_LeavesOneLotOfTheNewSignWithItsOwnExecution()
    {
        var book = new LotBook(Key, 1m);
        book.Book(5m, 100m, 0m, At, "first");
        book.Book(-8m, 110m, 0.8m, At.AddSeconds(1), "second");
        Assert.That(book.Lots, Is.EqualTo(new[] { new Lot(-3m, 110m, 0.3m, At.AddSeconds(1), "second") }));
    }

    [Test]
    public void Lots_AfterAPartialClose_KeepTheOldestInFrontWithWhatIsLeft()
    {
        var book = new LotBook(Key, 1m);
        book.Book(3m, 100m, 0.375m, At, "a");
        book.Book(2m, 101m, 0m, At, "b");
        book.Book(-1m, 102m, 0m, At, "c");
        Assert.That(book.Lots, Is.EqualTo(new[] { new Lot(2m, 100m, 0.25m, At, "a"), new Lot(2m, 101m, 0m, At, "b") }));
    }

    /// <summary>Bug: the fee of a fill that a fee in base ate up whole was in no figure, so cash and P&amp;L parted.</summary>
    [Test]
    public void Book_AFeeInBaseAsLargeAsTheFill_IsRealizedAtOnce()
    {
        var book = new LotBook(Key, 1m);
        Assert.That((book.Book(0m, 100m, 0.5m, At, "a"), book.RealizedQuote, book.FeesQuote, book.Lots.Count()), Is.EqualTo((-0.5m, -0.5m, 0.5m, 0)));
    }

    /// <summary>Bug: a share was divided before it was multiplied, so a third of three eighths was not an eighth.</summary>
    [Test]
    public void Book_AFeeThatDividesExactly_IsDividedExactly()
    {
        var book = new LotBook(Key, 1m);
        book.Book(3m, 100m, 0.375m, At, "a");
        Assert.That(book.Book(-1m, 100m, 0m, At, "b"), Is.EqualTo(-0.125m));
        Assert.That(book.Book(-3m, 100m, 0.75m, At, "c"), Is.EqualTo(-0.75m), "Two thirds of the exit fee, and the rest of the entry fee.");
    }

    [Test]
    public void AveragePriceQuote_IsWeightedByLots_AndNullWhenFlat()
    {
        var book = new LotBook(Key, 1m);
        Assert.That(book.AveragePriceQuote(), Is.Null);
        book.Book(-1m, 100m, 0m, At, "a");
        book.Book(-3m, 104m, 0m, At, "b");
        Assert.That(book.AveragePriceQuote(), Is.EqualTo(103m));
        book.Book(4m, 100m, 0m, At, "c");
        Assert.That((book.AveragePriceQuote(), book.UnrealizedQuote(1m), book.Lots.Count()), Is.EqualTo(((decimal?)null, 0m, 0)));
    }

    [Test]
    public void ToPosition_AndBack_GoesOnAsIfNothingHappened()
    {
        var (whole, first) = (new LotBook(Key, 100m), new LotBook(Key, 100m));
        foreach (var book in new[] { whole, first })
        {
            book.Book(5m, 100m, 1m, At, "a");
            book.Book(2m, 103m, 1m, At, "b");
            book.Book(-3m, 110m, 0.6m, At, "c");
        }

        var second = new LotBook(first.ToPosition(), 100m);
        Assert.That(second.Book(-10m, 90m, 2m, At, "d"), Is.EqualTo(whole.Book(-10m, 90m, 2m, At, "d")));
        Assert.That((second.RealizedQuote, second.FeesQuote, second.NetBase, second.Key), Is.EqualTo((whole.RealizedQuote, whole.FeesQuote, whole.NetBase, whole.Key)));
        Assert.That(second.ToPosition().Lots, Is.EqualTo(whole.ToPosition().Lots));
    }

    private static TestCaseData Table(string name, decimal multiplier, (decimal, decimal, decimal, decimal, decimal, decimal, decimal)[] rows) =>
        new TestCaseData(multiplier, rows).SetArgDisplayNames(name);
}
