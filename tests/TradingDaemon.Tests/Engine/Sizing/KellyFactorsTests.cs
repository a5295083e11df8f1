using System.Collections.Immutable;
using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Gauges;
using TradingDaemon.Engine.Sizing;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Engine.RiskGate;

namespace TradingDaemon.Tests.Engine.Sizing;

/// <summary>What lately makes Kelly's share smaller or larger: at each limit and beside it, unknown, and off. Without any of it an entry is 6,250: 62 shares at 100.</summary>
internal sealed class KellyFactorsTests
{
    private static readonly SizingSpec Kelly = new() { Method = SizingMethod.Kelly };

    [Test]
    public void Off_NothingOfItCounts() =>
        Assert.That(Worth(Kelly, static one => one with { DrawdownFraction = 0.9m, VolatilityFraction = 9m, Returns = Lately(5) }), Is.EqualTo(6_250m));

    [TestCase("0.19", "6250"), TestCase("0.2", "6250"), TestCase("0.21", "4937.5"), TestCase("0.5", "3125"), TestCase("1", "0")]
    public void Drawdown_AboveItsLimit_TakesItselfOff(string fall, string expected) =>
        Assert.That(Worth(Kelly with { KellyDrawdownFraction = 0.2m }, one => one with { DrawdownFraction = D(fall) }), Is.EqualTo(D(expected)));

    [TestCase(3, "6250"), TestCase(4, "6875"), TestCase(5, "6875")]
    public void Streak_FromFourOfFiveOn_IsATenthMore(int wins, string expected) =>
        Assert.That(Worth(Kelly with { KellyStreakWins = 4 }, one => one with { Returns = Lately(wins) }), Is.EqualTo(D(expected)));

    [Test]
    public void Streak_OfFewerThanFiveTrades_IsNone() =>
        Assert.That(Worth(Kelly with { KellyStreakWins = 2, KellyTradesMin = 1 }, static one => one with { Returns = [0.02m, 0.02m, -0.01m, -0.01m] }), Is.EqualTo(6_250m));

    [TestCase("0.1499", "6875"), TestCase("0.15", "6250"), TestCase("0.3", "6250"), TestCase("0.45", "4687.5"), TestCase("0.6", "3125"), TestCase("6", "3125")]
    public void Volatility_CalmUsualOrStormy(string volatility, string expected) =>
        Assert.That(Worth(Kelly with { KellyByVolatility = true }, one => one with { VolatilityFraction = D(volatility) }), Is.EqualTo(D(expected)));

    [Test]
    public void All_AreMultiplied_BeforeTheBounds()
    {
        var all = Kelly with { KellyDrawdownFraction = 0.2m, KellyStreakWins = 4, KellyByVolatility = true };
        SizingCase Lived(SizingCase one) => one with { DrawdownFraction = 0.5m, VolatilityFraction = 0.6m, Returns = Lately(4) };
        Assert.That(Worth(all, Lived), Is.EqualTo(1_718.75m));
        Assert.That(Worth(all with { FractionMin = 0.05m }, Lived), Is.EqualTo(5_000m));
        Assert.That(Worth(Kelly with { KellyStreakWins = 4, FractionMax = 0.065m }, static one => one with { Returns = Lately(4) }), Is.EqualTo(6_500m));
    }

    [Test]
    public void WhatIsAskedForAndNotKnown_IsRefused()
    {
        Assert.That(Refused(Kelly with { KellyDrawdownFraction = 0.2m }), Does.Contain("is not known yet"));
        Assert.That(Refused(Kelly with { KellyByVolatility = true }), Does.Contain("is not known yet"));
        Assert.That(Refused(Kelly with { KellyErrors = 1.96m }, static one => one with { Returns = Of(10, 0.01m, 10, -0.01m) }), Does.Contain("no edge"));
    }

    /// <summary>Figures of the formula, worked out by hand: 12 of 20 at 1.96 is (0.6 + 0.09604 − 1.96 × √(0.012 + 0.0024010)) ÷ 1.19208.</summary>
    [TestCase(12, 20, "1.96", "0.3866"), TestCase(60, 100, "1.96", "0.5020"), TestCase(0, 20, "1.96", "0"), TestCase(20, 20, "1.96", "0.8389"), TestCase(1, 1, "5", "0.0385")]
    public void Wilson_IsTheLowerEnd(int wins, int trades, string errors, string expected) =>
        Assert.That(WilsonInterval.Lower(wins, trades, D(errors)), Is.EqualTo(D(expected)).Within(0.0001m));

