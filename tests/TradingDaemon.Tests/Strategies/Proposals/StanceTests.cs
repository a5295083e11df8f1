using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Strategies.Proposals;
using TradingDaemon.Tests.Strategies.Support;

namespace TradingDaemon.Tests.Strategies.Proposals;

public sealed class StanceTests
{
    private static readonly DateTimeOffset T0 = Samples.Start;
    private static readonly TimeSpan Cooldown = TimeSpan.FromMinutes(1);

    private static Stance Fresh(bool allowShort = false, bool shortable = true) =>
        new(Samples.Spec("any") with { AllowShort = allowShort, SignalLifetime = TimeSpan.FromSeconds(5) }, Samples.Instrument(shortable), Cooldown);

    [Test]
    public void MayGoLong_FreshAndFlat_IsTrue() => Assert.That(Fresh().MayGoLong(AccountSnapshot.Empty, T0));

    [TestCase(1, 0, false, TestName = "MayGoLong_AlreadyLong_IsFalse")]
    [TestCase(0, 1, false, TestName = "MayGoLong_BuyInFlight_IsFalse")]
    [TestCase(1, -1, true, TestName = "MayGoLong_LongBeingSold_IsTrue")]
    [TestCase(-1, 0, true, TestName = "MayGoLong_Short_IsTrue")]
    public void MayGoLong_ByHolding(int net, int inFlight, bool expected) =>
        Assert.That(Fresh().MayGoLong(Samples.Holding(net, inFlight), T0), Is.EqualTo(expected));

    [Test]
    public void MayGoLong_AnotherStrategyIsLong_IsTrue() =>
        Assert.That(Fresh().MayGoLong(Samples.Holding(1m, strategy: "other"), T0));

    [Test]
    public void MayGoLong_WithinCooldownOfLastEntry_IsFalseUntilItEnds()
    {
        var stance = Fresh();
        stance.Enter(Lean.Long, T0);
        Assert.That(stance.MayGoLong(AccountSnapshot.Empty, T0 + TimeSpan.FromHours(1)), Is.False, "still leaning long");
        stance.Leave(T0);
        Assert.That(stance.MayGoLong(AccountSnapshot.Empty, T0 + Cooldown - TimeSpan.FromTicks(1)), Is.False);
        Assert.That(stance.MayGoLong(AccountSnapshot.Empty, T0 + Cooldown));
    }

    [TestCase(true, true, true)]
    [TestCase(true, false, false)]
    [TestCase(false, true, false)]
    public void MayGoShort_NeedsStrategyAndInstrument(bool allowShort, bool shortable, bool expected) =>
        Assert.That(Fresh(allowShort, shortable).MayGoShort(AccountSnapshot.Empty, T0), Is.EqualTo(expected));

    [Test]
    public void MayGoShort_AlreadyShort_IsFalse() => Assert.That(Fresh(allowShort: true).MayGoShort(Samples.Holding(-1m), T0), Is.False);

    [Test]
    public void MustLeaveLong_ProposedButNotYetHeld_IsTrueOnce()
    {
        var stance = Fresh();
        stance.Enter(Lean.Long, T0);
        Assert.That(stance.MustLeaveLong(AccountSnapshot.Empty, T0));
        stance.Leave(T0);
        Assert.That(stance.MustLeaveLong(AccountSnapshot.Empty, T0 + TimeSpan.FromDays(1)), Is.False);
    }

    [Test]
    public void MustLeaveLong_ExitNotFilled_IsTrueAgainWhenTheSignalExpired()
    {
        var stance = Fresh();
        stance.Leave(T0);
        Assert.That(stance.MustLeaveLong(Samples.Holding(1m), T0 + TimeSpan.FromSeconds(4)), Is.False);
        Assert.That(stance.MustLeaveLong(Samples.Holding(1m), T0 + TimeSpan.FromSeconds(5)));
    }

    [Test]
    public void MustLeaveLong_FoundAfterRestart_IsTrueAtOnce() => Assert.That(Fresh().MustLeaveLong(Samples.Holding(1m), T0));

    [Test]
    public void MustLeaveShort_FoundAfterRestart_IsTrueAtOnce() => Assert.That(Fresh().MustLeaveShort(Samples.Holding(-1m), T0));

    [Test]
    public void MayGoLong_NewSnapshot_IsLookedUpAgain()
    {
        var stance = Fresh();
        var held = Samples.Holding(1m);
        Assert.That(stance.MayGoLong(held, T0), Is.False);
        Assert.That(stance.MayGoLong(held, T0), Is.False);
        Assert.That(stance.MayGoLong(AccountSnapshot.Empty, T0));
    }
}
