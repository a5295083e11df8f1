using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Engine.Validation;

namespace TradingDaemon.Tests.Engine.Validation;

public sealed class TickValidatorTests
{
    private static readonly InstrumentId First = new(0);
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private TickValidator _validator = new(2, new ValidationLimits());

    [SetUp]
    public void MakeValidator() => _validator = new TickValidator(2, new ValidationLimits());

    [TestCase(-1)]
    [TestCase(2)]
    [TestCase(int.MaxValue)]
    public void Check_InstrumentOutsideCatalogue_IsUnknown(int index) =>
        Assert.That(_validator.Check(RawTick.OfQuote(new InstrumentId(index), Start, Start, 1m, 1m, 2m, 1m)), Is.EqualTo(TickRejection.UnknownInstrument));

    [Test]
    public void Check_DefaultTick_IsMalformed() => Assert.That(_validator.Check(default), Is.EqualTo(TickRejection.Malformed));

    [TestCase(0, 100.05)]
    [TestCase(100, 0)]
    [TestCase(-1, 100)]
    [TestCase(100, -1)]
    public void Check_QuoteWithSideMissingOrNegative_IsPriceNotPositive(decimal bid, decimal ask) =>
        Assert.That(Quote(0, bid, ask), Is.EqualTo(TickRejection.PriceNotPositive));

    [TestCase(100, 100.01, null)]
    [TestCase(100, 100, null)]
    [TestCase(100.01, 100, TickRejection.Crossed)]
    public void Check_QuoteAroundCrossing_RefusesOnlyCrossed(decimal bid, decimal ask, TickRejection? expected) =>
        Assert.That(Quote(0, bid, ask), Is.EqualTo(expected));

    [Test]
    public void Check_SourceTimeBackwards_IsOutOfOrderPerKindAndInstrument()
    {
        Assert.That(Quote(10), Is.Null);
        Assert.That(Quote(10), Is.Null, "equal times are allowed");
        Assert.That(Quote(9.999), Is.EqualTo(TickRejection.OutOfOrder));
        Assert.That(Trade(5), Is.Null, "another kind has its own clock");
        Assert.That(Trade(4), Is.EqualTo(TickRejection.OutOfOrder));
        Assert.That(_validator.Check(RawTick.OfQuote(new InstrumentId(1), Start, Start, 100m, 1m, 101m, 1m)), Is.Null);
    }

    [TestCase(1.0, null)]
    [TestCase(1.001, TickRejection.FromTheFuture)]
    public void Check_SourceTimeAheadOfReceipt_AllowsOnlyTheSkew(double ahead, TickRejection? expected) =>
        Assert.That(_validator.Check(RawTick.OfQuote(First, At(ahead), Start, 100m, 1m, 101m, 1m)), Is.EqualTo(expected));

    [Test]
    public void Check_RejectedFutureTick_DoesNotMakeTheNextOnesLate()
    {
        Assert.That(_validator.Check(RawTick.OfQuote(First, At(3600), Start, 100m, 1m, 101m, 1m)), Is.EqualTo(TickRejection.FromTheFuture));
        Assert.That(Quote(1), Is.Null);
    }

    [Test]
    public void Check_OldOnArrival_IsStaleOnlyWhenAsked()
    {
        var old = RawTick.OfQuote(First, Start, At(3), 100m, 1m, 101m, 1m);
        Assert.That(_validator.Check(in old), Is.Null);
        var strict = new TickValidator(1, new ValidationLimits { AgeMax = TimeSpan.FromSeconds(2) });
        Assert.That(strict.Check(in old), Is.EqualTo(TickRejection.Stale));
        Assert.That(strict.Check(RawTick.OfQuote(First, Start, At(2), 100m, 1m, 101m, 1m)), Is.Null);
    }

