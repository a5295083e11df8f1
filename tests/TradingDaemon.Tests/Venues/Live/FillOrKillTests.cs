using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>Orders that fill whole at once or not at all, where a venue takes them.</summary>
internal sealed class FillOrKillTests
{
    private static readonly string[] Taking = ["binance", "coinbase", "alpaca", "coinspot"];

    [TestCaseSource(nameof(Taking))]
    public async Task Place_FillOrKill_IsFilledWholeOrNotAtAll(string name)
    {
        var of = VenueCases.Of(name);
        var market = of.Markets[0];
        await using var scene = await VenueScene.StartAsync(of, 11);
        Assert.That(scene.Venue.Traits.Orders.HasFlag(OrderKinds.FillOrKill), Is.True);
        var (hopeless, whole) = (Order(market.Bid, 1), Order(market.Ask, 2));
        await scene.Venue.PlaceAsync(hopeless, default); // taken and ended at once, or refused: each venue in its way
        Assert.That(await scene.Venue.PlaceAsync(whole, default), Is.InstanceOf<PlacementAnswer.Accepted>());
        await scene.UntilAsync(() => scene.Told.Count > 0, "the execution is told");
        Assert.That(scene.Ledger.Executions.Select(static one => one.Quantity), Is.EqualTo(new[] { market.Least }));
        Assert.That(scene.Told.All.Select(static fill => fill.ClientOrderId), Is.EqualTo(new[] { whole.Intent.ClientOrderId }));
        await scene.UntilAsync(() => scene.Ledger.Orders.All(static order => order.Status is not (OrderStatus.Open or OrderStatus.PartiallyFilled)), "nothing works there");

        DurableOrder Order(decimal price, int number) => of.OrderOf(number, market, OrderSide.Buy, new OrderTerms.Limit(Quantity.From(market.Least), Price.From(price), TimeInForce.FillOrKill, PostOnly: false));
    }

    /// <summary>Kraken's HTTP interface is not known to take them; Alpaca takes them of shares alone, and says so of an account that trades nothing else.</summary>
    [TestCase("kraken", AssetClass.Crypto, false), TestCase("alpaca", AssetClass.Crypto, false), TestCase("alpaca", AssetClass.Equity, true), TestCase("binance", AssetClass.Crypto, true)]
    public void Offers_OfEachVenue_AreWhatItTakes(string name, AssetClass of, bool isOffered)
    {
        using var venue = (LiveVenue)VenueAdapters.Find(name)!.Live!(new VenueSetup
        {
            Id = name, Hosts = VenueAdapters.Find(name)!.Hosts[0].At(new Uri("http://127.0.0.1:9")), Credentials = new VenueCredentials("key", "c2VjcmV0"), Nonces = new Sandbox.SandboxRig.CountingNonces(),
            Instruments = [VenueCases.Of(name).Markets[0].Instrument with { AssetClass = of }], Clock = TimeProvider.System, BookedFrom = DateTimeOffset.UnixEpoch,
        });
        Assert.That(venue.Traits.Orders.HasFlag(OrderKinds.FillOrKill), Is.EqualTo(isOffered));
        var symbol = of == AssetClass.Equity || name != "alpaca" ? VenueCases.Of(name).Markets[0].Instrument.Symbol : new Symbol("BTC/USD");
        var intent = Orders.Of(1, new OrderTerms.Limit(Quantity.From(1m), Price.From(100m), TimeInForce.FillOrKill, PostOnly: false), OrderSide.Buy, isReduceOnly: false).Intent with { Symbol = symbol };
        Assert.That(venue.Orders.Write(intent, out var refused) is not null, Is.EqualTo(isOffered && of == AssetClass.Crypto), refused?.Reason); // of shares nobody told the hours yet
        if (!isOffered) Assert.That(refused!.IsOwn, Is.True);
    }
}
