using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Sandbox;

/// <summary>What the venue's staff corrects: busts are fills of nobody, rebates show in the cash alone.</summary>
public sealed class SandboxCorrectionsTests
{
    [Test]
    public async Task FillsSince_ABustAndRebatesBetweenTrades_TellsEveryFillAndNoRebate([Values(1, 2, 1_000)] int countMax)
    {
        await using var rig = await SandboxRig.StartAsync();
        var venue = rig.Venue();
        await venue.PlaceAsync(Orders.Market(1), default);
        foreach (var amount in new[] { "0.01", "0.02", "0.03" }) await rig.StaffAsync("rebate", $$"""{"account":"demo","sequence":1,"amount":"{{amount}}"}""");
        await rig.StaffAsync("bust", """{"account":"demo","sequence":1}""");
        await venue.PlaceAsync(Orders.Market(2), default);
        var fills = new List<Fill>();
        for (long cursor = 0; await venue.FillsSinceAsync(cursor, countMax, default) is { Count: > 0 } page; cursor = page[^1].ExecutionSequence) fills.AddRange(page);
        Assert.That(fills.Select(static fill => (fill.ExecutionSequence, fill.ClientOrderId.Text, fill.Side)), Is.EqualTo(new[]
        {
            (1L, Orders.Id(1).Text, OrderSide.Buy), (5L, "", OrderSide.Sell), (6L, Orders.Id(2).Text, OrderSide.Buy),
        }));
        Assert.That(fills[0].Fee.Amount + fills[1].Fee.Amount, Is.Zero, "A bust gives the fee back.");
        Assert.That(await venue.FindOrderAsync(Orders.Reference(1), default), Has.Property("FilledBase").EqualTo(0.01m), "The order stays as it was.");
    }

    /// <summary>The newest execution of all moved no quantity: the statement is whole all the same, and says that it stands behind it.</summary>
    [Test]
    public async Task Statement_WhereARebateIsNewest_IsWhole()
    {
        await using var rig = await SandboxRig.StartAsync();
        var venue = rig.Venue();
        await venue.PlaceAsync(Orders.Market(1), default);
        await rig.StaffAsync("rebate", """{"account":"demo","sequence":1,"amount":"0.05"}""");
        var statement = await new StatementRequest(venue, TimeProvider.System).AskAsync(1, [], static _ => null, default);
        Assert.That((statement.Fills.Count, statement.Holdings?.ExecutionSequence, statement.LastExecutionSequence), Is.EqualTo((0, 2L, 2L)));
    }

    /// <summary>Bug: a rebate whose frame was lost could not be asked for, since it is no fill, and the connection was given up for it.</summary>
    [Test]
    public async Task Run_WhereTheFrameOfARebateIsLost_GoesOn()
    {
        await using var rig = await SandboxRig.StartAsync();
        var venue = rig.Venue();
        using var stopping = new CancellationTokenSource();
        var events = Channel.CreateUnbounded<VenueEvent>();
        var run = venue.RunAsync(events.Writer, stopping.Token);
        await SandboxRig.NextAsync<VenueEvent.StreamOpened>(events.Reader);
        await venue.PlaceAsync(Orders.Market(1), default);
        await SandboxRig.NextAsync<VenueEvent.Executed>(events.Reader);
        rig.Server.Add(new Fault { Kind = FaultKind.DropFrame, Frame = "execution", Count = 1 });
        await rig.StaffAsync("rebate", """{"account":"demo","sequence":1,"amount":"0.05"}""");
        await venue.PlaceAsync(Orders.Market(2), default); // shows the gap
        await SandboxRig.NextAsync<VenueEvent.Executed>(events.Reader, static told => told.Fill.ClientOrderId == Orders.Id(2));
        rig.Server.Add(new Fault { Kind = FaultKind.DropFrame, Frame = "execution", Count = 1 });
        await venue.PlaceAsync(Orders.Market(3), default);
        await venue.PlaceAsync(Orders.Market(4), default);
        await SandboxRig.NextAsync<VenueEvent.Executed>(events.Reader, static told => told.Fill.ClientOrderId == Orders.Id(3)); // was asked for, and the rebate with it
        await venue.PlaceAsync(Orders.Market(5), default);
        await SandboxRig.NextAsync<VenueEvent.Executed>(events.Reader, static told => told.Fill.ClientOrderId == Orders.Id(5)); // on the same connection
        Assert.That(run.IsCompleted, Is.False);
        await stopping.CancelAsync();
        Assert.That(async () => await run, Throws.InstanceOf<OperationCanceledException>());
    }
}
