using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Venues.BadInput;

/// <summary>Orders a venue cannot take, and hours in which it takes none: a no is final and says why, what is not clear is looked up, and the next order is placed.</summary>
[TestFixture]
internal sealed class RefusalsTests
{
    [TestCaseSource(typeof(VenueCases), nameof(VenueCases.Names))]
    public async Task Place_OfASymbolNobodyKnows_IsRefused_AndTheOthersAreTraded(string venue)
    {
        await using var scene = await BadScene.StartAsync(venue);
        var known = scene.Scene.Case.Markets[0].Instrument;
        var name = known.Symbol.Text.Replace(known.Base.Code, "NOSUCH", StringComparison.Ordinal);
        var unknown = known with { Id = new InstrumentId(9), Symbol = new Symbol(name), Base = new Currency("NOSUCH"), VenueSymbol = known.VenueSymbol!.Replace(venue == "kraken" ? "XBT" : known.Base.Code, "NOSUCH", StringComparison.Ordinal) };
        var here = await RefusedAsync(scene, scene.Venue, Of(scene.Order(), unknown.Symbol));
        Assert.That((here.Why, here.Reason), Is.EqualTo((VenueRefusal.UnknownInstrument, $"{name} is not traded at {venue}. Nothing was sent.")));

        using var misled = scene.Scene.Another(setup => setup with { Instruments = [.. setup.Instruments, unknown] });
        Assert.That((await misled.RulesAsync(default)).Where(rule => rule.Symbol == known.Symbol).Select(static rule => rule.IsTradable), Has.None.False, "of the others the rules are told");
        var there = await RefusedAsync(scene, misled, Of(scene.Order(), unknown.Symbol));
        Assert.That(there.Why, Is.EqualTo(venue is "alpaca" or "coinspot" ? VenueRefusal.MarketClosed : VenueRefusal.UnknownInstrument), there.Reason);
        Assert.That(there.Reason, Is.Not.Empty);
        await scene.GoOnAsync("it");
        await scene.LostNothingAsync();
    }

    [TestCaseSource(typeof(VenueCases), nameof(VenueCases.Names))]
    public async Task Place_BelowTheMinimum_IsRefusedHereAndThere(string venue)
    {
        await using var scene = await BadScene.StartAsync(venue);
        var here = await RefusedAsync(scene, scene.Venue, scene.Order(quantity: venue == "alpaca" ? 0.001m : scene.Scene.Case.Markets[0].Instrument.LotSize));
        Assert.That((here.Why, here.Reason.EndsWith("Nothing was sent.", StringComparison.Ordinal)), Is.EqualTo((VenueRefusal.InvalidIncrement, true)), here.Reason);
        scene.Scene.Server.Add(new Fault { Kind = FaultKind.Reject, Code = "MIN_NOTIONAL", Count = 1 }); // raised since its rules were asked for
        var there = await RefusedAsync(scene, scene.Venue, scene.Order());
        Assert.That((there.Why, there.Reason.EndsWith("Nothing was sent.", StringComparison.Ordinal)), Is.EqualTo((VenueRefusal.InvalidIncrement, false)), there.Reason);
        await scene.GoOnAsync("both");
        await scene.LostNothingAsync();
    }

    [TestCaseSource(typeof(VenueCases), nameof(VenueCases.Names))]
    public async Task Place_WhileTheMarketIsClosed_IsRefused_UntilItOpens(string venue)
    {
        await using var scene = await BadScene.StartAsync(venue);
        var symbol = $$"""{"symbol":"{{scene.Scene.Case.Markets[0].Instrument.Symbol.Text}}"}""";
        await scene.Scene.DoAsync("halt", symbol);
        var closed = await RefusedAsync(scene, scene.Venue, scene.Order());
        Assert.That(closed.Why, Is.EqualTo(VenueRefusal.MarketClosed), closed.Reason);
        await scene.Scene.DoAsync("resume", symbol);
        await scene.GoOnAsync("it opened");
        await scene.LostNothingAsync();
    }

    [TestCaseSource(typeof(VenueCases), nameof(VenueCases.Names))]
    public async Task Place_WhileTheVenueIsInMaintenance_IsLookedUpProvenAbsentAndSentOnce(string venue)
    {
        await using var scene = await BadScene.StartAsync(venue);
        scene.Scene.Server.Add(new Fault { Kind = FaultKind.Reject, Code = "UNAVAILABLE", Request = "balances" });
        var asked = (await Assert.ThrowsAsync<VenueException>(async () => await scene.Venue.HoldingsAsync(default)))!.Fault;
        Assert.That((asked.Kind, asked.Message.StartsWith($"{scene.HoldingsCall} failed: ", StringComparison.Ordinal)), Is.EqualTo((VenueFaultKind.Retry, true)), asked.ToString());
        scene.Scene.Server.Replace(new FaultScript { Faults = [new Fault { Kind = FaultKind.Reject, Code = "UNAVAILABLE", Count = 1 }] });
        var orders = new ScriptedOrders(scene.Scene);
        var sent = await orders.PlaceAsync(scene.Order());
        await orders.ResolveAsync();
        Assert.That((orders.Unknown, orders.Absent, orders.Refused, scene.Scene.Ledger.Orders.Count), Is.EqualTo((1, 1, 0, 1)));
        scene.Placed(sent.Order);
        await scene.GoOnAsync("it");
        await scene.LostNothingAsync();
    }

    private static DurableOrder Of(DurableOrder order, Symbol symbol) => new(new ApprovedOrder(order.Intent with { Symbol = symbol }));

    private static async Task<PlacementAnswer.Refused> RefusedAsync(BadScene scene, IVenue venue, DurableOrder order)
    {
        var (before, answer) = (scene.Scene.Ledger.Executions.Count, await venue.PlaceAsync(order, default));
        Assert.That(answer, Is.InstanceOf<PlacementAnswer.Refused>(), (answer as PlacementAnswer.Failed)?.Fault.ToString());
        Assert.That((scene.Scene.Ledger.Orders.Any(static one => one.IsOpen), scene.Scene.Ledger.Executions.Count), Is.EqualTo((false, before)), "nothing works there, and nothing was done");
        return (PlacementAnswer.Refused)answer;
    }
}
