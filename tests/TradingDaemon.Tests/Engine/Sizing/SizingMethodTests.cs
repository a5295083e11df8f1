using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Sizing;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Sizing;

/// <summary>Each method by its formula, with figures worked out by hand, and with what it needs missing.</summary>
public sealed class SizingMethodTests
{
    [Test]
    public void Default_IsTheFixedFraction_AndRefusesBeyondALimit() =>
        Assert.That((TestMarket.Spec().Sizing, TestMarket.Spec().Protection), Is.EqualTo((new SizingSpec { Method = SizingMethod.Fraction, OnCap = CapPolicy.Refuse }, new ProtectionSpec())));

    [TestCase(TestMarket.Ibm, 0.01, 2, 1, 500, Description = "1,000 ÷ 2")]
    [TestCase(TestMarket.Ibm, 0.01, 3, 1, 333, Description = "333.3 shares are 333")]
    [TestCase(TestMarket.Call, 0.01, 0.5, 1, 20, Description = "a contract of 100 loses 50")]
    [TestCase(TestMarket.Sap, 0.01, 2, 1.25, 400, Description = "a euro is 1.25 dollars")]
    [TestCase(TestMarket.Ibm, 0.01, 0.001, 1, 100_000, Description = "a stop within a tick of 0.01 is one tick away")]
    public void Risk_IsEquityTimesRiskByTheStopsDistance(int instrument, decimal risk, decimal distance, decimal rate, decimal expected) =>
        Assert.That(Sized(new SizingSpec { Method = SizingMethod.Risk, RiskFraction = risk }, instrument, rate, one => one with { StopDistanceQuote = distance }), Is.EqualTo(expected));

    [Test]
    public void Risk_WithoutAStop_IsRefused() => Assert.That(Refused(new SizingSpec { Method = SizingMethod.Risk, RiskFraction = 0.01m }), Is.EqualTo(RiskRule.SizeKnown));

    [TestCase(7.5, null, 7)]
    [TestCase(null, 1_050, 10)]
    [TestCase(null, 99, 0)]
    public void Fixed_IsAQuantityOrAValue(decimal? quantity, decimal? notional, decimal expected) =>
        Assert.That(Sized(new SizingSpec { Method = SizingMethod.Fixed, QuantityBase = quantity, NotionalAccount = notional }), Is.EqualTo(expected));

    [TestCase(0.10, 0.50, 150, Description = "a fifth of equity, but 0.15 at most")]
    [TestCase(0.10, 1.00, 100, Description = "a tenth")]
    [TestCase(0.10, 20, 20, Description = "0.005, but 0.02 at least")]
    public void Volatility_IsTargetByRealized_WithinBounds(decimal target, decimal realized, decimal expected) =>
        Assert.That(Sized(new SizingSpec { Method = SizingMethod.Volatility, VolatilityTarget = target, FractionMin = 0.02m }, change: one => one with { VolatilityFraction = realized }), Is.EqualTo(expected));

    [TestCase(null)]
    [TestCase(0)]
    public void Volatility_Unknown_IsRefused(decimal? realized) =>
        Assert.That(Refused(new SizingSpec { Method = SizingMethod.Volatility, VolatilityTarget = 0.1m }, one => one with { VolatilityFraction = realized }), Is.EqualTo(RiskRule.SizeKnown));

    [TestCase(0.5, 62, Description = "p 0.5, b 2: f* is 0.25; a quarter of it is 0.0625")]
    [TestCase(0.0, 31, Description = "half of it without confidence")]
    [TestCase(1.0, 93, Description = "one and a half times with all of it")]
    public void Kelly_IsAShareOfTheFormula_ByConviction(double confidence, decimal expected) =>
        Assert.That(Sized(Kelly, change: one => one with { Confidence = confidence, Returns = Trades(10, 0.02m, 10, -0.01m) }), Is.EqualTo(expected));

    [Test]
    public void Kelly_WithTooFewTrades_IsTheFixedFraction() => Assert.That(Sized(Kelly, change: one => one with { Returns = Trades(10, 0.02m, 9, -0.01m) }), Is.EqualTo(50m));

    [Test]
    public void Kelly_OfNothingButGains_IsBoundedByOneHalf() => Assert.That(Sized(Kelly, change: one => one with { Returns = Trades(20, 0.02m, 0, 0m) }), Is.EqualTo(125m));

    [Test]
    public void Kelly_IsBoundedBelowAndAbove()
    {
        var mixed = Trades(10, 0.02m, 10, -0.01m);
        Assert.That(Sized(Kelly with { FractionMax = 0.05m }, change: one => one with { Returns = mixed }), Is.EqualTo(50m));
        Assert.That(Sized(Kelly with { FractionMin = 0.10m }, change: one => one with { Returns = mixed }), Is.EqualTo(100m));
    }

    [TestCase(10, 0.01, 10, -0.01, Description = "f* is zero")]
    [TestCase(5, 0.01, 15, -0.01, Description = "f* is below zero")]
    [TestCase(0, 0, 20, -0.01, Description = "never won")]
    public void Kelly_WithoutAnEdge_IsRefused_WhateverTheLeastSize(int wins, decimal gain, int losses, decimal loss) =>
        Assert.That(Refused(Kelly with { FractionMin = 0.1m }, one => one with { Returns = Trades(wins, gain, losses, loss) }), Is.EqualTo(RiskRule.SizeKnown));

    private static SizingSpec Kelly => new() { Method = SizingMethod.Kelly };

    private static ImmutableArray<decimal> Trades(int wins, decimal gain, int losses, decimal loss) => [.. Enumerable.Repeat(gain, wins), .. Enumerable.Repeat(loss, losses)];

    private static SizingCase Case(SizingSpec sizing, int instrument, decimal rate) =>
        new(TestMarket.Spec() with { Sizing = sizing }, new RiskLimits(), TestMarket.At(instrument), 100m, 100_000m, rate) { Confidence = 0.5, Returns = [] };

    private static decimal Sized(SizingSpec sizing, int instrument = TestMarket.Ibm, decimal rate = 1m, Func<SizingCase, SizingCase>? change = null)
    {
        var entry = Case(sizing, instrument, rate);
        Assert.That(EntrySize.Of(change?.Invoke(entry) ?? entry, out var quantity), Is.Null);
        return quantity;
    }

    private static RiskRule? Refused(SizingSpec sizing, Func<SizingCase, SizingCase>? change = null)
    {
        var entry = Case(sizing, TestMarket.Ibm, 1m);
        return EntrySize.Of(change?.Invoke(entry) ?? entry, out _)?.Rule;
    }
}
