using NUnit.Framework;
using TradingDaemon.Configuration;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Tests.Configuration;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Venues.CoinSpot;

/// <summary>The page's own file over the delivered configuration.</summary>
internal sealed class CoinSpotConfiguredTests
{
    // As wide as the spread of a much traded coin was seen at the venue and at its sandbox.
    private const decimal SpreadSeen = 0.0055m;

    /// <summary>Bug: with the page's file every signal waited for a spread the venue never has, and no first order came.</summary>
    [Test]
    public async Task Load_ThePagesOwnFile_LetsTheVenuesSpreadPass()
    {
        using var folder = new ConfigurationFolder(await File.ReadAllTextAsync(Repository.PathOf("appsettings.json")), tiers: null);
        foreach (var tier in Directory.EnumerateFiles(Repository.PathOf("config", "tiers"))) folder.Write($"config/tiers/{Path.GetFileName(tier)}", await File.ReadAllTextAsync(tier));
        var page = (await File.ReadAllTextAsync(Repository.PathOf("docs", "venues", "coinspot.md"))).Split("```json")[1].Split("```")[0];
        var report = ConfigurationLoad.Load(folder.Inputs() with { ConfigFiles = [folder.Write("first.json", page)], Environment = new Dictionary<string, string> { ["COINSPOT_API_KEY"] = "k", ["COINSPOT_API_SECRET"] = "s" } });
        Assert.That(report.Faults, Is.Empty);
        var config = report.Config!;
        Assert.That(config.Instruments.Find(new Symbol("BTC/AUD"))!.Venue, Is.EqualTo("coinspot"));
        Assert.That(config.SpreadLimits.For(AssetClass.Crypto), Is.GreaterThan(SpreadSeen));
        Assert.That(config.Tiers.All.Single(static tier => tier.Name == "strategist").Strategies.Select(static strategy => strategy.SlippageMaxFraction), Has.All.GreaterThan(SpreadSeen));
    }
}
