using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Reloading;
using TradingDaemon.Tests.Configuration;

namespace TradingDaemon.Tests.Reloading;

[TestFixture]
internal sealed class ConfigurationComparisonTests
{
    private const string Limits = "tiers:sniper:limits:";
    private const string Fast = "tiers:sniper:strategies:ma-fast:";

    [Test]
    public void Between_TheSameSpelledOtherwise_IsNoDifference()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Between("tiers:sniper:limits:dailyLossMaxFraction=0.0500", "tiers:sniper:strategies:ma-fast:enabled=TRUE", "tiers:sniper:limits:rejectPause=0.00:01:00"), Is.Empty);
    }

    [Test]
    public void Values_OfAnArray_AreOneValueInItsOrder()
    {
        using var folder = new ConfigurationFolder();
        var values = ConfigurationComparison.Values(folder.Load([.. Enumerable.Range(0, 12).Select(static at => $"recovery:enableStrategies:{at}=s-{at}")]).InForce);
        Assert.That(values["recovery:enableStrategies"], Is.EqualTo("s-0, s-1, s-2, s-3, s-4, s-5, s-6, s-7, s-8, s-9, s-10, s-11"));
    }

    [Test]
    public void Hash_IsOfEveryKeyButSecrets()
    {
        using var folder = new ConfigurationFolder();
        var plain = Hash();
        Assert.That(Hash("operations:apiKey=0123456789abcdef"), Is.EqualTo(plain));
        Assert.That(Hash("tiers:sniper:limits:dailyLossMaxFraction=0.04"), Is.Not.EqualTo(plain));
        Assert.That(folder.Between("operations:apiKey=0123456789abcdef").Single(), Is.EqualTo(new ConfigurationChange("operations:apiKey", null, "********", ChangeEffect.Neutral)), "no secret is told");

        string Hash(params string[] assignments) => ConfigurationComparison.HashOf(ConfigurationComparison.Values(folder.Load(assignments).InForce));
    }

    [TestCase(Limits + "dailyLossMaxFraction", "0.05", "0.04", ChangeEffect.Tighter), TestCase(Limits + "dailyLossMaxFraction", "0.05", "0.06", ChangeEffect.Looser)]
    [TestCase(Limits + "grossExposureMaxFraction", null, "1", ChangeEffect.Tighter), TestCase(Limits + "grossExposureMaxFraction", "1", null, ChangeEffect.Looser)]
    [TestCase(Limits + "optionDailyLossMaxAccount", null, "100", ChangeEffect.Tighter), TestCase(Limits + "optionDailyLossMaxAccount", "100", null, ChangeEffect.Looser), TestCase(Limits + "optionDailyLossMaxFraction", "0.02", "0.01", ChangeEffect.Tighter)]
    [TestCase("tiers:hunter:allocation:mode", "normal", "emergency", ChangeEffect.Tighter), TestCase("tiers:hunter:allocation:mode", null, "defensive", ChangeEffect.Tighter), TestCase("tiers:hunter:allocation:mode", "defensive", "aggressive", ChangeEffect.Looser), TestCase("tiers:hunter:allocation:mode", "emergency", null, ChangeEffect.Looser)]
    [TestCase(Limits + "positionsMax", null, "3", ChangeEffect.Tighter), TestCase(Limits + "positionsMax", "3", "4", ChangeEffect.Looser), TestCase(Limits + "positionNotionalMaxAccount", "500", "400", ChangeEffect.Tighter), TestCase(Limits + "positionNotionalMaxAccount", "500", null, ChangeEffect.Looser)]
    [TestCase(Fast + "positionsMax", null, "3", ChangeEffect.Tighter), TestCase("positionMaxBase:crypto", "2", "3", ChangeEffect.Looser), TestCase("positionMaxBase:crypto", null, "3", ChangeEffect.Tighter)]
    [TestCase(Fast + "capitalMinAccount", null, "500", ChangeEffect.Tighter), TestCase(Fast + "capitalMinAccount", "500", null, ChangeEffect.Looser), TestCase(Fast + "capitalMinAccount", "500", "600", ChangeEffect.Tighter), TestCase(Fast + "capitalMinAccount", "500", "400", ChangeEffect.Looser)]
    [TestCase(Fast + "dependsOn", null, "slow", ChangeEffect.Tighter), TestCase(Fast + "dependsOn", "slow", "slow, third", ChangeEffect.Tighter), TestCase(Fast + "dependsOn", "slow, third", "slow", ChangeEffect.Looser), TestCase(Fast + "dependsOn", "slow", null, ChangeEffect.Looser)]
    [TestCase("instruments:BTC/USD:positionMaxBase", "2", "1", ChangeEffect.Tighter), TestCase("instruments:BTC/USD:positionMaxBase", null, "1", ChangeEffect.Looser, Description = "its class's may be smaller"), TestCase("instruments:BTC/USD:positionMaxBase", "1", null, ChangeEffect.Looser)]
    [TestCase(Limits + "concentrationMaxFraction", null, "0.1", ChangeEffect.Looser), TestCase(Limits + "concentrationMaxFraction", "0.2", "0.1", ChangeEffect.Tighter)]
    [TestCase(Limits + "dailyLossReducingFraction", null, "0.1", ChangeEffect.Looser), TestCase(Limits + "dailyLossReducingFraction", "0.2", "0.1", ChangeEffect.Tighter)]
    [TestCase(Limits + "quoteAgeMax", "00:00:02", "00:00:01", ChangeEffect.Tighter), TestCase(Limits + "quoteAgeMax", "00:00:02", "00:00:03", ChangeEffect.Looser)]
    [TestCase(Limits + "rejectPause", "00:01:00", "00:02:00", ChangeEffect.Tighter), TestCase(Limits + "rejectPause", "00:01:00", "00:00:30", ChangeEffect.Looser)]
    [TestCase(Limits + "drawdownWindow", "00:10:00", "00:20:00", ChangeEffect.Looser), TestCase(Limits + "drawdownWindow", "00:10:00", "00:05:00", ChangeEffect.Looser)]
    [TestCase(Limits + "volatilityIndexSymbol", null, "VIX", ChangeEffect.Tighter), TestCase(Limits + "volatilityIndexSymbol", "VIX", null, ChangeEffect.Looser)]
    [TestCase(Limits + "someThingNobodyKnows", "1", "0", ChangeEffect.Looser)]
    [TestCase("tiers:hunter:equityMinAccount", "2000", "3000", ChangeEffect.Looser, Description = "Bug: it dropped the account into a tier with looser limits and was told as tighter"), TestCase("tiers:hunter:equityMinAccount", "2000", "1000", ChangeEffect.Looser)]
    [TestCase("tiers:hunter:demotionFraction", "0.9", "0.95", ChangeEffect.Looser, Description = "Bug: the same"), TestCase("tiers:hunter:demotionFraction", "0.9", "0.8", ChangeEffect.Looser)]
    [TestCase(Fast + "enabled", "true", "false", ChangeEffect.Tighter), TestCase(Fast + "enabled", "false", "true", ChangeEffect.Looser)]
    [TestCase(Fast + "symbols", "*", "BTC/USD", ChangeEffect.Tighter), TestCase(Fast + "symbols", "BTC/USD", "*", ChangeEffect.Looser), TestCase(Fast + "symbols", "AAPL, BTC/USD", "BTC/USD", ChangeEffect.Tighter)]
    [TestCase(Fast + "assetClasses", "crypto", null, ChangeEffect.Looser), TestCase(Fast + "assetClasses", null, "crypto", ChangeEffect.Tighter)]
    [TestCase(Fast + "disabledSymbols", null, "AAPL", ChangeEffect.Tighter), TestCase(Fast + "disabledSymbols", "AAPL", null, ChangeEffect.Looser)]
    [TestCase(Fast + "parameters:fast", "5", "6", ChangeEffect.Neutral), TestCase(Fast + "kind", null, "momentum", ChangeEffect.Looser), TestCase(Fast + "kind", "momentum", null, ChangeEffect.Tighter)]
    [TestCase("switches:disabledStrategies", "ma-fast", "ma-fast, reversion", ChangeEffect.Tighter), TestCase("switches:disabledStrategies", "ma-fast", "reversion", ChangeEffect.Looser)]
    [TestCase("routing:spreadGateEnabled", "true", "false", ChangeEffect.Looser), TestCase("routing:spreadGateEnabled", "false", "true", ChangeEffect.Tighter)]
    [TestCase("routing:spreadMaxFraction:crypto", "0.002", "0.001", ChangeEffect.Tighter), TestCase("routing:spreadMaxFraction:crypto", "0.002", "0.003", ChangeEffect.Looser)]
    public void Effect_OfEachKey_SaysWhatPasses(string key, string? before, string? after, ChangeEffect effect) =>
        Assert.That(ChangeEffects.Of(key, before, after), Is.EqualTo(effect));

    [Test]
    public void Effect_OfEveryLimit_IsLooserOneWayAtLeast()
    {
        foreach (var limit in typeof(TradingDaemon.Domain.Risk.RiskLimits).GetProperties())
        {
            var key = Limits + System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(limit.Name);
            Assert.That(new[] { ChangeEffects.Of(key, "1", "2"), ChangeEffects.Of(key, "2", "1") }, Does.Contain(ChangeEffect.Looser), key);
            Assert.That(ChangeEffects.Of(key, "1", null), Is.EqualTo(ChangeEffect.Looser), key);
        }
    }

    [Test]
    public void Between_AStrategyThatCame_IsLooserOnceAndNotByEachOfItsNumbers()
    {
        using var folder = new ConfigurationFolder();
        var changes = folder.Between("tiers:sniper:strategies:late:kind=momentum", "tiers:sniper:strategies:late:symbols:0=*", "tiers:sniper:strategies:late:sizeFraction=0.01");
        Assert.That(changes.Where(static change => change.Effect != ChangeEffect.Neutral).Select(static change => $"{change.Key} {change.Effect}"), Is.EqualTo(new[] { "tiers:sniper:strategies:late:kind Looser" }));
        Assert.That(changes.Select(static change => change.Key), Does.Contain("tiers:sniper:strategies:late:sizeFraction"));
    }
}
