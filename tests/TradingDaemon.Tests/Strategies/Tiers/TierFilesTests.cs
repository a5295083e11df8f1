using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Strategies.Catalogue;
using TradingDaemon.Tests.Strategies.Support;

namespace TradingDaemon.Tests.Strategies.Tiers;

/// <summary>config/tiers is one sensible table: it binds, every spec is valid, and it grows with the account.</summary>
public sealed class TierFilesTests
{
    private static readonly TierTable Table = TierFile.Table();

    [Test]
    public void Files_Merged_AreTheThreeTiers() => Assert.That(
        Table.All.Select(static t => (t.Name, t.EquityMinAccount, t.DemotionFraction)),
        Is.EqualTo(new[] { ("sniper", 500m, 0.95m), ("hunter", 2_000m, 0.95m), ("strategist", 10_000m, 0.95m) }));

    [Test]
    public void Strategies_OfEveryTier_AreValid() => Assert.That(
        Table.All.SelectMany(static t => t.Strategies).SelectMany(static s => StrategyCatalogue.Default.Validate(s)), Is.Empty);

    [Test]
    public void Strategies_ByTier_AddKindsAndKeepTheirIds()
    {
        Assert.That(Ids("sniper"), Is.EquivalentTo(new[] { "ma-crossover" }));
        Assert.That(Ids("hunter"), Is.EquivalentTo(new[] { "ma-crossover", "momentum" }));
        Assert.That(Ids("strategist"), Is.EquivalentTo(new[] { "ma-crossover", "momentum", "mean-reversion" }));
        Assert.That(Table.All.SelectMany(static t => t.Strategies).GroupBy(static s => s.Id).Select(static g => g.Select(s => s.Kind).Distinct().Count()), Has.All.EqualTo(1));
    }

    [Test]
    public void Limits_ByTier_NeverShrinkAndStayInsideTheRules()
    {
        foreach (var (lower, higher) in Table.All.Zip(Table.All.Skip(1)))
        {
            Assert.That(higher.Limits.OrderNotionalMaxAccount, Is.GreaterThan(lower.Limits.OrderNotionalMaxAccount));
            Assert.That(higher.Limits.PositionMaxFraction, Is.GreaterThanOrEqualTo(lower.Limits.PositionMaxFraction));
            Assert.That(higher.Limits.StrategyExposureMaxFraction, Is.GreaterThanOrEqualTo(lower.Limits.StrategyExposureMaxFraction));
            Assert.That(higher.Limits.DailyLossMaxFraction, Is.GreaterThanOrEqualTo(lower.Limits.DailyLossMaxFraction));
            Assert.That(higher.Limits.OrdersInFlightMax, Is.GreaterThan(lower.Limits.OrdersInFlightMax));
            Assert.That(higher.Limits.PositionsMax, Is.GreaterThan(lower.Limits.PositionsMax!.Value));
        }

        var top = Table.All[^1].Limits;
        Assert.That((top.PositionMaxFraction, top.StrategyExposureMaxFraction, top.DailyLossMaxFraction), Is.EqualTo((0.20m, 0.30m, 0.05m)));
    }

    [Test]
    public void Sizes_UpToTheNextTier_FitTheOrderLimit()
    {
        for (var i = 0; i < Table.All.Length; i++)
        {
            var tier = Table.All[i];
            var equityMost = i + 1 < Table.All.Length ? Table.All[i + 1].EquityMinAccount : 200_000m;
            foreach (var strategy in tier.Strategies)
            {
                Assert.That(equityMost * strategy.SizeFraction, Is.LessThanOrEqualTo(tier.Limits.OrderNotionalMaxAccount), $"{tier.Name}/{strategy.Id}");
                Assert.That(strategy.SizeFraction, Is.LessThanOrEqualTo(tier.Limits.PositionMaxFraction));
                Assert.That(strategy.ExposureMaxFraction, Is.LessThanOrEqualTo(tier.Limits.StrategyExposureMaxFraction));
            }
        }
    }

    /// <summary>Up to the next tier a position's share of equity is never as much as its limit in money: that guards what is added.</summary>
    [Test]
    public void Positions_UpToTheNextTier_StayWithinTheirWorth()
    {
        Assert.That(Table.All.Select(static tier => (tier.Limits.PositionsMax, tier.Limits.PositionNotionalMaxAccount)), Is.EqualTo(new[] { ((int?)3, (decimal?)500m), (5, 2_000m), (10, null) }));
        for (var i = 0; i + 1 < Table.All.Length; i++)
            Assert.That(Table.All[i + 1].EquityMinAccount * Table.All[i].Limits.PositionMaxFraction, Is.LessThanOrEqualTo(Table.All[i].Limits.PositionNotionalMaxAccount!.Value));
    }

    [TestCase("sniper", 2, 0.0003)]
    [TestCase("hunter", 3, 0.0006)]
    [TestCase("strategist", 3, 0.0008)]
    public void Cooldowns_AtTheSimulatedVenuesCoinFee_BoundTheHourlyFees(string name, int coins, double equityPerHourMax)
    {
        const double feeFraction = 0.0004;
        var worst = Table.Find(name)!.Strategies.Sum(strategy =>
            coins * (TimeSpan.FromHours(1) / Cooldown(strategy)) * 2d * (double)strategy.SizeFraction * feeFraction);
        Assert.That(worst, Is.LessThanOrEqualTo(equityPerHourMax));
    }

    [Test]
    public void Strategies_OnAMarketTickingTenTimesASecond_ProposeWithinFifteenSeconds([Values("sniper", "hunter", "strategist")] string name)
    {
        foreach (var strategy in Table.Find(name)!.Strategies.Where(static s => s.Kind != "mean-reversion"))
        {
            var soonest = Enumerable.Range(1, strategy.Symbols[0] == "*" ? 4 : strategy.Symbols.Length).Min(seed => FirstProposal(strategy, seed));
            Assert.That(soonest, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(15)), $"{name}/{strategy.Id}");
        }
    }

    [Test]
    public void For_WorkedExampleOfTheDocument_PromotesAtOnceAndDemotesLate()
    {
        string? tier = null;
        var path = new[] { 9_900m, 10_000m, 9_600m, 9_500m, 9_499m, 9_900m, 10_050m, 1_950m, 300m }
            .Select(equity => tier = Table.For(equity, tier).Name).ToArray();
        Assert.That(path, Is.EqualTo(new[]
        {
            "hunter", "strategist", "strategist", "strategist", "hunter", "hunter", "strategist", "sniper", "sniper",
        }));
    }

    private static IEnumerable<string> Ids(string tier) => Table.Find(tier)!.Strategies.Select(static s => s.Id.Text);

    private static TimeSpan Cooldown(StrategySpec strategy) => TimeSpan.Parse(strategy.Parameters["cooldown"], CultureInfo.InvariantCulture);

    /// <summary>Four bars a second on a coin of 60 % annual volatility: 0.5 basis points a bar.</summary>
    private static TimeSpan FirstProposal(StrategySpec strategy, int seed)
    {
        var instrument = Samples.Instrument() with { AssetClass = AssetClass.Crypto };
        var run = new StrategyRun(StrategyCatalogue.Default.Create(strategy, instrument)) { Step = strategy.BarInterval };
        run.OverBars(RandomWalk.Prices(seed, 400, 60_000d, 0.00005).Select(static p => Samples.Bar(p, p, p, p)));
        return run.Proposals.Count == 0 ? TimeSpan.MaxValue : run.Proposals[0].Observation * strategy.BarInterval;
    }
}
