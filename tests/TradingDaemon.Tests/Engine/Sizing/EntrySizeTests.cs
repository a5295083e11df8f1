using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.Sizing;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Sizing;

public sealed class EntrySizeTests
{
    [TestCase(TestMarket.Ibm, 100, 100_000, 1, 50, Description = "5 % of 100,000 is 5,000: 50 shares")]
    [TestCase(TestMarket.Ibm, 101, 100_000, 1, 49, Description = "49.5 shares are 49")]
    [TestCase(TestMarket.Ibm, 5_000, 100_000, 1, 1, Description = "just one")]
    [TestCase(TestMarket.Ibm, 5_000.01, 100_000, 1, 0, Description = "not even one")]
    [TestCase(TestMarket.Btc, 33, 10_000, 1, 15.151, Description = "15.1515… coins on a grid of 0.001")]
    [TestCase(TestMarket.Ibm, 100, 1_000_000, 1, 100, Description = "capped at 10,000 a order")]
    [TestCase(TestMarket.Call, 5, 100_000, 1, 10, Description = "a contract of 100 at 5 costs 500")]
    [TestCase(TestMarket.Sap, 100, 100_000, 1.25, 40, Description = "5,000 USD are 4,000 EUR")]
    [TestCase(TestMarket.Ibm, 100, -5, 1, 0, Description = "no equity, no size")]
    public void Base_FloorsToLotsWithinTheFractionAndTheCap(int instrument, decimal price, decimal equity, decimal rate, decimal expected) =>
        Assert.That(Sized(TestMarket.At(instrument), price, equity, rate), Is.EqualTo(expected));

    [Test]
    public void Base_IsNeverMoreThanAskedForAndNeverALotLess([Range(1, 3)] int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var instrument = TestMarket.At(random.Next(0, 9));
            var (price, equity, rate) = (random.Next(1, 1_000_000) / 997m, random.Next(0, 1_000_000) / 7m, random.Next(1, 300) / 100m);
            var quantity = Sized(instrument, price, equity, rate);
            var budget = Math.Min(equity * 0.05m, 10_000m);
            var (cost, oneMore) = (instrument.Notional(price, quantity) * rate, instrument.Notional(price, quantity + instrument.LotSize) * rate);
            if (quantity % instrument.LotSize != 0m || cost > budget + 1e-18m || oneMore < budget - 1e-18m)
                Assert.Fail($"seed {seed}, {i}: {quantity} {instrument.Symbol} at {price} × {rate} of {budget}");
        }
    }

    private static decimal Sized(Instrument instrument, decimal price, decimal equity, decimal rate)
    {
        Assert.That(EntrySize.Of(new SizingCase(TestMarket.Spec(), new RiskLimits(), instrument, price, equity, rate), out var quantity), Is.Null);
        return quantity;
    }
}
