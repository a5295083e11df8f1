using NUnit.Framework;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Tests.Domain.Instruments;

public sealed class InstrumentTests
{
    private static readonly decimal[] Steps = [0.00000001m, 0.0001m, 0.001m, 0.005m, 0.01m, 0.025m, 0.1m, 0.25m, 1m, 7m, 100m];

    [Test]
    public void FloorToLot_OfAnyQuantity_IsTheLargestMultipleNotAbove() => ForAnyValue((instrument, value) =>
    {
        var lots = instrument.FloorToLot(value);
        Assert.That(lots, Is.LessThanOrEqualTo(value));
        Assert.That(value - lots, Is.LessThan(instrument.LotSize));
        Assert.That(instrument.IsWholeLots(lots), Is.True, $"{lots} of {instrument.LotSize}");
        Assert.That(instrument.FloorToLot(lots), Is.EqualTo(lots), "rounding twice changes nothing");
        Assert.That(instrument.IsWholeLots(value), Is.EqualTo(lots == value));
    });

    [Test]
    public void TickRounding_OfAnyPrice_IsTheNearestTickOnEitherSide() => ForAnyValue((instrument, value) =>
    {
        var (floor, ceiling) = (instrument.FloorToTick(value), instrument.CeilingToTick(value));
        Assert.That(floor, Is.LessThanOrEqualTo(value));
        Assert.That(ceiling, Is.GreaterThanOrEqualTo(value));
        Assert.That(instrument.IsOnTick(floor) && instrument.IsOnTick(ceiling), Is.True);
        Assert.That(ceiling - floor, Is.EqualTo(instrument.IsOnTick(value) ? 0m : instrument.TickSize));
    });

    [Test]
    public void FloorToLot_BelowOneLot_IsZero() => Assert.That(Instruments.Of(0, "BTC/USD").FloorToLot(0.0009m), Is.Zero);

    [Test]
    public void Notional_OfAnOption_CountsTheMultiplier_AndKeepsTheSign()
    {
        var option = Instruments.Of(0, "AAPL250117C00150000", multiplier: 100m);
        Assert.Multiple(() =>
        {
            Assert.That(option.Notional(2.5m, 3m), Is.EqualTo(750m));
            Assert.That(option.Notional(2.5m, -3m), Is.EqualTo(-750m));
        });
    }

    [Test]
    public void Defaults_OfAnInstrument_AreTheCautiousOnes()
    {
        var instrument = Instruments.Of(0, "BTC/USD");
        Assert.Multiple(() =>
        {
            Assert.That(instrument.Shortable, Is.False);
            Assert.That(instrument.Tradable, Is.True);
            Assert.That(instrument.Multiplier, Is.EqualTo(1m));
            Assert.That(instrument.MinNotional, Is.Zero);
            Assert.That(instrument.Option, Is.Null);
            Assert.That(instrument.VenueSymbol, Is.EqualTo("BTCUSD"));
        });
    }

    [Test]
    public void ExitPiece_OfAnyHolding_IsWhatTheVenueTakesAndLeavesNoRestTooSmallWhereItCanBeHelped()
    {
        const int seed = 4712;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var lot = Steps[random.Next(Steps.Length)];
            var (least, most, price) = (random.Next(1, 12), random.Next(12, 30), random.Next(1, 500) / 4m);
            var isByValue = random.Next(2) == 0;
            var instrument = Instruments.Of(0, "BTC/USD", lotSize: lot) with
            {
                QuantityMin = isByValue ? 0m : least * lot, QuantityMax = isByValue ? null : most * lot,
                MinNotional = isByValue ? least * lot * price : 0m, NotionalMax = isByValue ? most * lot * price : null,
            };
            var (lots, left) = (random.Next(least, 200), 0m);
            for (left = lots * lot; !instrument.IsDust(left, price);)
            {
                var piece = instrument.ExitPiece(left, price);
                Assert.That(instrument.IsWholeLots(piece) && piece >= least * lot && piece <= most * lot, Is.True, $"{piece} of {left}, from {least} to {most} lots of {lot}");
                left -= piece;
            }

            var canBeHelped = Enumerable.Range(1, lots).Any(pieces => lots >= pieces * least && lots <= pieces * most);
            Assert.That(left == 0m || !canBeHelped, Is.True, $"{left} of {lots} lots of {lot} left, {least} to {most} at once");
        }
    }

    [TestCase("3.0009", null, "3", Description = "Whole lots.")]
    [TestCase("3", "1.25", "1.25")]
    [TestCase("1.5", "1.25", "0.75", Description = "The rest would be too small.")]
    [TestCase("2", "0.1", "0.5", Description = "Not even the least is worth little enough: the venue is asked all the same.")]
    public void ExitPiece_Cases(string held, string? most, string expected)
    {
        static decimal Of(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var instrument = Instruments.Of(0, "BTC/USD", multiplier: 10m) with { QuantityMin = 0.5m, NotionalMax = most is null ? null : Of(most) * 1_000m };
        Assert.That(instrument.ExitPiece(Of(held), 100m), Is.EqualTo(Of(expected)));
        Assert.That(instrument.ExitPiece(Of(held), priceQuote: null), Is.EqualTo(instrument.FloorToLot(Of(held))), "Without a price quantity alone decides.");
    }

    private static void ForAnyValue(Action<Instrument, decimal> assert)
    {
        const int seed = 4711;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        foreach (var step in Steps)
        {
            var instrument = Instruments.Of(0, "BTC/USD", tickSize: step, lotSize: step);
            for (var i = 0; i < 1_000; i++) assert(instrument, random.NextInt64(0, 100_000_000_000) / 100_000_000m);
            for (var lots = 0; lots < 100; lots++) assert(instrument, lots * step);
        }
    }
}
