using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.Routing;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Routing;

public sealed class SpreadGateTests
{
    private static readonly SpreadGate Gate = new(new SpreadLimits(), TimeSpan.FromSeconds(2));

    /// <summary>Mid 1000: a spread of 1000 × the limit is the limit itself.</summary>
    [TestCase(AssetClass.Equity, 0.001)]
    [TestCase(AssetClass.Forex, 0.0005)]
    [TestCase(AssetClass.Crypto, 0.002)]
    [TestCase(AssetClass.Option, 0.005)]
    public void RefuseWide_AtTheLimitOfTheClass_ExecutesAndAboveItWaits(AssetClass assetClass, decimal limit)
    {
        var half = 1_000m * limit / 2m;
        Assert.That(Gate.RefuseWide(TestMarket.Quote(0, 1_000m - half, 1_000m + half, TestMarket.Start), assetClass), Is.Null);
        var refusal = Gate.RefuseWide(TestMarket.Quote(0, 1_000m - half, 1_000.0000002m + half, TestMarket.Start), assetClass);
        Assert.That((refusal?.Rule, refusal?.Limit), Is.EqualTo(((RiskRule?)RiskRule.SpreadGate, (decimal?)limit)));
        Assert.That(refusal?.Asked, Is.GreaterThan(limit));
        Assert.That(refusal?.Detail, Does.StartWith("Wait: spread").And.Contain(assetClass.ToString()));
    }

    [Test]
    public void RefuseWide_Disabled_LetsEverySpreadPass() =>
        Assert.That(new SpreadGate(new SpreadLimits(IsEnabled: false), default).RefuseWide(TestMarket.Quote(0, 1m, 2m, TestMarket.Start), AssetClass.Forex), Is.Null);

    [Test]
    public void RefuseStale_AtTheAgeLimit_CountsAndATickLaterNot()
    {
        var quote = TestMarket.Quote(0, 1m, 2m, TestMarket.Start);
        Assert.That(Gate.RefuseStale(quote, TestMarket.Start.AddSeconds(2)), Is.Null);
        var refusal = Gate.RefuseStale(quote, TestMarket.Start.AddSeconds(2).AddTicks(1));
        Assert.That((refusal?.Rule, refusal?.Limit, refusal?.Asked), Is.EqualTo(((RiskRule?)RiskRule.QuoteFresh, (decimal?)2m, (decimal?)2.0000001m)));
    }

    [Test]
    public void RefuseStale_WithoutAnyQuote_FailsClosedAlsoWhenDisabled()
    {
        var refusal = new SpreadGate(new SpreadLimits(IsEnabled: false), TimeSpan.FromSeconds(2)).RefuseStale(null, TestMarket.Start);
        Assert.That((refusal?.Rule, refusal?.Limit, refusal?.Asked), Is.EqualTo(((RiskRule?)RiskRule.QuoteFresh, (decimal?)2m, (decimal?)-1m)));
    }
}
