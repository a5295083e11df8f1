using NUnit.Framework;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Tests.Configuration;

/// <summary>What may be written of sharing out capital, of new strategies after a change of tier, and of tilt's levels in a tier.</summary>
[TestFixture]
internal sealed class AllocationRulesTests
{
    private const string Sniper = "tiers:sniper:";

    [Test]
    public void Load_NothingWritten_SharesNothingOutAndMakesNothingSmaller()
    {
        using var folder = new ConfigurationFolder();
        foreach (var tier in folder.Load().Config!.Tiers.All)
            Assert.That((tier.Allocation.IsKept, tier.Allocation.GoesByLosses, tier.Allocation.Mode, tier.Adjustment.Period, tier.Watch.Level1Min), Is.EqualTo((false, false, AllocationMode.Normal, TimeSpan.Zero, (int?)null)));
    }

    [Test]
    public void Load_EveryKey_IsTakenOver()
    {
        var tier = Loaded(
            "allocation:method=custom", "allocation:weights:ma-fast=3", "allocation:rebalanceEvery=7.00:00:00", "allocation:driftFraction=0.05", "allocation:mode=conservative", "allocation:aggressiveFactor=1.1",
            "allocation:conservativeFactor=0.8", "allocation:defensiveFactor=0.4", "allocation:defensiveLossFraction=0.1", "allocation:emergencyLossFraction=0.15", "adjustment:period=2.00:00:00", "adjustment:newStrategies=0.2", "adjustment:existingStrategies=0.7",
            "watch:level1Min=3", "watch:level2Min=5", "watch:level3Min=7");
        var (shared, adjusted) = (tier.Allocation, tier.Adjustment);
        Assert.That((shared.Method, shared.Weights["ma-fast"], shared.RebalanceEvery, shared.DriftFraction, shared.Mode), Is.EqualTo(((AllocationMethod?)AllocationMethod.Custom, 3m, TimeSpan.FromDays(7), (decimal?)0.05m, AllocationMode.Conservative)));
        Assert.That((shared.AggressiveFactor, shared.ConservativeFactor, shared.DefensiveFactor, shared.DefensiveLossFraction, shared.EmergencyLossFraction), Is.EqualTo((1.1m, 0.8m, 0.4m, (decimal?)0.1m, (decimal?)0.15m)));
        Assert.That((adjusted.Period, adjusted.NewStrategies, adjusted.ExistingStrategies), Is.EqualTo((TimeSpan.FromDays(2), 0.2m, 0.7m)));
        Assert.That((tier.Watch.Level1Min, tier.Watch.Level2Min, tier.Watch.Level3Min), Is.EqualTo(((int?)3, (int?)5, (int?)7)));
    }

    [TestCase("allocation:method", "allocation:driftFraction=0.05", Description = "nothing is shared out")]
    [TestCase("allocation:method", "allocation:mode=emergency")]
    [TestCase("allocation:weights", "allocation:method=kelly", "allocation:weights:ma-fast=1")]
    [TestCase("allocation:weights", "allocation:method=custom")]
    [TestCase("allocation:weights", "allocation:method=custom", "allocation:weights:ma-fast=0")]
    [TestCase("allocation:weights:nobody", "allocation:method=custom", "allocation:weights:ma-fast=1", "allocation:weights:nobody=1")]
    [TestCase("allocation:weights:ma-fast", "allocation:method=custom", "allocation:weights:ma-fast=-1")]
    [TestCase("allocation:defensiveFactor", "allocation:method=equal", "allocation:defensiveFactor=0.8")]
    [TestCase("allocation:defensiveLossFraction", "allocation:method=equal", "allocation:defensiveLossFraction=0.15", "allocation:emergencyLossFraction=0.15")]
    [TestCase("allocation:aggressiveFactor", "allocation:method=equal", "allocation:aggressiveFactor=0.99")]
    [TestCase("adjustment:newStrategies", "adjustment:newStrategies=0")]
    [TestCase("watch:level2Min", "watch:level2Min=7", Description = "above tilt:level3Min, which is 6")]
    public void Load_WhatCannotBeMeant_IsAFaultOfItsKey(string key, params string[] assignments)
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load([.. assignments.Select(static one => Sniper + one)]).Faults.Select(static fault => fault.Path), Is.EqualTo(new[] { Sniper + key }));
    }

    [TestCase("tilt:stage2:sizeFactor", "tilt:stage2:sizeFactor=0.2"), TestCase("tilt:lockMax", "tilt:lockMax=00:10:00", "tilt:noticeLockFor=00:10:01"), TestCase("tilt:recoversFromLevel", "tilt:recoversFromLevel=0")]
    public void Load_TiltsStagesAndLocksTheWrongWayRound_AreFaults(string key, params string[] assignments)
    {
        using var folder = new ConfigurationFolder();
        Assert.That(folder.Load(assignments).Faults.Select(static fault => fault.Path), Is.EqualTo(new[] { key }));
    }

    private static Tier Loaded(params string[] assignments)
    {
        using var folder = new ConfigurationFolder();
        var loaded = folder.Load([.. assignments.Select(static one => Sniper + one)]);
        Assert.That(loaded.Faults, Is.Empty);
        return loaded.Config!.Tiers.Find("sniper")!;
    }
}
