using NUnit.Framework;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Algorithms;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.Algorithms;

/// <summary>Slices as large as what is usually traded at their time of day.</summary>
public sealed class VwapTests
{
    private static readonly DateTimeOffset Noon = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Slices_FollowTheProfile_AndAddUpToTheWhole()
    {
        decimal[] weights = [.. Enumerable.Range(0, 1440).Select(static minute => minute - 720 is >= 0 and < 4 and var at ? new[] { 1m, 0m, 4m, 5m }[at] : 0m)]; // by the minute from noon on
        var world = new ParentWorld(ParentWorld.Twap with { Algorithm = ExecutionAlgorithm.Vwap, Profile = new VolumeProfile([.. weights]), Horizon = TimeSpan.FromMinutes(4), Slices = 4 });
        world.Buy(10m);
        world.Pass(240);
        Assert.That(world.Children.Select(static child => (child.Child!.Slice, child.Terms.Quantity.Base)), Is.EqualTo(new[] { (0, 1m), (2, 4m), (3, 5m) }));
        Assert.That(world.End!.Why, Is.EqualTo(ParentEnd.Completed));
    }

    /// <summary>What the market's own bars told by the moment of the signal is the parent's; a later signal's, or a restart, changes nothing of it.</summary>
    [Test]
    public void Open_WithALearnedProfile_KeepsItWithTheParent()
    {
        var world = new ParentWorld(ParentWorld.Twap with { Algorithm = ExecutionAlgorithm.Vwap, VolumeDays = 5, Horizon = TimeSpan.FromHours(1), Slices = 2 });
        var told = new VolumeProfile([.. Enumerable.Range(0, 48).Select(static part => part == 24 ? 1m : 3m)]); // a quarter in the half hour of noon
        world.Bench.Mark(TestMarket.Btc, world.Bid, world.Ask);
        world.Bench.Signal(world.Bench.SignalOf(SignalKind.Buy, TestMarket.Btc, "alpha", 8m) with { VolumeWeights = told.Weights });
        Assert.That((world.Parent!.Order.Terms.Profile, world.Parent.Order.Reason), Is.EqualTo((told, "Because.")));
        Assert.That(AccountBench.Canonical(world.Bench.Recovered().Capture()), Is.EqualTo(world.Bench.Canonical()));
        world.Pass(3_600, step: 10d);
        Assert.That(world.Children.Select(static child => (child.Child!.Slice, child.Terms.Quantity.Base)), Is.EqualTo(new[] { (0, 2m), (1, 6m) }));
    }

    [Test]
    public void Open_BeforeAnyProfileIsKnown_GoesInEqualPartsAndSaysSo()
    {
        var world = new ParentWorld(ParentWorld.Twap with { Algorithm = ExecutionAlgorithm.Vwap, VolumeDays = 5, Horizon = TimeSpan.FromHours(1), Slices = 2 });
        world.Buy(8m);
        Assert.That(world.Parent!.Order.Reason, Does.EndWith("No day of its volumes is known yet: equal parts."));
        world.Pass(3_600, step: 10d);
        Assert.That(world.Children.Select(static child => child.Terms.Quantity.Base), Is.EqualTo(new[] { 4m, 4m }));
    }

    [TestCase(0, 60, 1)]
    [TestCase(30, 90, 1.5, Description = "half of the hour of 1, half of that of 2")]
    [TestCase(-30, 30, 4, Description = "midnight: half of the last hour's 7, and half of 1")]
    [TestCase(0, 1440, 13)]
    [TestCase(10, 10, 0)]
    public void Profile_Between_IsTheSumOfItsParts(int fromMinute, int toMinute, decimal expected)
    {
        var profile = new VolumeProfile([1m, 2m, .. Enumerable.Repeat(0m, 4), 3m, .. Enumerable.Repeat(0m, 16), 7m]);
        var midnight = new DateTimeOffset(2024, 3, 2, 0, 0, 0, TimeSpan.Zero);
        Assert.That(profile.Weights, Has.Length.EqualTo(24));
        Assert.That(profile.Between(midnight.AddMinutes(fromMinute), midnight.AddMinutes(toMinute)), Is.EqualTo(expected));
    }

    [Test]
    public void Slice_WhereNothingIsUsuallyTradedAnyMore_IsAnEqualPart()
    {
        var parent = ParentOf(new VolumeProfile([1m, 0m])); // the morning alone
        Assert.That(SliceSchedule.QuantityOf(parent, 0, 8m), Is.EqualTo(2m));
        Assert.That(SliceSchedule.QuantityOf(parent, 3, 8m), Is.EqualTo(8m), "the last takes the rest");
    }

    private static ParentOrder ParentOf(VolumeProfile profile) => new()
    {
        Id = new(1), Strategy = new("a"), Symbol = new("BTC/USD"), Side = TradingDaemon.Domain.Orders.OrderSide.Buy, QuantityBase = 8m, Slices = 4, StartAt = Noon, ArrivalBid = 1m, ArrivalAsk = 1m, Reason = "",
        Terms = ParentWorld.Twap with { Algorithm = ExecutionAlgorithm.Vwap, Profile = profile, Slices = 4 },
    };
}
