using NUnit.Framework;
using TradingDaemon.Engine.Emergency;

namespace TradingDaemon.Tests.Engine.Emergency;

public sealed class StopTriggersTests
{
    private static readonly DateTimeOffset Start = new(2024, 8, 8, 12, 0, 0, TimeSpan.Zero);

    private static readonly TriggerLimits All = new()
    {
        DailyLossFraction = 0.15m, FlashCrashFraction = 0.10m, LiquidityScoreMin = 0.2m, CorrelationMax = 0.8, LinkLostMax = TimeSpan.FromSeconds(60), HeartbeatMax = TimeSpan.FromSeconds(300),
    };

    [Test]
    public void Look_DailyLoss_FiresOnceAtTheLimitAndAgainOnlyAfterItHadEnded()
    {
        var triggers = new StopTriggers(All);
        decimal?[] losses = [null, 0.1499m, 0.15m, 0.2m, 0.1m, 0.16m];
        var fired = losses.Select((loss, i) => triggers.Look(Sample(i, loss: loss)).Any(static one => one.Kind == TriggerKind.DailyLoss));
        Assert.That(fired, Is.EqualTo(new[] { false, false, true, false, false, true }));
    }

    [TestCase(1, 100, 90.01, false), TestCase(1, 100, 90, true), TestCase(1, 100, 111, false), TestCase(-1, 100, 109.99, false), TestCase(-1, 100, 110, true), TestCase(-1, 100, 80, false)]
    public void Look_MoveOfAHolding_FiresWhenItIsAgainstUsAndLargeEnough(int net, double from, double to, bool fires)
    {
        var triggers = new StopTriggers(All);
        triggers.Look(Sample(0, Held("A", net, from)));
        Assert.That(triggers.Look(Sample(60, Held("A", net, to))).Any(static one => one.Kind == TriggerKind.FlashCrash), Is.EqualTo(fires));
    }

    [Test]
    public void Look_SlowFall_IsNoFlashCrash()
    {
        var triggers = new StopTriggers(All);
        triggers.Look(Sample(0, Held("A", 1, 100)));
        Assert.That(triggers.Look(Sample(61, Held("A", 1, 80))), Is.Empty);
    }

    [Test]
    public void Look_InstrumentSoldAndBoughtAgain_ForgetsItsPast()
    {
        var triggers = new StopTriggers(All);
        triggers.Look(Sample(0, Held("A", 1, 100)));
        triggers.Look(Sample(1));
        Assert.That(triggers.Look(Sample(2, Held("A", 1, 80))), Is.Empty);
    }

    [Test]
    public void Look_EmptiedBook_FiresBelowAShareOfItsMedian()
    {
        var triggers = new StopTriggers(All);
        for (var i = 0; i < 60; i++) Assert.That(triggers.Look(Sample(i, Held("A", 1, 100, 1000))), Is.Empty);
        Assert.That(triggers.Look(Sample(60, Held("A", 1, 100, 200))), Is.Empty);
        Assert.That(triggers.Look(Sample(61, Held("A", 1, 100, 199))).Single().Kind, Is.EqualTo(TriggerKind.Liquidity));
    }

    [TestCase(1, 1, true), TestCase(1, -1, false)]
    public void Look_HoldingsThatMoveAsOne_FireAsTheyAreHeld(int one, int other, bool fires)
    {
        var triggers = new StopTriggers(All);
        var chance = new Random(7);
        var (price, fired) = (100d, false);
        for (var i = 0; i < 100; i++)
        {
            price *= 1 + ((chance.NextDouble() - 0.5) / 1000);
            fired |= triggers.Look(Sample(i, Held("A", one, price), Held("B", other, price * 2))).Any(static shot => shot.Kind == TriggerKind.Correlation);
        }

        Assert.That(fired, Is.EqualTo(fires));
    }

    [Test]
    public void Look_PricesThatDoNotMove_HaveNoCorrelation()
    {
        var triggers = new StopTriggers(All);
        for (var i = 0; i < 100; i++) Assert.That(triggers.Look(Sample(i, Held("A", 1, 100), Held("B", 1, 50))), Is.Empty);
    }

    [Test]
    public void Look_VenueOutOfReach_FiresPastItsLimitAndStartsAnewWhenItWasBack()
    {
        var triggers = new StopTriggers(All);
        bool Fires(int second, bool isLost) => triggers.Look(Sample(second, lost: isLost)).Any(static one => one.Kind == TriggerKind.LinkLost);
        Assert.That(new[] { Fires(0, true), Fires(60, true), Fires(61, true), Fires(62, false), Fires(63, true), Fires(123, true), Fires(124, true) }, Is.EqualTo(new[] { false, false, true, false, false, false, true }));
    }

    [Test]
    public void Look_OperatorSilent_FiresPastTheLimit()
    {
        var triggers = new StopTriggers(All);
        Assert.That(triggers.Look(Sample(300)), Is.Empty);
        Assert.That(triggers.Look(Sample(301)).Single().Reason, Does.Contain("301 s ago"));
    }

    [Test]
    public void Look_EverythingOff_NeverFires()
    {
        var triggers = new StopTriggers(new TriggerLimits());
        for (var i = 0; i < 700; i++) Assert.That(triggers.Look(Sample(i * 100, 1m, true, Held("A", 1, 1000 - i, 1000 - i), Held("B", 1, 1000 - i))), Is.Empty);
    }

    private static HeldSample Held(string symbol, int net, double price, double? touch = null) => new(symbol, net, (decimal)price, (decimal?)touch);

    private static TriggerSample Sample(int second, params HeldSample[] held) => Sample(second, null, false, held);

    private static TriggerSample Sample(int second, decimal? loss = null, bool lost = false, params HeldSample[] held) =>
        new(Start.AddSeconds(second), loss, [.. held], lost ? ["v"] : [], Start);
}
