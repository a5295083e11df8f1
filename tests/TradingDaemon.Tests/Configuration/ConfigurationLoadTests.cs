using NUnit.Framework;
using TradingDaemon.Configuration.Sections.Venues;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Configuration;

[TestFixture]
internal sealed class ConfigurationLoadTests
{
    [Test]
    public void Load_SoundFiles_GivesTheDomainsWords()
    {
        using var folder = new ConfigurationFolder();
        var report = folder.Load();
        Assert.That(report.Faults, Is.Empty);
        var config = report.Config!;
        var bitcoin = config.Instruments.Find(new Symbol("BTC/USD"))!;
        var sniper = config.Tiers.Find("sniper")!;
        Assert.Multiple(() =>
        {
            Assert.That(config.AccountCurrency, Is.EqualTo(Currency.Usd));
            Assert.That(config.Instruments.All.Select(static i => i.Symbol.Text), Is.EqualTo(new[] { "AAPL", "BTC/USD" }));
            Assert.That((bitcoin.AssetClass, bitcoin.TickSize, bitcoin.LotSize, bitcoin.MinNotional, bitcoin.Multiplier), Is.EqualTo((AssetClass.Crypto, 0.01m, 0.00001m, 10m, 1m)));
            Assert.That((bitcoin.Venue, bitcoin.VenueSymbol, bitcoin.Spelling, bitcoin.Shortable, bitcoin.Tradable), Is.EqualTo(("simulated", (string?)null, "BTCUSD", false, true)));
            Assert.That(config.SimulatedMarkets.Keys, Is.EqualTo(new[] { "BTC/USD" }));
            Assert.That(config.Venue.StartingCash["USD"], Is.EqualTo(10_000m));
            Assert.That(config.SpreadLimits, Is.EqualTo(new SpreadLimits()));
            Assert.That(config.Shutdown.Policy, Is.EqualTo(ShutdownPolicy.Cancel));
            Assert.That(config.Storage.Directory, Is.EqualTo(Path.Combine(folder.Directory, "data")));
            Assert.That(config.Tiers.All.Select(static t => t.Name), Is.EqualTo(new[] { "sniper", "hunter" }));
            Assert.That(sniper.Limits, Is.EqualTo(new RiskLimits { OrderNotionalMaxAccount = 500m, MarkAgeMax = TimeSpan.FromMinutes(10) }));
        });
    }

    [Test]
    public void Load_Strategy_HasItsFileValuesAndDefaults()
    {
        using var folder = new ConfigurationFolder();
        var spec = folder.Load().Config!.Tiers.Find("sniper")!.Strategies.Single();
        Assert.Multiple(() =>
        {
            Assert.That(spec.Id, Is.EqualTo(new StrategyId("ma-fast")));
            Assert.That(spec.Kind, Is.EqualTo("moving-average-crossover"));
            Assert.That(spec.Symbols, Is.EqualTo(new[] { "*" }));
            Assert.That(spec.AssetClasses, Is.EqualTo(new[] { AssetClass.Crypto, AssetClass.Equity }));
            Assert.That(spec.BarInterval, Is.EqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(spec.Parameters, Is.EqualTo(new Dictionary<string, string> { ["fast"] = "5", ["slow"] = "20" }));
            Assert.That((spec.SizeFraction, spec.SlippageMaxFraction, spec.ExposureMaxFraction), Is.EqualTo((0.1m, 0.001m, 0.30m)));
        });
    }

    [Test]
    public void Load_NothingSaysOtherwise_TradesPaperOnly()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(new DaemonSettings().Mode, Is.EqualTo(RunMode.Paper));
        Assert.That(folder.Load("mode=live").Faults.Single().Message, Does.Contain("No venue is live"));
    }

    [Test]
    public void Load_TheRepositorysOwnFile_HasNoFaultButTheTiersOthersBring()
    {
        var root = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "TradingDaemon.sln"))) root = root.Parent;
        using var folder = new ConfigurationFolder(File.ReadAllText(Path.Combine(root.FullName, "appsettings.json")));
        var report = folder.Load();
        Assert.That(report.Faults, Is.Empty);
        Assert.That(report.Config!.SimulatedMarkets, Has.Count.EqualTo(9));
    }
}
