using NUnit.Framework;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Tests.Configuration;

/// <summary>What a strategy may be said to need: an equity above nothing, and other strategies of its tier that do not wait for it in turn.</summary>
[TestFixture]
internal sealed class StrategyNeedsRulesTests
{
    private const string Fast = "tiers:sniper:strategies:ma-fast:";
    private const string Slow = "tiers:sniper:strategies:slow:";
    private const string Third = "tiers:sniper:strategies:third:";
    private static readonly string[] Three = [$"{Slow}kind=momentum", $"{Slow}symbols:0=*", $"{Third}kind=momentum", $"{Third}symbols:0=*"];

    [Test]
    public void Load_NothingWritten_NeedsNothing() => Assert.That((Loaded().CapitalMinAccount, Loaded().DependsOn.Length), Is.EqualTo(((decimal?)null, 0)));

    [Test]
    public void Load_WhatIsWritten_IsTheStrategys()
    {
        var spec = Loaded([.. Three, $"{Fast}capitalMinAccount=1500.5", $"{Fast}dependsOn:0=slow", $"{Fast}dependsOn:1=third"]);
        Assert.That((spec.CapitalMinAccount, string.Join(' ', spec.DependsOn)), Is.EqualTo(((decimal?)1500.5m, "slow third")));
    }

    [TestCase("0"), TestCase("-1"), TestCase("1000000000001"), TestCase("much")]
    public void Load_ACapitalNobodyCanMean_IsAFaultOfItsKey(string value)
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load($"{Fast}capitalMinAccount={value}").Faults.Select(static fault => fault.Path), Is.EqualTo(new[] { $"{Fast}capitalMinAccount" }));
    }

    [TestCase("slwo", "The tier has no such strategy; did you mean \"slow\"?"), TestCase("reversion", "The tier has no such strategy.", Description = "it is another tier's")]
    [TestCase("ma-fast", "Each of ma-fast would wait for the next.")]
    public void Load_ADependencyThatCannotBe_IsRefusedByName(string name, string message)
    {
        using var folder = new ConfigurationFolder();
        var fault = folder.Load([.. Three, $"{Fast}dependsOn:0={name}"]).Faults.Single();
        Assert.That((fault.Path, fault.Value, fault.Message), Is.EqualTo(($"{Fast}dependsOn:0", name, message)));
    }

    [Test]
    public void Load_TheSameTwice_IsRefused()
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load([.. Three, $"{Fast}dependsOn:0=slow", $"{Fast}dependsOn:1=slow"]).Faults.Single().Path, Is.EqualTo($"{Fast}dependsOn:1"));
    }

    [Test]
    public void Load_ACircle_IsToldAtEachOfIt_AndNotAtWhoeverOnlyLeadsIntoIt()
    {
        using var folder = new ConfigurationFolder();
        var faults = folder.Load([.. Three, $"{Fast}dependsOn:0=slow", $"{Slow}dependsOn:0=third", $"{Third}dependsOn:0=slow"]).Faults;
        Assert.That(faults.Select(static fault => $"{fault.Path}: {fault.Message}"), Is.EqualTo(new[]
        {
            $"{Slow}dependsOn:0: Each of third, slow would wait for the next.", $"{Third}dependsOn:0: Each of slow, third would wait for the next.",
        }));
    }

    [Test]
    public void Load_ADependencyThatIsSwitchedOff_IsANote()
    {
        using var folder = new ConfigurationFolder();
        var loaded = folder.Load([.. Three, $"{Fast}dependsOn:0=slow", $"{Slow}enabled=false"]);
        Assert.That(loaded.Faults, Is.Empty);
        Assert.That(loaded.Notes, Has.Some.Contains("ma-fast enters nothing: slow is switched off."));
    }

    private static StrategySpec Loaded(params string[] assignments)
    {
        using var folder = new ConfigurationFolder();
        var loaded = folder.Load(assignments);
        Assert.That(loaded.Faults, Is.Empty);
        return loaded.Config!.Tiers.All.Single(static tier => tier.Name == "sniper").Strategies.Single(static spec => spec.Id.Text == "ma-fast");
    }
}
