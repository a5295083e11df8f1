using NUnit.Framework;
using TradingDaemon.Domain.Tiers;

namespace TradingDaemon.Tests.Domain.Tiers;

public sealed class TierRecoveryTests
{
    private static readonly TierRecovery Half = new() { DrawdownFraction = 0.10m, LosingDays = 2 };

    /// <summary>From 1,000 down to 800, and back: a quarter of what the size lacks with each quarter of the 200.</summary>
    [TestCase(900.01, 900.01, 1)]
    [TestCase(900, 900, 0.5)]
    [TestCase(800, 800, 0.5)]
    [TestCase(849.99, 800, 0.5)]
    [TestCase(850, 800, 0.625)]
    [TestCase(900, 800, 0.75)]
    [TestCase(949.99, 800, 0.75)]
    [TestCase(950, 800, 0.875)]
    [TestCase(999.99, 800, 0.875)]
    [TestCase(1000, 800, 1)]
    [TestCase(1100, 800, 1)]
    [TestCase(780, 800, 0.5)]
    public void FactorAt_AfterAFall_GrowsWithWhatIsRegained(decimal equity, decimal trough, decimal expected) =>
        Assert.That(Half.FactorAt(equity, 1_000m, trough, losingDays: 0), Is.EqualTo(expected));

    [TestCase(1, 1)]
    [TestCase(2, 0.5)]
    [TestCase(3, 0.5)]
    public void FactorAt_AfterLosingDays_IsSmaller(int days, decimal expected) => Assert.That(Half.FactorAt(1_000m, 1_000m, 1_000m, days), Is.EqualTo(expected));

    [Test]
    public void FactorAt_OfAnAccountNobodyObservedYet_IsWholeAndOffNothingIsEverSmaller()
    {
        Assert.That(Half.FactorAt(500m, null, null, 0), Is.EqualTo(1m));
        Assert.That(new TierRecovery().FactorAt(1m, 1_000m, 1m, 100), Is.EqualTo(1m));
        Assert.That(Half.FactorAt(890m, 1_000m, null, 0), Is.EqualTo(0.5m), "of an old checkpoint the lowest is not known: what it is now counts");
    }
}
