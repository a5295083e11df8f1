using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Tests.Engine.Portfolio;

/// <summary>Random fills against an accountant that counts single units, and the statement identity on arbitrary decimals.</summary>
public sealed class LotBookPropertyTests
{
    private const int FillsPerSeed = 100_000;
    private static readonly PositionKey Key = new(new StrategyId("alpha"), new Symbol("IBM"));
    private static readonly DateTimeOffset At = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A million random fills over all seeds, the difference is zero after every one of them.</summary>
    [Test]
    public void Book_RandomWholeFills_DiffersByNothingFromCountingSingleUnits([Range(1, 10)] int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}, {FillsPerSeed} fills");
        var random = new Random(seed);
        var (book, units, flips, cash) = (new LotBook(Key, 1m), new UnitLots(), 0, 0m);
        for (var i = 0; i < FillsPerSeed; i++)
        {
            var before = units.Net;
            var size = random.Next(1, 21) * (random.Next(40) < 20 + Math.Clamp(-before / 4, -15, 15) ? 1 : -1); // pulled back to zero, so that it is crossed often
            var (price, feePerUnit) = (random.Next(90, 111), random.Next(-2, 6));
            units.Book(size, price, feePerUnit);
            book.Book(size, price, Math.Abs(size) * feePerUnit / 8m, At, "x");
            cash -= (size * (decimal)price) + (Math.Abs(size) * feePerUnit / 8m);
            if (Math.Sign(before) * Math.Sign(units.Net) < 0) flips++;
            if (book.NetBase != units.Net || 8m * book.RealizedQuote != units.RealizedEighths || 8m * book.FeesQuote != units.FeesEighths
                || 8m * book.UnrealizedQuote(100m) != units.UnrealizedEighths(100) || 8m * cash != units.CashEighths)
                Assert.Fail($"seed {seed}, fill {i}: {size} @ {price}, net {book.NetBase} and {units.Net}, realized {8m * book.RealizedQuote} and {units.RealizedEighths} eighths");
        }

        Assert.That(flips, Is.GreaterThan(FillsPerSeed / 100), "The walk must cross zero to mean anything.");
    }

    /// <summary>Of one position: what came in and went out, plus what is held, is what was earned.</summary>
    [Test]
    public void Book_ArbitraryDecimals_CashAndValueAreRealizedAndUnrealizedAfterEveryFill([Range(1, 20)] int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var multiplier = random.Next(4) == 0 ? 100m : 1m;
        var (book, cash, worst) = (new LotBook(Key, multiplier), 0m, 0m);
        for (var i = 0; i < 2_000; i++)
        {
            var size = Decimal(random, 8) * (random.Next(2) == 0 ? 1m : -1m) * (book.NetBase > 5m || book.NetBase < -5m ? 3m : 1m);
            var (price, fee, mark) = (100m + (Decimal(random, 6) * 10m), Decimal(random, 10) - 0.3m, 100m + Decimal(random, 6));
            book.Book(size, price, fee, At, "x");
            cash -= (size * price * multiplier) + fee;
            var gap = cash + (book.NetBase * mark * multiplier) - book.RealizedQuote - book.UnrealizedQuote(mark);
            worst = Math.Max(worst, Math.Abs(gap));
            Assert.That(book.NetBase, Is.EqualTo(book.Lots.Sum(static lot => lot.QuantityBase)));
        }

        TestContext.Out.WriteLine($"worst gap {worst}");
        Assert.That(worst, Is.LessThan(1e-18m));
    }

    private static decimal Decimal(Random random, byte scale) => new(random.Next(1, int.MaxValue) % (int)Math.Pow(10, Math.Min(scale, (byte)9)) + 1, 0, 0, false, scale);
}