    [Test]
    public void Errors_AskTheFormulaForTheLowerEnd()
    {
        var trades = Of(12, 0.02m, 8, -0.01m); // b is 2
        var low = WilsonInterval.Lower(12, 20, 1.96m);
        Assert.That(KellyFraction.Of(trades, 1.96m), Is.EqualTo(low - ((1m - low) / 2m)).Within(1e-12m).And.LessThan(KellyFraction.Of(trades)));
        Assert.That((KellyFraction.Of(Of(5, 0.02m, 0, 0m)), KellyFraction.Of(Of(1, 0.02m, 0, 0m), 1.96m)), Is.EqualTo((0.5m, WilsonInterval.Lower(1, 1, 1.96m))), "Never lost: one half, or less where that is not sure.");
    }

    /// <summary>The peak is noted because the strategy's size asks for it, and the entry is smaller below it.</summary>
    [Test]
    public void Entry_BelowThePeak_IsSmallerAndItsPeakIsInTheJournal()
    {
        var spec = TestMarket.Spec() with { ExposureMaxFraction = 10m, Sizing = new SizingSpec { Method = SizingMethod.Kelly, KellyTradesMin = 1, KellyMultiplier = 0.1m, KellyDrawdownFraction = 0.2m } };
        var bench = AccountBench.Running(TestMarket.Setup(RiskBench.Wide with { DailyLossMaxFraction = 1m, DailyLossReducingFraction = 1m }, spec));
        bench.Trade(SignalKind.Buy, TestMarket.Eth, quantity: 10m);
        bench.Quote(TestMarket.Eth, 20m, 20.01m);
        bench.Trade(SignalKind.Close, TestMarket.Eth); // all trades gained: f* is one half
        bench.Trade(SignalKind.Buy, TestMarket.Btc, quantity: 500m);
        bench.Clock(TimeSpan.FromSeconds(2));
        bench.Quote(TestMarket.Btc, 20m, 20.01m);
        bench.Quote(TestMarket.Ibm, 199.95m, 200.05m);
        bench.Signal(SignalKind.Buy, TestMarket.Ibm);
        var (equity, peak) = (bench.Engine.Account.Equity()!.Value, bench.Facts.OfType<Fact.EquityObserved>().Max(static observed => observed.EquityAccount));
        Assert.That(equity / peak, Is.LessThan(0.8m));
        Assert.That((bench.LastOrder.Symbol.Text, bench.LastOrder.Terms.Quantity.Base), Is.EqualTo(("IBM", Math.Floor(equity * 0.05m * (equity / peak) / 200.05m))));
        Assert.That(AccountBench.Running(TestMarket.Setup(spec with { Sizing = spec.Sizing with { KellyDrawdownFraction = null } })).Facts.OfType<Fact.EquityObserved>(), Is.Empty, "Off, nothing is noted.");
    }

    private static decimal D(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static ImmutableArray<decimal> Of(int wins, decimal gain, int losses, decimal loss) => [.. Enumerable.Repeat(gain, wins), .. Enumerable.Repeat(loss, losses)];

    // Twenty trades, half of them won, so many of them among the newest five.
    private static ImmutableArray<decimal> Lately(int wins) => [.. Of(10 - wins, 0.02m, 5 + wins, -0.01m), .. Of(wins, 0.02m, 5 - wins, -0.01m)];

    private static SizingCase Case(SizingSpec sizing, Func<SizingCase, SizingCase>? change)
    {
        var entry = new SizingCase(TestMarket.Spec() with { Sizing = sizing }, new RiskLimits(), TestMarket.At(TestMarket.Eth), 1m, 100_000m, 1m) { Confidence = 0.5, Returns = Of(10, 0.02m, 10, -0.01m) };
        return change?.Invoke(entry) ?? entry;
    }

    private static decimal Worth(SizingSpec sizing, Func<SizingCase, SizingCase>? change = null)
    {
        Assert.That(EntrySize.Of(Case(sizing, change), out var quantity), Is.Null);
        return quantity; // at a price of one
    }

    private static string? Refused(SizingSpec sizing, Func<SizingCase, SizingCase>? change = null) => EntrySize.Of(Case(sizing, change), out _)?.Detail;
}
