using NUnit.Framework;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Tests.Configuration;

/// <summary>What Kelly's method goes by: the strategy's own word, else its tier's, else what it always was.</summary>
[TestFixture]
internal sealed class KellyRulesTests
{
    private const string Kelly = "tiers:sniper:kelly:";
    private const string Sizing = "tiers:sniper:strategies:ma-fast:sizing:";

    [Test]
    public void Load_NothingWritten_IsAsItWas() => Assert.That(Loaded($"{Sizing}method=kelly"), Is.EqualTo(new SizingSpec { Method = SizingMethod.Kelly }));

    [TestCase("0.25", 20, 30, "0.02", "0.05", Description = "sniper"), TestCase("0.5", 50, 60, "0.01", "0.10", Description = "hunter"), TestCase("0.75", 100, 90, "0.005", "0.15", Description = "strategist")]
    public void Load_ATiersRow_IsItsStrategies(string multiplier, int trades, int days, string least, string most)
    {
        var sizing = Loaded($"{Sizing}method=kelly", $"{Kelly}multiplier={multiplier}", $"{Kelly}tradesMin={trades}", $"{Kelly}days={days}", $"{Kelly}fractionMin={least}", $"{Kelly}fractionMax={most}");
        Assert.That(sizing, Is.EqualTo(new SizingSpec { Method = SizingMethod.Kelly, KellyMultiplier = D(multiplier), KellyTradesMin = trades, KellyWindow = TimeSpan.FromDays(days), FractionMin = D(least), FractionMax = D(most) }));
    }

    [Test]
    public void Load_AStrategysOwnWord_GoesBeforeItsTiers()
    {
        string[] tier = [$"{Sizing}method=kelly", $"{Kelly}multiplier=0.75", $"{Kelly}tradesMin=100", $"{Kelly}days=90", $"{Kelly}fractionMin=0.01", $"{Kelly}fractionMax=0.1"];
        var sizing = Loaded([.. tier, $"{Sizing}kellyMultiplier=0.1", $"{Sizing}kellyTradesMin=5", $"{Sizing}kellyDays=7", $"{Sizing}fractionMin=0", $"{Sizing}fractionMax=0.02"]);
        Assert.That(sizing, Is.EqualTo(new SizingSpec { Method = SizingMethod.Kelly, KellyMultiplier = 0.1m, KellyTradesMin = 5, KellyWindow = TimeSpan.FromDays(7), FractionMin = 0m, FractionMax = 0.02m }));
    }

    [Test]
    public void Load_OtherMethods_HaveNothingOfIt()
    {
        var sizing = Loaded($"{Sizing}method=volatility", $"{Sizing}volatilityTarget=0.1", $"{Kelly}days=90", $"{Kelly}fractionMin=0.05", $"{Kelly}fractionMax=0.06");
        Assert.That((sizing.KellyWindow, sizing.FractionMin, sizing.FractionMax), Is.EqualTo(((TimeSpan?)null, 0m, 0.15m)));
    }

    [TestCase("multiplier=0"), TestCase("multiplier=1.01"), TestCase("tradesMin=0"), TestCase("tradesMin=101"), TestCase("days=0"), TestCase("fractionMax=0"), TestCase("fractionMin=0.16", Description = "above the largest")]
    public void Load_ANumberNobodyCanMean_IsAFaultOfItsKey(string assignment)
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load(Kelly + assignment).Faults.Select(static fault => fault.Path), Is.EqualTo(new[] { Kelly + assignment.Split('=')[0] }));
    }

    private static decimal D(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static SizingSpec Loaded(params string[] assignments)
    {
        using var folder = new ConfigurationFolder();
        var loaded = folder.Load(assignments);
        Assert.That(loaded.Faults, Is.Empty);
        return loaded.Config!.Tiers.All.Single(static tier => tier.Name == "sniper").Strategies.Single(static spec => spec.Id.Text == "ma-fast").Sizing;
    }
}
