using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Tests.Domain.Risk;

public sealed class RiskTests
{
    [TestCase(AssetClass.Equity, "0.001")]
    [TestCase(AssetClass.Forex, "0.0005")]
    [TestCase(AssetClass.Crypto, "0.002")]
    [TestCase(AssetClass.Option, "0.005")]
    public void For_AnAssetClass_IsItsDefault(AssetClass assetClass, string expected) =>
        Assert.That(new SpreadLimits().For(assetClass), Is.EqualTo(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture)));

    [Test]
    public void For_EveryAssetClass_IsItsOwnNumber()
    {
        var limits = new SpreadLimits(true, 1m, 2m, 3m, 4m);
        Assert.That(Enum.GetValues<AssetClass>().Select(limits.For), Is.EqualTo(new[] { 1m, 2m, 3m, 4m }));
    }

    [Test]
    public void For_TheUnassignedZero_Throws() => Assert.That(() => new SpreadLimits().For(default), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Limits_ByDefault_AreThePromisedOnes()
    {
        var limits = new RiskLimits();
        Assert.That(
            (limits.OrderNotionalMaxAccount, limits.PositionMaxFraction, limits.StrategyExposureMaxFraction, limits.DailyLossMaxFraction, limits.QuoteAgeMax, limits.OrdersInFlightMax),
            Is.EqualTo((10_000m, 0.20m, 0.30m, 0.05m, TimeSpan.FromSeconds(2), 256)));
    }

    [Test]
    public void Limits_OnPaceLossAndRefusals_AreThePromisedOnes()
    {
        var limits = new RiskLimits();
        Assert.That(
            (limits.StrategyOrdersPerSecondMax, limits.AccountOrdersPerSecondMax, limits.RejectsInARowMax, limits.RejectPause, limits.DailyLossReducingFraction),
            Is.EqualTo((20, 50, 3, TimeSpan.FromMinutes(1), (decimal?)null)));
    }

    [Test]
    public void Rule_Zero_IsNeverARule() => Assert.That(Enum.IsDefined(default(RiskRule)), Is.False);
}
