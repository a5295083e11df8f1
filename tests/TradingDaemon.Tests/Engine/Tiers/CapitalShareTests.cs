using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Gauges;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Tiers;

/// <summary>How capital is shared out, and that no strategy has more of it at stake.</summary>
public sealed class CapitalShareTests
{
    private static readonly TierAllocation Wide = new() { FractionMin = 0m, FractionMax = 1m, ReserveFraction = 0.1m, TradesMin = 2 };

    [Test]
    public void Of_WithoutAMethod_SharesOutNothing() => Assert.That(new CapitalShares().Of(Tier(Wide, "a"), Trades(), new StrategyId("a")), Is.Null);

    [TestCase(0.10, 0.225)]
    [TestCase(0.60, 0.10)]
    public void Of_EqualShares_AreWhatTheReserveLeavesByHeads(decimal reserve, decimal each)
    {
        var shares = Shares(Wide with { Method = AllocationMethod.Equal, ReserveFraction = reserve }, Trades(), "a", "b", "c", "d");
        Assert.That(shares, Is.All.EqualTo(each));
    }

    /// <summary>Means of 2 % and 1 %, and one that loses; 0.9 is shared.</summary>
    [Test]
    public void Of_Performance_GoesByWhatTradesCameTo() => Assert.That(
        Shares(Wide with { Method = AllocationMethod.Performance }, Trades(("a", [0.01m, 0.03m]), ("b", [0.02m, 0m]), ("c", [-0.01m, -0.01m])), "a", "b", "c"), Is.EqualTo(new[] { 0.6m, 0.3m, 0m }).Within(1e-12m));

    /// <summary>Standard deviations of 1 : 3.</summary>
    [Test]
    public void Of_RiskParity_GoesByOneOverTheDeviation() => Assert.That(
        Shares(Wide with { Method = AllocationMethod.RiskParity }, Trades(("a", [0.01m, 0.03m]), ("b", [0.06m, 0m])), "a", "b"), Is.EqualTo(new[] { 0.675m, 0.225m }).Within(1e-9m));

    /// <summary>p = 1/2 and b = 3: f* = 1/3; p = 1/2 and b = 2: f* = 1/4.</summary>
    [Test]
    public void Of_Kelly_GoesByWhatTheFormulaGrants() => Assert.That(
        Shares(Wide with { Method = AllocationMethod.Kelly }, Trades(("a", [0.03m, -0.01m]), ("b", [0.02m, -0.01m])), "a", "b"), Is.EqualTo(new[] { 0.9m * 4m / 7m, 0.9m * 3m / 7m }).Within(1e-12m));

    [Test]
    public void Of_AStrategyWithTooFewTrades_HasAnEqualShare() => Assert.That(
        Shares(Wide with { Method = AllocationMethod.Performance }, Trades(("a", [0.01m, 0.01m]), ("b", [0.03m, 0.03m]), ("c", [0.5m])), "a", "b", "c"), Is.EqualTo(new[] { 0.15m, 0.45m, 0.3m }).Within(1e-12m));

    /// <summary>3 : 1, and one without a weight.</summary>
    [Test]
    public void Of_Custom_GoesByItsWeights()
    {
        var custom = Wide with { Method = AllocationMethod.Custom, Weights = ImmutableSortedDictionary<string, decimal>.Empty.Add("a", 3m).Add("b", 1m) };
        Assert.That(Shares(custom, Trades(("c", [0.5m, 0.5m])), "a", "b", "c"), Is.EqualTo(new[] { 0.675m, 0.225m, 0m }).Within(1e-12m));
        Assert.That(Shares(custom with { FractionMin = 0.1m }, Trades(), "a", "b", "c"), Is.EqualTo(new[] { 0.1m + (0.575m * 0.6m / 0.7m), 0.1m + (0.125m * 0.6m / 0.7m), 0.1m }).Within(1e-12m), "0.675, 0.225 and 0.1 are 1: what is above the least shrinks to 0.9");
    }

    /// <summary>0.855 and 0.045 come within 0.1 to 0.4: 0.4 and 0.1.</summary>
    [Test]
    public void Of_WhateverTheMethod_StaysWithinItsBounds() => Assert.That(
        Shares(Wide with { Method = AllocationMethod.Performance, FractionMin = 0.1m, FractionMax = 0.4m }, Trades(("a", [0.19m, 0.19m]), ("b", [0.01m, 0.01m])), "a", "b"), Is.EqualTo(new[] { 0.4m, 0.1m }).Within(1e-12m));

    /// <summary>Clamped up, three would have 0.9 + 0.1 + 0.1 of 0.9: what is above the least shrinks.</summary>
    [Test]
    public void Of_LeastShares_AreTakenFromWhatLiesAboveThem()
    {
        var shares = Shares(Wide with { Method = AllocationMethod.Performance, FractionMin = 0.1m }, Trades(("a", [0.1m, 0.1m]), ("b", [0m, 0m]), ("c", [0m, 0m])), "a", "b", "c");
        Assert.That(shares, Is.EqualTo(new[] { 0.7m, 0.1m, 0.1m }).Within(1e-12m));
        Assert.That(shares.Sum(), Is.LessThanOrEqualTo(0.9m + 1e-12m));
    }

    /// <summary>100,000 shared by two without a reserve and 40 % at most: 40,000 each; IBM is at 200.05.</summary>
    [TestCase(199, true)]
    [TestCase(200, false)]
    public void Take_AnEntryBeyondItsShare_IsRefusedOrShrunk(int quantity, bool passes)
    {
        var allocation = new TierAllocation { Method = AllocationMethod.Equal, ReserveFraction = 0m };
        foreach (var policy in new[] { CapPolicy.Refuse, CapPolicy.Shrink })
        {
            var limits = new RiskLimits { OrderNotionalMaxAccount = 1e9m, PositionMaxFraction = 1m, StrategyExposureMaxFraction = 1m, CorrelatedExposureMaxFraction = 1m };
            var spec = TestMarket.Spec() with { ExposureMaxFraction = 1m, Sizing = new SizingSpec { OnCap = policy } };
            var bench = AccountBench.Running(TestMarket.SetupOf(TestMarket.Tier("only", 0m, spec, spec with { Id = new StrategyId("beta") }) with { Limits = limits, Allocation = allocation }));
            bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: quantity);
            if (passes || policy == CapPolicy.Shrink) Assert.That(bench.LastOrder.Terms.Quantity.Base, Is.EqualTo(199m));
            else Assert.That(bench.Refusals.Single().Rule, Is.EqualTo(RiskRule.StrategyExposureMax));
        }
    }

    private static decimal[] Shares(TierAllocation allocation, TradeBook trades, params string[] names)
    {
        var (tier, shares) = (Tier(allocation, names), new CapitalShares());
        return [.. names.Select(name => shares.Of(tier, trades, new StrategyId(name))!.Value)];
    }

    private static Tier Tier(TierAllocation allocation, params string[] names) => TestMarket.Tier("only", 0m, [.. names.Select(static name => TestMarket.Spec(name))]) with { Allocation = allocation };

    private static TradeBook Trades(params (string Strategy, decimal[] Returns)[] closed) => new(new AccountState
    {
        Trades = closed.ToImmutableSortedDictionary(static one => one.Strategy, static one => new ClosedTrades([.. one.Returns]), StringComparer.Ordinal),
    });
}
