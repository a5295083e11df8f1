using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.Binance;

/// <summary>Many orders while answers and frames go wrong in every way: in the end the adapter knows what the exchange's own ledger does, each execution once.</summary>
internal sealed class BinanceFaultScriptTests
{
    private static readonly Fault[] Faults =
    [
        new() { Kind = FaultKind.AcceptThenTimeout, Probability = 0.12, Ms = 1 },
        new() { Kind = FaultKind.RejectThenTimeout, Probability = 0.08, Ms = 1 },
        new() { Kind = FaultKind.AcceptThen500, Probability = 0.1 },
        new() { Kind = FaultKind.Reject, Code = "-1003", Probability = 0.1, Request = "any" },
        new() { Kind = FaultKind.Reject, Code = "-1007", Probability = 0.05, Request = "executions" },
        new() { Kind = FaultKind.DropFrame, Probability = 0.15 },
        new() { Kind = FaultKind.DuplicateFrame, Probability = 0.15 },
        new() { Kind = FaultKind.ReorderFrame, Probability = 0.15, Ms = 30 },
        new() { Kind = FaultKind.PartialFills, Probability = 0.3, Pieces = 3 },
    ];

    [TestCase(1UL), TestCase(2UL)]
    public async Task Script_OfEverything_OrdersFillsAndHoldingsAreTheLedgers(ulong seed)
    {
        await using var rig = await BinanceRig.StartAsync();
        var venue = rig.Venue();
        var events = await rig.ListenAsync(venue);
        rig.Server.Replace(new FaultScript { Seed = seed, Faults = Faults });
        var random = new Random((int)seed);
        var unknown = 0;
        var sent = new List<OrderReference>();
        for (var i = 1; i <= 36; i++)
        {
            var order = random.Next(4) switch
            {
                0 => BinanceSandboxTests.Of(i, "ETH/USD", 3_100m, 0.3m),
                1 => Orders.Limit(i, price: 40_000m),
                _ => Orders.Market(i),
            };
            sent.Add(OrderReference.Of(order.Intent));
            var answer = await venue.PlaceAsync(order, default);
            if (answer is PlacementAnswer.Failed { Fault.Kind: VenueFaultKind.OutcomeUnknown }) unknown++;
            if (answer is PlacementAnswer.Accepted && random.Next(3) == 0) await venue.CancelAsync(sent[^1], default);
        }

        rig.Server.Replace(new FaultScript());
        var ledger = rig.Ledger();
        var executions = ledger.GetProperty("executions").EnumerateArray().Select(one => (Client: one.GetProperty("clientOrderId").GetString()!, Price: Number(one, "price"), Quantity: Number(one, "quantity"), Fee: Number(one, "fee"))).ToArray();
        Assert.That(unknown, Is.GreaterThan(0), "the script strikes");
        var told = await ToldAsync(events, executions.Length);
        Assert.That(told.Values.Select(Row), Is.EquivalentTo(executions), "what the stream lost, the poll tells");
        Assert.That(told.Keys.Order(), Is.EqualTo(Enumerable.Range(1, executions.Length).Select(static number => (long)number)), "one number each");
        var polled = await venue.FillsSinceAsync(0, int.MaxValue, default);
        Assert.That(polled.Select(static fill => (fill.ExecutionSequence, fill.ExecutionId)), Is.EqualTo(told.OrderBy(static one => one.Key).Select(static one => (one.Key, one.Value.ExecutionId))));
        Assert.That((await venue.OpenOrdersAsync(default)).Select(static order => order.ClientOrderId.Text), Is.EquivalentTo(ledger.GetProperty("openOrders").EnumerateArray().Select(static order => order.GetProperty("clientOrderId").GetString())));
        var holdings = await venue.HoldingsAsync(default);
        Assert.That(holdings.NetBase, Is.EquivalentTo(ledger.GetProperty("holdings").EnumerateObject().Select(static one => KeyValuePair.Create(one.Name, decimal.Parse(one.Value.GetString()!, CultureInfo.InvariantCulture)))));
        Assert.That(holdings.Cash["USD"], Is.EqualTo(Number(ledger.GetProperty("cash"), "USD")));
        foreach (var order in sent)
        {
            var known = ledger.GetProperty("openOrders").EnumerateArray().Concat(ledger.GetProperty("closedOrders").EnumerateArray()).FirstOrDefault(one => one.GetProperty("clientOrderId").GetString() == order.ClientOrderId.Text);
            var found = await venue.FindOrderAsync(order, default);
            Assert.That((found?.FilledBase, found is null), Is.EqualTo((known.ValueKind == JsonValueKind.Undefined ? null : (decimal?)Number(known, "filled"), known.ValueKind == JsonValueKind.Undefined)));
        }
    }

    private static async Task<Dictionary<long, Fill>> ToldAsync(ChannelReader<VenueEvent> events, int count)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var told = new Dictionary<long, Fill>();
        while (told.Count < count)
            if (await events.ReadAsync(late.Token) is VenueEvent.Executed { Fill: var fill }) told[fill.ExecutionSequence] = fill;
        return told;
    }

    private static (string Client, decimal Price, decimal Quantity, decimal Fee) Row(Fill fill) => (fill.ClientOrderId.Text, fill.Price.QuotePerBase, fill.Quantity.Base, fill.Fee.Amount);

    private static decimal Number(JsonElement of, string name) => decimal.Parse(of.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
