using NUnit.Framework;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Simulation.Oracle;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Tests;

/// <summary>The judge of lock-outs below a lock, of strategies that are new in a tier, and of kept shares of capital sees what is broken on purpose.</summary>
public sealed class CautionOracleTests
{
    private static readonly StrategyId Taker = new("taker");

    /// <summary>Two findings are level 2: a lock-out that came with a notice is none of that level, however long it is.</summary>
    [TestCase(TiltMove.Noticed, true), TestCase(TiltMove.Halved, false)]
    public void Findings_UnderALockOutOfAMilderLevel_StillAskForTheirOwnMeasure(TiltMove move, bool isCaught)
    {
        var (tilt, until) = (new ShadowTilt(new TiltPolicy { Level1Min = 1, Level2Min = 2, Level3Min = 3 }), Ground.Start + TimeSpan.FromMinutes(5));
        tilt.Take(new Fact.TiltMoved(Taker, move, 1, Ground.Start, 0.5m, "") { LockedUntil = until, RecoversAt = 0.2m }, Ground.Start);
        for (var i = 0; i < 2; i++) tilt.Take(new Fact.TiltFound(Taker, TiltSignal.OrderBurst, 1m, ""), Ground.Start);
        Assert.That((tilt.LockedUntil(Taker), tilt.FactorAt(Taker, Ground.Start)), Is.EqualTo(((DateTimeOffset?)until, 0.2m)));
        Assert.That(() => tilt.JudgeFindings(Ground.Start), isCaught ? Throws.InstanceOf<InvariantBrokenException>() : Throws.Nothing);
    }

    [TestCase("taker maker crossover", false), TestCase("taker maker", true), TestCase("", true)]
    public void Entered_WithOthersThanBothTiersRun_IsCaught(string carried, bool isCaught)
    {
        var tier = new ShadowTier(new RuleFiles(Ground.Setup, areKept: false));
        var entered = new Fact.TierEntered("middle", "small", 19_940m) { Carried = [.. carried.Split(' ', StringSplitOptions.RemoveEmptyEntries)] };
        Assert.That(() => tier.Take(new RecordedFact(1, Ground.Start, entered), isNew: true), isCaught ? Throws.InstanceOf<InvariantBrokenException>() : Throws.Nothing);
    }

    [TestCase(0, 0.75, 0.25), TestCase(59, 0.75, 0.25), TestCase(60, 1, 1)]
    public void FactorAt_IsByWhoIsNew_UntilThePeriodIsOver(int seconds, decimal known, decimal isNew)
    {
        var tier = Entered(static tier => tier with { Adjustment = new TierAdjustment { Period = TimeSpan.FromMinutes(1) } });
        var at = Ground.Start + TimeSpan.FromSeconds(seconds);
        Assert.That((tier.FactorAt(Taker, at), tier.FactorAt(new StrategyId("bear"), at)), Is.EqualTo((known, isNew)));
    }

    [TestCase(AllocationMode.Normal, AllocationMode.Normal, 0.2), TestCase(AllocationMode.Conservative, AllocationMode.Normal, 0.15), TestCase(AllocationMode.Aggressive, AllocationMode.Defensive, 0.1), TestCase(AllocationMode.Normal, AllocationMode.Emergency, 0)]
    public void CapitalOf_IsTheKeptShareInTheMoreCarefulMode(AllocationMode configured, AllocationMode byLosses, decimal share)
    {
        var tier = Entered(tier => tier with { Allocation = new TierAllocation { Method = AllocationMethod.Equal, DriftFraction = 0.1m, Mode = configured } });
        tier.Take(new RecordedFact(2, Ground.Start, new Fact.CapitalRebalanced("middle", "b", [new CapitalShare("taker", null, 0.2m)], "r")), isNew: true);
        tier.Take(new RecordedFact(3, Ground.Start, new Fact.AllocationModeMoved(AllocationMode.Normal, byLosses, "r")), isNew: true);
        Assert.That((tier.CapitalOf(Taker), tier.CapitalOf(new StrategyId("bear"))), Is.EqualTo((share, 0m)), "who has no share has none");
    }

    private static ShadowTier Entered(Func<Tier, Tier> change)
    {
        var tier = new ShadowTier(new RuleFiles(Ground.Setup with { Tiers = new(Ground.Tiers.All.Select(change)) }, areKept: false));
        tier.Take(new RecordedFact(1, Ground.Start, new Fact.TierEntered("middle", "small", 19_940m) { Carried = ["taker", "maker", "crossover"] }), isNew: true);
        return tier;
    }
}
