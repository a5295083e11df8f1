using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Tests.Engine.Portfolio;

/// <summary>Generated fills against an accountant that counts single units; a failure shrinks to the fewest fills that show it.</summary>
public sealed class LotBookShrinkingTests
{
    private static readonly PositionKey Key = new(new StrategyId("alpha"), new Symbol("IBM"));

    private static Arbitrary<(int Size, int Price, int FeePerUnit)[]> Fills => Arb.From(
        from sizes in Gen.Choose(-20, 20).Where(static size => size != 0).ArrayOf()
        from prices in Gen.Choose(90, 110).ArrayOf(sizes.Length)
        from fees in Gen.Choose(-2, 5).ArrayOf(sizes.Length)
        select sizes.Select((size, i) => (size, prices[i], fees[i])).ToArray(),
        static fills => Enumerable.Range(0, fills.Length).Select(left => fills.Where((_, i) => i != left).ToArray()));

    [Test]
    public void Book_AnyFills_DiffersByNothingFromCountingSingleUnits() => Prop.ForAll(Fills, static fills =>
    {
        var (book, units) = (new LotBook(Key, 1m), new UnitLots());
        foreach (var (size, price, feePerUnit) in fills)
        {
            units.Book(size, price, feePerUnit);
            book.Book(size, price, Math.Abs(size) * feePerUnit / 8m, default, "x");
        }

        return book.NetBase == units.Net && 8m * book.RealizedQuote == units.RealizedEighths && 8m * book.FeesQuote == units.FeesEighths && 8m * book.UnrealizedQuote(100m) == units.UnrealizedEighths(100);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
}
