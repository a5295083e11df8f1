using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Venues.Kraken;

internal sealed class KrakenAccountTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Nothing = KrakenRig.Result("""{"open":{},"closed":{}}""");

    [Test]
    public async Task FindOrder_AmongOpenOrClosed_IsTheVenuesReport()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("OpenOrders", KrakenRig.Orders("open", KrakenRig.Order("O1", Orders.Id(1).Text, "open")));
        rig.Private("ClosedOrders", KrakenRig.Orders("closed", KrakenRig.Order("O3", "others", "closed"), KrakenRig.Order("O2", Orders.Id(2).Text, "canceled", "0.00400000")));
        var venue = rig.Venue();
        Assert.That(await venue.FindOrderAsync(Orders.Reference(1), default), Is.EqualTo(new OrderReport(Orders.Id(1), "O1", Orders.Bitcoin, OrderSide.Buy, OrderStatus.Open, 0.01m, 0m) { PriceQuote = 40_000m }));
        Assert.That(await venue.FindOrderAsync(Orders.Reference(2), default), Is.EqualTo(new OrderReport(Orders.Id(2), "O2", Orders.Bitcoin, OrderSide.Buy, OrderStatus.Cancelled, 0.01m, 0.004m) { PriceQuote = 40_000m }));
    }

    [Test]
    public async Task FindOrder_ShownByNoRecord_IsAbsentOnlyAfterFillsWereAskedToo()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("OpenOrders", Nothing);
        rig.Private("ClosedOrders", Nothing);
        var venue = rig.Venue();
        Assert.That(await venue.FindOrderAsync(Orders.Reference(1), default), Is.Null);
        Assert.That((rig.Server.CountOf("/0/private/OpenOrders"), rig.Server.CountOf("/0/private/ClosedOrders"), rig.Server.CountOf("/0/private/TradesHistory")), Is.EqualTo((1, 1, 1)));

        rig.Private("TradesHistory", KrakenRig.Fills(1, ("T1", "O7", At)));
        rig.Private("QueryOrders", KrakenRig.Result($"{{{KrakenRig.Order("O7", Orders.Id(1).Text, "closed", "0.01000000")}}}"));
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.Status, Is.EqualTo(OrderStatus.Filled), "only its fill shows it");
    }

    /// <summary>Bug: an order whose executions are told, and of which the question whose they are was answered with nothing, was proven never to have been placed.</summary>
    [Test]
    public async Task FindOrder_WithAnExecutionOfAnOrderTheVenueTellsNothingOf_ProvesNothing()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("OpenOrders", Nothing);
        rig.Private("ClosedOrders", Nothing);
        rig.Private("TradesHistory", KrakenRig.Fills(1, ("T1", "O7", At)));
        rig.Private("QueryOrders", KrakenRig.Result("{}"));
        var failed = await Assert.ThrowsAsync<VenueException>(async () => await rig.Venue().FindOrderAsync(Orders.Reference(1), default));
        Assert.That((failed!.Fault.Kind, failed.Fault.Code), Is.EqualTo((VenueFaultKind.Retry, "GARBLED")));
    }

    [TestCase("OpenOrders"), TestCase("ClosedOrders"), TestCase("TradesHistory")]
    public async Task FindOrder_ARecordThatDoesNotAnswer_ProvesNothing(string endpoint)
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("OpenOrders", Nothing);
        rig.Private("ClosedOrders", Nothing);
        rig.Private(endpoint, KrakenRig.Error("EService:Unavailable"));
        var failed = await Assert.ThrowsAsync<VenueException>(async () => await rig.Venue().FindOrderAsync(Orders.Reference(1), default));
        Assert.That(failed!.Fault.Kind, Is.EqualTo(VenueFaultKind.Retry), "a question may be asked again");
    }

    [Test]
    public async Task FindOrder_QuestionsThatFail_GiveBackTheRoomOfThoseNotAsked()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("OpenOrders", KrakenRig.Error("EService:Unavailable"));
        var venue = rig.Venue();
        for (var i = 0; i < 8; i++) // together they would have taken forty of fifteen
            Assert.That((await Assert.ThrowsAsync<VenueException>(async () => await venue.FindOrderAsync(Orders.Reference(1), default)))!.Fault.Code, Is.Not.EqualTo("BUDGET"));
    }

    [Test]
    public async Task FillsSince_SeveralPagesNewestFirst_AreNumberedOldestFirstAndNamed()
    {
        await using var rig = await KrakenRig.StartAsync();
        var all = Enumerable.Range(0, 120).Select(static i => (Id: $"T{i:000}", Order: i % 2 == 0 ? "OURS" : "OTHERS", At: At.AddSeconds(i))).Reverse().ToArray();
        rig.Trades(all);
        rig.Private("QueryOrders", KrakenRig.Result($"{{{KrakenRig.Order("OURS", Orders.Id(1).Text, "closed")},{KrakenRig.Order("OTHERS", null, "closed")}}}"));
        var fills = await rig.Venue().FillsSinceAsync(0, 1_000, default);
        Assert.Multiple(() =>
        {
            Assert.That(fills.Select(static fill => fill.ExecutionId), Is.EqualTo(all.Reverse().Select(static one => one.Id)));
            Assert.That(fills.Select(static fill => fill.ExecutionSequence), Is.EqualTo(Enumerable.Range(1, 120).Select(static i => (long)i)));
            Assert.That(fills.Take(2).Select(static fill => fill.ClientOrderId), Is.EqualTo(new[] { Orders.Id(1), new ClientOrderId("") }));
            Assert.That((fills[0].Fee.ToString(), fills[0].Symbol, fills[0].Liquidity, fills[0].IsSimulated, fills[0].At, fills[0].Side), Is.EqualTo(("0.1 USD", Orders.Bitcoin, Liquidity.Maker, true, At, OrderSide.Buy)));
        });
    }

    /// <summary>The history of trades tells a fee without its currency: it is the one the order's flags say.</summary>
    [TestCase("fcib", "0.1 BTC"), TestCase("post,fcib", "0.1 BTC"), TestCase("fciq", "0.1 USD"), TestCase("nompp,fciq", "0.1 USD"), TestCase("", "0.1 USD")]
    public async Task FillsSince_AFee_IsInWhatItsOrderSays(string flags, string fee)
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Trades([("T1", "O1", At)]);
        rig.Private("QueryOrders", KrakenRig.Result($"{{{KrakenRig.Order("O1", Orders.Id(1).Text, "closed", "0.01000000", flags)}}}"));
        var venue = rig.Venue();
        var fill = (await venue.FillsSinceAsync(0, 10, default)).Single();
        Assert.That((fill.Fee.ToString(), fill.FeeHolding, fill.ClientOrderId), Is.EqualTo((fee, (Symbol?)null, Orders.Id(1))), "out of what was bought, or cash");
        await venue.FillsSinceAsync(0, 10, default);
        Assert.That(rig.Server.CountOf("/0/private/QueryOrders"), Is.EqualTo(1), "asked once");
    }

    /// <summary>Placed here, so that whose it is needs no question; what its fee is in does, and no answer is no guess.</summary>
    [Test]
    public async Task FillsSince_OfAnOrderPlacedHere_AsksWhatItsFeeIsIn_AndGuessesNothing()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("AddOrder", KrakenRig.Result("""{"descr":{"order":""},"txid":["O1"]}"""));
        rig.Private("QueryOrders", KrakenRig.Error("EService:Unavailable"));
        var venue = rig.Venue();
        await venue.RulesAsync(default);
        Assert.That(await venue.PlaceAsync(VenueCases.Kraken.Buy(1), default), Is.InstanceOf<PlacementAnswer.Accepted>());
        rig.Trades([("T1", "O1", At)]);
        await Assert.ThrowsAsync<VenueException>(async () => await venue.FillsSinceAsync(0, 10, default));
        rig.Private("QueryOrders", KrakenRig.Result($"{{{KrakenRig.Order("O1", VenueCases.Kraken.Buy(1).Intent.ClientOrderId.Text, "closed", "0.00300000", "fcib")}}}"));
        Assert.That((await venue.FillsSinceAsync(0, 10, default)).Single().Fee.ToString(), Is.EqualTo("0.1 BTC"));
    }

    [Test]
    public async Task FillsSince_AnExecutionWhileItIsPaged_MovesNoneOut()
    {
        await using var rig = await KrakenRig.StartAsync();
        var all = Enumerable.Range(0, 101).Select(static i => (Id: $"T{i:000}", Order: "OURS", At: At.AddSeconds(i))).Reverse().ToArray();
        rig.Private("TradesHistory", KrakenRig.Fills(100, all[1..51]), KrakenRig.Fills(101, all[50..100]), KrakenRig.Fills(101, all[100..]), KrakenRig.Fills(101, all[..50]));
        rig.Private("QueryOrders", KrakenRig.Result($"{{{KrakenRig.Order("OURS", Orders.Id(1).Text, "closed")}}}"));
        var venue = rig.Venue();
        Assert.That((await venue.FillsSinceAsync(0, 1_000, default)).Select(static fill => fill.ExecutionId), Is.EqualTo(all[1..].Reverse().Select(static one => one.Id)), "all that was there when it was asked");
        Assert.That((await venue.FillsSinceAsync(0, 1_000, default)).Select(static fill => fill.ExecutionId), Is.EqualTo(all.Reverse().Select(static one => one.Id)));
        Assert.That(rig.Server.CountOf("/0/private/TradesHistory"), Is.EqualTo(4), "nothing is missing beside the newest page");
    }

    [Test]
    public async Task FillsSince_AfterARestart_AsksFromTheNewestBookedAndGivesNoneASecondNumber()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("TradesHistory", KrakenRig.Fills(3, ("LATE", "O1", At.AddMinutes(1)), ("BOOKED", "O1", At), ("LOST", "O1", At.AddMinutes(-5))));
        rig.Private("QueryOrders", KrakenRig.Result($"{{{KrakenRig.Order("O1", Orders.Id(1).Text, "closed")}}}"));
        var fills = await rig.Venue(static setup => setup with { Booked = [new BookedExecution("BOOKED", 41, At)] }).FillsSinceAsync(41, 1_000, default);
        Assert.That(fills.Select(static fill => (fill.ExecutionId, fill.ExecutionSequence)), Is.EqualTo(new[] { ("LOST", 42L), ("LATE", 43L) }));
        Assert.That(rig.Server.BodyOf("/0/private/TradesHistory"), Does.EndWith($"&start={At.AddMinutes(-15).ToUnixTimeSeconds()}"));
    }

    /// <summary>Bug: what was staked there was cash that nothing converts, so that equity was unknown and nothing was entered, and no rate could be named for it.</summary>
    [Test]
    public async Task Holdings_BasesOfInstruments_AreTheirSymbols_TheRestIsCash_AndOtherLedgersAreNeither()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("BalanceEx", KrakenRig.Result("""{"XXBT":{"balance":"0.5000","hold_trade":"0.1"},"ZUSD":{"balance":"1000.25","hold_trade":"0"},"XETH":{"balance":"0.0000","hold_trade":"0"},"ADA.S":{"balance":"7","hold_trade":"0"}}"""));
        var holdings = await rig.Venue().HoldingsAsync(default);
        Assert.Multiple(() =>
        {
            Assert.That(holdings.NetBase, Is.EquivalentTo(new Dictionary<string, decimal> { ["BTC/USD"] = 0.5m }));
            Assert.That(holdings.Cash, Is.EquivalentTo(new Dictionary<string, decimal> { ["USD"] = 1000.25m }));
            Assert.That(holdings.ExecutionSequence, Is.Null);
        });
    }

    [Test]
    public async Task OpenOrders_OthersToo_AreTold()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("OpenOrders", KrakenRig.Orders("open", KrakenRig.Order("O1", Orders.Id(1).Text, "open", "0.002"), KrakenRig.Order("O2", null, "pending")));
        Assert.That((await rig.Venue().OpenOrdersAsync(default)).Select(static order => (order.ClientOrderId.Text, order.VenueOrderId, order.Status, order.FilledBase)), Is.EqualTo(new[]
        {
            (Orders.Id(1).Text, "O1", OrderStatus.PartiallyFilled, 0.002m), ("", "O2", OrderStatus.Open, 0m),
        }));
    }

    [Test]
    public async Task Traits_SayWhatProvesAbsence()
    {
        await using var rig = await KrakenRig.StartAsync();
        var venue = rig.Venue();
        Assert.That((venue.Id, venue.IsSimulated, venue.Traits.AbsenceProvenAfter, venue.Traits.RefusesUsedClientOrderIds), Is.EqualTo(("kraken", true, TimeSpan.FromSeconds(20), false)));
        Assert.That(rig.Venue(static setup => setup with { Hosts = setup.Hosts with { IsReal = true } }).IsSimulated, Is.False);
    }
}