    [TestCase(0, 0, null)]
    [TestCase(-1, -1, null)]
    [TestCase(-0.5, 1, TickRejection.SizeInvalid)]
    [TestCase(1, -2, TickRejection.SizeInvalid)]
    [TestCase(1, 1e16, TickRejection.SizeInvalid)]
    public void Check_QuoteSizes_MustBeUnknownOrSane(decimal bidSize, decimal askSize, TickRejection? expected) =>
        Assert.That(_validator.Check(RawTick.OfQuote(First, Start, Start, 100m, bidSize, 101m, askSize)), Is.EqualTo(expected));

    [TestCase(1, null)]
    [TestCase(-1, null)]
    [TestCase(0, TickRejection.SizeInvalid)]
    [TestCase(-3, TickRejection.SizeInvalid)]
    public void Check_TradeSize_MustBeUnknownOrAboveZero(decimal size, TickRejection? expected) =>
        Assert.That(_validator.Check(RawTick.OfTrade(First, Start, Start, 100m, size, AggressorSide.Unknown)), Is.EqualTo(expected));

    [Test]
    public void Check_LoneOutliers_AreRefusedForEver()
    {
        Assert.That(Quote(0), Is.Null);
        for (var i = 1; i < 20; i++)
        {
            Assert.That(Trade(i, price: 150m), Is.EqualTo(TickRejection.Outlier));
            Assert.That(Quote(i), Is.Null, "a good price in between clears the doubt");
        }
    }

    [Test]
    public void Check_ThirdAgreeingOutlier_IsBelievedAsARealMove()
    {
        Assert.That(Quote(0, 645m, 645.1m), Is.Null);
        Assert.That(Quote(1, 93m, 93.1m), Is.EqualTo(TickRejection.Outlier));
        Assert.That(Trade(1, price: 93m), Is.EqualTo(TickRejection.Outlier), "trades and quotes share the reference");
        Assert.That(Quote(2, 93m, 93.1m), Is.Null);
        Assert.That(Quote(3, 94m, 94.1m), Is.Null);
        Assert.That(Quote(4, 645m, 645.1m), Is.EqualTo(TickRejection.Outlier));
    }

    [Test]
    public void Check_DisagreeingOutliers_NeverAddUp()
    {
        Assert.That(Trade(0), Is.Null);
        foreach (var price in new[] { 200m, 400m, 200m, 400m, 10m })
            Assert.That(Trade(1, price), Is.EqualTo(TickRejection.Outlier));
    }

    [TestCase(10, 12, 9, 11, null)]
    [TestCase(10, 10, 10, 10, null)]
    [TestCase(10, 9, 8, 9, TickRejection.BarInconsistent)]
    [TestCase(10, 12, 11, 11, TickRejection.BarInconsistent)]
    [TestCase(10, 12, 9, 13, TickRejection.BarInconsistent)]
    [TestCase(10, 12, 9, 8, TickRejection.BarInconsistent)]
    [TestCase(10, 12, 0, 11, TickRejection.PriceNotPositive)]
    public void Check_Bar_MustBeConsistent(decimal open, decimal high, decimal low, decimal close, TickRejection? expected) =>
        Assert.That(_validator.Check(RawTick.OfBar(First, Start, Start + Minute, Minute, open, high, low, close, 5m)), Is.EqualTo(expected));

    [Test]
    public void Check_BarInterval_MustBeSane()
    {
        foreach (var interval in new[] { TimeSpan.Zero, -Minute, TimeSpan.MaxValue })
            Assert.That(_validator.Check(RawTick.OfBar(First, Start, Start + Minute, interval, 1m, 1m, 1m, 1m, 1m)), Is.EqualTo(TickRejection.BarInconsistent));
        Assert.That(_validator.Check(RawTick.OfBar(First, Start, Start + Minute, Minute, 1m, 1m, 1m, 1m, -2m)), Is.EqualTo(TickRejection.SizeInvalid));
    }

    [Test]
    public void Check_BarKnownBeforeItsEnd_IsFromTheFuture() =>
        Assert.That(_validator.Check(RawTick.OfBar(First, Start, Start, Minute, 1m, 1m, 1m, 1m, 1m)), Is.EqualTo(TickRejection.FromTheFuture));

