using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Tests.Domain.Tiers;

/// <summary>Gates at, just below and just above what they ask for; one step at a time; phases after a promotion.</summary>
public sealed class TierGatesTests
{
    private static readonly DateTimeOffset Now = new(2024, 3, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly TierGates Hunter = new() { TradesMin = 100, WinFractionMin = 0.45m, DaysMin = 30, DrawdownMaxFraction = 0.25m, TiltMeasuresMax = 2 };

    [TestCase(100, 45, 30, "0.25", 2, 0), TestCase(99, 45, 30, "0.25", 2, 1), TestCase(100, 44, 30, "0.25", 2, 1), TestCase(100, 45, 29, "0.25", 2, 1), TestCase(100, 45, 30, "0.2501", 2, 1)]
    [TestCase(100, 45, 30, "0.25", 3, 1), TestCase(101, 60, 31, "0", 0, 0), TestCase(0, 0, 0, "0.9", 9, 5)]
    public void Missing_NamesEveryGateThatIsShut(int trades, int wins, int days, string drawdown, int tilts, int missing)
    {
        var stay = new TierStay(Now.AddDays(-days), "sniper") { Trades = trades, Wins = wins, PeakAccount = 1_000m, DrawdownFraction = D(drawdown), TiltMeasures = tilts };
        Assert.That(Hunter.Missing(stay, Now), Has.Length.EqualTo(missing));
    }

    [Test]
    public void Missing_ATickBeforeTheDay_IsNotThatDay() =>
        Assert.That(new TierGates { DaysMin = 30 }.Missing(new TierStay(Now.AddDays(-30).AddTicks(1), null), Now), Is.EqualTo(new[] { "29 of 30 days" }));

    [Test]
    public void Missing_WhereNothingIsKnown_IsShut() => Assert.Multiple(() =>
    {
        Assert.That(Hunter.Missing(null, Now), Has.Length.EqualTo(1));
        Assert.That(new TierGates { DrawdownMaxFraction = 1m }.Missing(new TierStay(Now, null), Now), Has.Length.EqualTo(1), "nobody looked at equity");
        Assert.That(new TierGates { WinFractionMin = 0m }.Missing(new TierStay(Now, null), Now), Has.Length.EqualTo(1), "no trade");
        Assert.That(new TierGates().Missing(null, Now), Is.Empty, "nothing is asked for");
    });

    [TestCase(null, 60_000, "sniper"), TestCase("sniper", 60_000, "hunter"), TestCase("hunter", 60_000, "hunter"), TestCase("sniper", 1_999, "sniper"), TestCase("hunter", 1_899, "sniper"), TestCase("hunter", 1_900, "hunter")]
    public void Next_RisesByOneGateAtATime(string? from, int equity, string to)
    {
        var table = Table(new TierGates { TradesMin = 1 }, new TierGates { TradesMin = 2 });
        Assert.That(table.Next(equity, from, new TierStay(Now, null) { Trades = 1, PeakAccount = equity }, Now).Tier.Name, Is.EqualTo(to));
    }

    [Test]
    public void Next_WithoutGates_IsWhatEquitySaysAndGivesNoReason()
    {
        var table = Table(new TierGates(), new TierGates());
        foreach (var equity in new[] { 100m, 1_900m, 2_000m, 9_499m, 9_500m, 10_000m })
            foreach (var current in new[] { null, "sniper", "hunter", "strategist" })
                Assert.That(table.Next(equity, current, null, Now), Is.EqualTo(new TierStep(table.For(equity, current), null)));
    }

    [TestCase("8000", "strategist"), TestCase("7999.99", "hunter")]
    public void Next_FallsByOneTierBelowTheDrawdownItAllows(string equity, string to)
    {
        var table = Table(new TierGates(), new TierGates { DaysMin = 1 }, drawdown: 0.2m, strategistMin: 5_000m);
        var step = table.Next(D(equity), "strategist", new TierStay(Now, "hunter") { PeakAccount = 10_000m }, Now);
        Assert.That((step.Tier.Name, step.Reason is null), Is.EqualTo((to, to == "strategist")));
        Assert.That(table.Next(D(equity), "strategist", null, Now).Tier.Name, Is.EqualTo("strategist"), "of what nobody knows nothing follows");
    }

    [Test]
    public void OutlookOf_NamesTheNextTierAndWhatIsMissing()
    {
        var table = Table(new TierGates { TradesMin = 10 }, new TierGates());
        var outlook = table.OutlookOf(1_000m, "sniper", new TierStay(Now, null) { Trades = 4 }, Now)!;
        Assert.That((outlook.Next.Name, string.Join("; ", outlook.Missing)), Is.EqualTo(("hunter", "equity of 2000; 4 of 10 trades")));
        Assert.That(table.OutlookOf(1_000m, "strategist", null, Now), Is.Null);
    }

    [TestCase("00:00:00", "0.25"), TestCase("11:59:59.9999999", "0.25"), TestCase("12:00:00", "0.40"), TestCase("1.00:00:00", "0.60"), TestCase("1.12:00:00", "0.80"), TestCase("1.23:59:59.9999999", "0.80"), TestCase("2.00:00:00", "1")]
    [TestCase("-1.00:00:00", "0.25")]
    public void FactorAt_EachPhase(string since, string factor) =>
        Assert.That(new TierAdjustment { Phase = TimeSpan.FromHours(12) }.FactorAt(TimeSpan.Parse(since, CultureInfo.InvariantCulture)), Is.EqualTo(D(factor)));

    [Test]
    public void FactorAt_WithoutPhases_IsOne() => Assert.That(new TierAdjustment().FactorAt(TimeSpan.Zero), Is.EqualTo(1m));

    private static TierTable Table(TierGates hunter, TierGates strategist, decimal? drawdown = null, decimal strategistMin = 10_000m) => new(
    [
        new Tier("sniper", 500m, 0.95m, new RiskLimits(), []), new Tier("hunter", 2_000m, 0.95m, new RiskLimits(), []) { Promotion = hunter },
        new Tier("strategist", strategistMin, 0.95m, new RiskLimits(), []) { Promotion = strategist, DemotionDrawdownFraction = drawdown },
    ]);

    private static decimal D(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
