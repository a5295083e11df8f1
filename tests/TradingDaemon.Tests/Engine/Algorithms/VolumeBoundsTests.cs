using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Engine.Portfolio;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Algorithms;

/// <summary>What the market trades bounds and weighs slices: halved in a minute far from the usual, larger at a busy time of the day, and never worth less than configured.</summary>
internal sealed class VolumeBoundsTests
{
    private static readonly InstrumentId Btc = TestMarket.At(TestMarket.Btc).Id;

    [TestCase(30, 1.833, Description = "three times the usual: the slice is what is left over the slices left")]
    [TestCase(31, 1.55, Description = "more: half of a tenth of it")]
    public void Participation_IsHalved_WhileTheNewestMinuteIsUnusual(int traded, double sent)
    {
        var world = new ParentWorld(ParentWorld.Twap with { Horizon = TimeSpan.FromHours(1), Slices = 60, ParticipationMaxFraction = 0.1m, VolumeAnomalyRatio = 3m });
        world.Bench.Engine.TakeTraded(Btc, 1m);
        world.Pass(1); // trades are told from here on
        world.Buy(100m);
        for (var minute = 0; minute < 12; minute++) Minute(world, 10m);
        var before = world.FilledBase;
        Assert.That(before, Is.EqualTo(12m), "a tenth of 10 each minute");
        Minute(world, traded);
        Assert.That((double)(world.FilledBase - before), Is.EqualTo(sent).Within(0.0015));
    }

    [TestCase(9, false, Description = "too little is known")]
    [TestCase(10, true)]
    [TestCase(40, true)]
    public void Minute_IsUnusual_OnceEnoughOfThemAreKnown(int usual, bool isUnusual)
    {
        var (minutes, volumes, at) = Told(usual);
        volumes.Add(Btc, 21m);
        minutes.AdvanceTo(at, volumes);
        Assert.That((minutes.IsUnusual(Btc, 2m, volumes), minutes.IsUnusual(Btc, 2.1m, volumes)), Is.EqualTo((isUnusual, false)), "10 a minute; at the ratio it is not");
        volumes.Add(Btc, 10m);
        minutes.AdvanceTo(at.AddMinutes(1), volumes);
        Assert.That(minutes.IsUnusual(Btc, 2m, volumes), Is.False, "the minute is over");
    }

    [TestCase(20, false)]
    [TestCase(21, true)]
    public void MinuteUnderWay_IsUnusual_AsSoonAsItIs(int traded, bool isUnusual)
    {
        var (minutes, volumes, _) = Told(11);
        volumes.Add(Btc, traded);
        Assert.That(minutes.IsUnusual(Btc, 2m, volumes), Is.EqualTo(isUnusual));
    }

    [Test]
    public void Usual_ForgetsWhatIsOlderThanHalfAnHour()
    {
        var (minutes, volumes, at) = Told(31, 1_000m);
        for (var i = 0; i < 30; i++, at = at.AddMinutes(1))
        {
            volumes.Add(Btc, 1m);
            minutes.AdvanceTo(at, volumes);
        }

        volumes.Add(Btc, 5m);
        minutes.AdvanceTo(at, volumes);
        Assert.That(minutes.IsUnusual(Btc, 4m, volumes), Is.True, "against 1 a minute");
    }

    [TestCase(-60)]
    [TestCase(120)]
    public void Clock_ThatJumps_BeginsAnew(int seconds)
    {
        var (minutes, volumes, at) = Told(20);
        at = at.AddMinutes(-1).AddSeconds(seconds);
        volumes.Add(Btc, 500m);
        minutes.AdvanceTo(at, volumes);
        Assert.That(minutes.IsUnusual(Btc, 2m, volumes), Is.False);
        volumes.Add(Btc, 500m);
        minutes.AdvanceTo(at.AddMinutes(1), volumes);
        Assert.That(minutes.IsUnusual(Btc, 2m, volumes), Is.False);
    }

