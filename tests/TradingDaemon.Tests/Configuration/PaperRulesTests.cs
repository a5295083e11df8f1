using NUnit.Framework;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Tests.Configuration;

/// <summary>What may be asked of a trial on paper before a tier.</summary>
[TestFixture]
internal sealed class PaperRulesTests
{
    private const string Paper = "tiers:hunter:paper:";

    [Test]
    public void Load_WithoutHours_ThereIsNoTrial()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load().Config!.Tiers.All.Select(static tier => tier.Paper), Is.All.Null);
        Assert.That(folder.Load().Config!.Tiers.IsGated, Is.False);
    }

    [Test]
    public void Load_HoursAlone_HasTheUsualBars()
    {
        using var folder = new ConfigurationFolder();
        var expected = new TierPaper { Duration = TimeSpan.FromHours(24), DurationMax = TimeSpan.FromHours(72), Trades = 20, SuccessShare = 0.70m, ProfitableShare = 0.55m, Pause = TimeSpan.FromHours(12) };
        Assert.That(folder.Load(Paper + "hours=24").Config!.Tiers.Find("hunter")!.Paper, Is.EqualTo(expected));
    }

    [Test]
    public void Load_EveryBar_IsTakenOver()
    {
        using var folder = new ConfigurationFolder();
        var expected = new TierPaper { Duration = TimeSpan.FromHours(72), DurationMax = TimeSpan.FromHours(72), Trades = 50, SuccessShare = 0.80m, ProfitableShare = 0.65m, Pause = TimeSpan.FromHours(1) };
        var loaded = folder.Load(Paper + "hours=72", Paper + "hoursMax=72", Paper + "trades=50", Paper + "successShare=0.8", Paper + "profitableShare=0.65", Paper + "pause=01:00:00");
        Assert.That(loaded.Config!.Tiers.Find("hunter")!.Paper, Is.EqualTo(expected));
    }

    [TestCase("hours", "trades=30")]
    [TestCase("hoursMax", "hours=24", "hoursMax=23.99")]
    [TestCase("hours", "hours=0")]
    [TestCase("trades", "hours=24", "trades=0")]
    [TestCase("successShare", "hours=24", "successShare=1.01")]
    [TestCase("profitableShare", "hours=24", "profitableShare=-0.01")]
    [TestCase("pause", "hours=24", "pause=00:00:59")]
    public void Load_WhatCannotBeMeant_IsAFaultOfItsKey(string key, params string[] assignments)
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load([.. assignments.Select(static one => Paper + one)]).Faults.Select(static fault => fault.Path), Is.EqualTo(new[] { Paper + key }));
    }
}
