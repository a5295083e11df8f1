using System.Collections.Immutable;
using NUnit.Framework;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Tests.Domain.Tiers;

public sealed class TierTableTests
{
    private static readonly TierTable Table = new([Of("strategist", 10_000m), Of("sniper", 500m), Of("hunter", 2_000m)]);

    [TestCase(0, null, "sniper", TestName = "below every minimum the lowest applies")]
    [TestCase(-100, null, "sniper", TestName = "a negative equity too")]
    [TestCase(499, null, "sniper")]
    [TestCase(500, null, "sniper")]
    [TestCase(1_999, null, "sniper")]
    [TestCase(2_000, null, "hunter", TestName = "a minimum is reached at equality")]
    [TestCase(10_000, null, "strategist")]
    [TestCase(2_000, "sniper", "hunter", TestName = "promoted at once")]
    [TestCase(50_000, "sniper", "strategist", TestName = "promoted over one tier at once")]
    [TestCase(1_900, "sniper", "sniper", TestName = "not promoted early")]
    [TestCase(1_999, "hunter", "hunter", TestName = "just below its minimum it stays")]
    [TestCase(1_800, "hunter", "hunter", TestName = "at nine tenths of it it stays")]
    [TestCase(1_799, "hunter", "sniper", TestName = "below nine tenths it falls")]
    [TestCase(9_000, "strategist", "strategist")]
    [TestCase(8_999, "strategist", "hunter")]
    [TestCase(100, "strategist", "sniper", TestName = "falls over one tier at once")]
    [TestCase(100, "sniper", "sniper", TestName = "the lowest is never left downwards")]
    [TestCase(1_900, "gone", "sniper", TestName = "a tier that no longer exists has no hysteresis")]
    public void For_AnEquityAndACurrentTier_IsTheTierInForce(int equity, string? current, string expected) =>
        Assert.That(Table.For(equity, current).Name, Is.EqualTo(expected));

    [Test]
    public void For_AnyEquity_IsStable()
    {
        foreach (var current in Table.All)
            for (var equity = 0m; equity < 12_000m; equity += 50m)
            {
                var chosen = Table.For(equity, current.Name);
                Assert.That(Table.For(equity, chosen.Name).Name, Is.EqualTo(chosen.Name), $"at {equity} from {current.Name}");
            }
    }

    [Test]
    public void All_IsLowestFirst() => Assert.That(Table.All.Select(static tier => tier.Name), Is.EqualTo(new[] { "sniper", "hunter", "strategist" }));

    [TestCase("hunter", true)]
    [TestCase("Hunter", false)]
    [TestCase(null, false)]
    public void Find_ByItsExactName(string? name, bool found) => Assert.That(Table.Find(name) is not null, Is.EqualTo(found));

    [Test]
    public void Constructor_WithoutTiers_OrWithTwins_Throws() => Assert.Multiple(() =>
    {
        Assert.That(() => new TierTable([]), Throws.ArgumentException);
        Assert.That(() => new TierTable([Of("a", 1m), Of("a", 2m)]), Throws.ArgumentException.With.Message.Contains("name"));
        Assert.That(() => new TierTable([Of("a", 1m), Of("b", 1m)]), Throws.ArgumentException.With.Message.Contains("minimum"));
    });

    private static Tier Of(string name, decimal minimum) => new(name, minimum, 0.9m, new RiskLimits(), ImmutableArray<StrategySpec>.Empty);
}
