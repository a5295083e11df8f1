using NUnit.Framework;
using TradingDaemon.Configuration.Sections.Gatekeeping;
using TradingDaemon.Configuration.Sections.Regimes;
using TradingDaemon.Domain.Gatekeeping;
using TradingDaemon.Domain.Regimes;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Translation;

namespace TradingDaemon.Tests.Configuration;

/// <summary>Regimes are told apart when somebody says so, and a tier makes something of them only then.</summary>
[TestFixture]
internal sealed class RegimeRulesTests
{
    [Test]
    public void Defaults_OfTheConfiguration_AreThoseOfTheEngine()
    {
        Assert.That(RegimeTranslation.Of(new RegimeConfig { Enabled = true })! with { Index = default }, Is.EqualTo(new RegimePolicy { Index = default }));
        Assert.That(new GatekeeperConfig().Threshold, Is.EqualTo(new GatekeeperPolicy().Threshold));
    }

    [Test]
    public void Load_NothingWritten_TellsNoneApart()
    {
        using var folder = new ConfigurationFolder();
        var config = folder.Load().Config!;
        Assert.That(RegimeTranslation.Of(config.Regimes), Is.Null);
        Assert.That(config.Tiers.All.Select(static tier => tier.Regimes), Is.All.EqualTo(new TierRegimes()));
    }

    [Test]
    public void Load_Enabled_IsTheEnginesOwnDefaults()
    {
        using var folder = new ConfigurationFolder();
        var policy = RegimeTranslation.Of(folder.Load("regimes:enabled=true", "regimes:index:0=BTC/USD").Config!.Regimes)!;
        Assert.That(policy.Index, Is.EqualTo(new[] { "BTC/USD" }));
        Assert.That(policy with { Index = [] }, Is.EqualTo(new RegimePolicy { Index = [] } with { Index = policy.Index.Clear() }));
    }

    [TestCase("regimes:enabled=true regimes:window=00:05:00")]
    [TestCase("regimes:enabled=true regimes:interval=00:00:10 regimes:window=11.13:46:40")]
    public void Load_AWindowAtItsLimits_IsSound(string assignments)
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load(assignments.Split(' ')).Faults, Is.Empty);
    }

    [TestCase("tiers:sniper:regimes:volatileSize=0.5", "tiers:sniper:regimes", Description = "nobody tells them apart")]
    [TestCase("regimes:enabled=true regimes:volatilePercentile=0.95", "regimes:volatilePercentile")]
    [TestCase("regimes:enabled=true regimes:window=00:04:59", "regimes:window", Description = "Bug: a window shorter than one bar looked back one bar all the same")]
    [TestCase("regimes:enabled=true regimes:interval=00:00:10 regimes:window=11.13:46:50", "regimes:window", Description = "Bug: a window of more than 100,000 bars was cut to as many without a word")]
    [TestCase("regimes:enabled=true regimes:bearFraction=0.2", "regimes:bearFraction")]
    [TestCase("regimes:enabled=true regimes:index:0=ETH/USD", "regimes:index:0")]
    [TestCase("regimes:enabled=true tiers:sniper:regimes:volatileSize=0", "tiers:sniper:regimes:volatileSize")]
    public void Load_WhatNobodyCanMean_IsAFaultOfItsKey(string assignments, string path)
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load(assignments.Split(' ')).Faults.Select(static fault => fault.Path), Is.EqualTo(new[] { path }));
    }
}
