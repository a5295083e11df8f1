using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Operations.Control;
using TradingDaemon.Tests.Domain.Orders;
using TradingDaemon.Tests.Emergency.Support;

namespace TradingDaemon.Tests.Emergency;

/// <summary>Bug: neither report nor log of a stop said which orders and positions it left, nor what nobody had answered.</summary>
public sealed class StopReportTests
{
    [Test]
    public async Task Halt_OrdersAndPositionsLeft_AreNamedInReportAlertAndLog()
    {
        using var rig = new StopRig();
        rig.Venue.Hold("A/USD", 2.5m);
        rig.Venue.Work(Order);
        rig.Venue.IsCancelAllDeaf = rig.Venue.IsDeafToCancels = true;
        var report = await rig.PullToTheEndAsync();
        Assert.That(report.OrdersLeft.Single(), Is.EqualTo(new OrderLeft("test", "A/USD", Order.ClientOrderId.Text, "v-1", "Sell", 1m, 0m)));
        Assert.That(report.PositionsLeft.Single(), Is.EqualTo(new PositionLeft("test", "A/USD", 2.5m, "Kept")));
        Assert.That((report.Act, report.IsComplete), Is.EqualTo((EmergencyAct.Halt, false)));
        var told = $"Orders left: {Order.ClientOrderId} (Sell 1 A/USD at test, 0 filled). Positions left: 2.5 A/USD at test (Kept). Not answered: none.";
        Assert.That(rig.Logged, Has.Some.EndsWith(told));
        Assert.That(rig.Alerts.Recent.Select(static alert => alert.Text), Has.Some.EndsWith(told));
    }

    [TestCase("open-orders", "what works at test: open-orders is broken."), TestCase("holdings", "what is held at test: holdings is broken.")]
    public async Task Stop_WhatTheVenueDoesNotAnswer_IsNamed(string call, string what)
    {
        using var rig = new StopRig();
        rig.Venue.Hold("A/USD", 2m);
        rig.Venue.Broken.Add(call);
        var report = await rig.PullToTheEndAsync(flatten: true);
        Assert.That(report.Unanswered, Is.EqualTo(new[] { what }));
        Assert.That(rig.Logged, Has.Some.Contains($"Not answered: {what}"));
        Assert.That(rig.Stop.Current, Has.Property("IsFlattenWanted").True);
    }

    [Test]
    public async Task Follow_BooksThatMovedByThemselves_TellsWhatIsLeftToo()
    {
        using var rig = new StopRig();
        rig.Venue.Hold("A/USD", 2m);
        rig.Stop.Follow(EmergencyState.Reducing, "daily-loss", "Lost too much.");
        Assert.That((await rig.EndAsync()).PositionsLeft.Single().Symbol, Is.EqualTo("A/USD"));
    }

    private static OrderIntent Order { get; } = Intents.Of(new OrderTerms.Market(Quantity.From(1m))) with { ClientOrderId = ClientOrderId.From(new("busy"), 1, StopRig.Epoch), Symbol = new("A/USD"), Side = OrderSide.Sell };
}