    [Test]
    public void Check_BarsOfSeveralLengths_AreOrderedByTheirEnd()
    {
        var fourth = Start + (4 * Minute);
        Assert.That(_validator.Check(RawTick.OfBar(First, fourth, fourth + Minute, Minute, 1m, 1m, 1m, 1m, 1m)), Is.Null);
        Assert.That(_validator.Check(RawTick.OfBar(First, Start, fourth + Minute, 5 * Minute, 1m, 1m, 1m, 1m, 1m)), Is.Null);
        Assert.That(_validator.Check(RawTick.OfBar(First, fourth - Minute, fourth + Minute, Minute, 1m, 1m, 1m, 1m, 1m)), Is.EqualTo(TickRejection.OutOfOrder));
    }

    [Test]
    public void Check_BarAfterASplit_IsNoOutlier()
    {
        Assert.That(_validator.Check(RawTick.OfBar(First, Start, Start + Minute, Minute, 645m, 645m, 645m, 645m, 1m)), Is.Null);
        Assert.That(_validator.Check(RawTick.OfBar(First, Start + Minute, Start + (2 * Minute), Minute, 93m, 93m, 93m, 93m, 1m)), Is.Null);
    }

    [TestCase("100x1 99x1", "101x1 102x1", null)]
    [TestCase("", "101x1", TickRejection.PriceNotPositive)]
    [TestCase("100x1", "", TickRejection.PriceNotPositive)]
    [TestCase("102x1", "101x1", TickRejection.Crossed)]
    [TestCase("99x1 100x1", "101x1", TickRejection.Malformed)]
    [TestCase("100x1 100x1", "101x1", TickRejection.Malformed)]
    [TestCase("100x1", "102x1 101x1", TickRejection.Crossed, 103)]
    [TestCase("100x1", "102x1 101x1", TickRejection.Malformed)]
    [TestCase("100x1 0x1", "101x1", TickRejection.PriceNotPositive)]
    [TestCase("100x1 99x0", "101x1", TickRejection.SizeInvalid)]
    [TestCase("100x1 99x1 98x1 97x1", "101x1", TickRejection.Malformed)]
    public void Check_Book_MustBeSortedAndPositive(string bids, string asks, TickRejection? expected, decimal? bestBid = null)
    {
        var validator = new TickValidator(1, new ValidationLimits { BookLevelsMax = 3 });
        var side = bestBid is { } best ? [new BookLevel(best, 1m)] : Levels(bids);
        Assert.That(validator.Check(RawTick.OfBook(First, Start, Start, new BookSnapshot(side, Levels(asks)))), Is.EqualTo(expected));
    }

    [Test]
    public void Check_RandomTicks_NeverThrowAndEveryAnswerIsCounted()
    {
        const int seed = 20_240_301;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var validator = new TickValidator(2, new ValidationLimits());
        const int ticks = 20_000;
        for (var i = 0; i < ticks; i++) validator.Check(RandomTicks.Next(random, instruments: 2, Start));
        Assert.That(validator.Accepted + Enum.GetValues<TickRejection>().Sum(validator.Rejected), Is.EqualTo(ticks));
        Assert.That(validator.Accepted, Is.Positive);
        foreach (var reason in Enum.GetValues<TickRejection>().Except([TickRejection.QueueFull, TickRejection.Stale]))
            Assert.That(validator.Rejected(reason), Is.Positive, $"{reason} never happened");
    }

    private static BookLevel[] Levels(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static level => level.Split('x')).Select(static parts =>
            new BookLevel(decimal.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), decimal.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)))];

    private static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    private TickRejection? Quote(double seconds, decimal bid = 100m, decimal ask = 100.05m) =>
        _validator.Check(RawTick.OfQuote(First, At(seconds), At(seconds), bid, 1m, ask, 1m));

    private TickRejection? Trade(double seconds, decimal price = 100m) =>
        _validator.Check(RawTick.OfTrade(First, At(seconds), At(seconds), price, 1m, AggressorSide.Unknown));
}