    [Test]
    public void Minutes_WithoutToldTrades_AreNeverUnusual()
    {
        var (minutes, volumes) = (new MinuteVolumes(TestMarket.Catalog.Count), new VolumeBoard(TestMarket.Catalog.Count));
        for (var i = 0; i < 40; i++) minutes.AdvanceTo(TestMarket.Start.AddMinutes(i), volumes);
        Assert.That(minutes.IsUnusual(Btc, 1.01m, volumes), Is.False);
    }

    /// <summary>Five minutes of the day trade, the others nothing: 1 + 0.2 and 1 − 0.2 of the even slice.</summary>
    [Test]
    public void Twap_WeighsItsSlices_ByWhatTheDayTrades_WithinItsFraction()
    {
        var begun = new ParentWorld(ParentWorld.Twap).Bench.Now;
        var first = (int)begun.TimeOfDay.TotalMinutes;
        var profile = new VolumeProfile([.. Enumerable.Range(0, 1_440).Select(minute => minute >= first && minute < first + 5 ? 7m : 0m)]);
        var world = new ParentWorld(ParentWorld.Twap with { Profile = profile, VolumeWeightFraction = 0.2m });
        world.Buy(10m);
        world.Pass(600);
        Assert.That(world.Children.Select(static child => child.Terms.Quantity.Base), Is.EqualTo(Enumerable.Repeat(1.2m, 5).Concat(Enumerable.Repeat(0.8m, 5))).Within(0.002m));
        Assert.That(world.FilledBase, Is.EqualTo(10m));
    }

    /// <summary>Ten at a bid of 99.95.</summary>
    [TestCase("199.9", 5)]
    [TestCase("199.91", 4)]
    [TestCase("199.89", 5)]
    [TestCase("5000", 1)]
    [TestCase(null, 10)]
    public void Slices_AreFewer_WhereOneWouldBeWorthTooLittle(string? least, int slices)
    {
        var world = new ParentWorld(ParentWorld.Twap with { ChildNotionalMinAccount = least is null ? null : decimal.Parse(least, System.Globalization.CultureInfo.InvariantCulture) });
        world.Buy(10m);
        world.Pass(600);
        Assert.That((world.Children.Count(), world.FilledBase), Is.EqualTo((slices, 10m)));
    }

    [Test]
    public void Slice_WorthTooLittle_IsCarriedByThoseAfterIt_AndTheRestIsSentAllTheSame()
    {
        var profile = new VolumeProfile([.. Enumerable.Range(0, 1_440).Select(static minute => minute % 2 == 0 ? 0.1m : 1.9m)]);
        var world = new ParentWorld(ParentWorld.Twap with { Algorithm = ExecutionAlgorithm.Vwap, Profile = profile, ChildNotionalMinAccount = 50m });
        world.Buy(10m);
        world.Pass(600);
        Assert.That(world.FilledBase, Is.EqualTo(10m));
        Assert.That(world.Children.Select(static child => child.Terms.Quantity.Base * 99.95m), Is.All.GreaterThanOrEqualTo(50m));
    }

    private static void Minute(ParentWorld world, decimal traded)
    {
        world.Bench.Engine.TakeTraded(Btc, traded);
        world.Pass(60);
    }

    private static (MinuteVolumes Minutes, VolumeBoard Volumes, DateTimeOffset Next) Told(int usual, decimal each = 10m)
    {
        var (minutes, volumes, at) = (new MinuteVolumes(TestMarket.Catalog.Count), new VolumeBoard(TestMarket.Catalog.Count), TestMarket.Start);
        volumes.Add(Btc, 1m);
        minutes.AdvanceTo(at, volumes);
        for (var i = 0; i < usual; i++)
        {
            at = at.AddMinutes(1);
            volumes.Add(Btc, each);
            minutes.AdvanceTo(at, volumes);
        }

        return (minutes, volumes, at.AddMinutes(1));
    }
}
