using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Execution.Requests;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Market;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Alpaca.Reading;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Tests.Venues.Alpaca;

/// <summary>What Alpaca itself says may be spent: read with the account, told with the holdings, and what it refuses beyond it never leaves.</summary>
internal sealed class AlpacaBuyingPowerTests
{
    private static readonly DateTimeOffset At = TimerClock.Start;

    [Test]
    public void Read_TheRecordedAccount_IsWhatItSaysOfEachClass()
    {
        var account = Fixtures.Read("alpaca", "rest/account.json");
        Assert.That(AlpacaBuyingPower.Read(new WirePayload().Read(account), At), Is.EqualTo(new ToldBuyingPower(At, "USD", 262_113.632m, 7_386.56m, null)), "it was recorded before options were traded there");
    }

    [TestCase("""{"currency":"USD","buying_power":"4","non_marginable_buying_power":"2","options_buying_power":"1.5"}""", "USD 4 2 1.5")]
    [TestCase("""{"buying_power":-3.5,"options_buying_power":null}""", "USD -3.5 none none")]
    [TestCase("""{"buying_power":"much","non_marginable_buying_power":""}""", "USD none none none")]
    public void Read_AnAccount_TellsWhatItNames(string body, string expected)
    {
        var told = AlpacaBuyingPower.Read(new WirePayload().Read(Encoding.UTF8.GetBytes(body)), At);
        Assert.That(string.Join(' ', told.Currency, Text(told.Shares), Text(told.Crypto), Text(told.Options)), Is.EqualTo(expected));
    }

    /// <summary>A figure nobody can read keeps entries out; it must not hide what the emergency stop sells by.</summary>
    [Test]
    public async Task Holdings_AFigureThatIsNone_HidesNeitherCashNorPositions()
    {
        await using var rig = await AlpacaRig.StartAsync();
        rig.Server.Answer("/v2/account", """{"account_number":"1","status":"ACTIVE","currency":"USD","cash":"10","buying_power":"10","options_buying_power":"x"}""");
        rig.Server.Answer("/v2/positions", "[]");
        var told = await rig.Venue().HoldingsAsync(default);
        Assert.That((told.Cash["USD"], told.BuyingPower!.Shares, told.BuyingPower.Options), Is.EqualTo((10m, (decimal?)10m, (decimal?)null)));
        Assert.That(rig.Venue().Traits.TellsBuyingPower);
    }

    [Test]
    public async Task Entry_BeyondWhatTheVenueTells_IsRefusedHere_AsTheVenueWould_WhateverCashThereIs()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "alpaca", HasMarket = false, CashHeld = 98_000m, Instruments = [.. InstrumentFile.BuiltIn, .. Shares()] });
        server.ShowQuote("IBM", 199.95m, 1_000m, 200.05m, 1_000m);
        using var venue = Venue(server);
        await venue.RulesAsync(default);
        var bench = AccountBench.Running();
        bench.Engine.Account.Offers.TellBuyingPower("simulated", isTold: true);
        await CompareAsync(bench, venue);
        var told = bench.Books.Gauges.BuyingPower.Of("simulated")!.Told;
        Assert.That((told.Shares, told.Crypto, told.Options, bench.Books.Cash.Of("simulated", "USD")), Is.EqualTo(((decimal?)2_000m, (decimal?)2_000m, (decimal?)2_000m, 100_000m)));

        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 10m);
        Assert.That((bench.Orders.Count, bench.Refusals.Last().Rule, bench.Refusals.Last().Limit), Is.EqualTo((0, RiskRule.BuyingPower, 2_000m)), "2,000.50 and 0.5 %");
        Assert.That(await venue.PlaceAsync(AlpacaRig.Market(1, Ibm, 10m), default), Is.EqualTo(new PlacementAnswer.Refused(VenueRefusal.InsufficientFunds, "40310000: insufficient buying power")));

        bench.Signal(SignalKind.Buy, TestMarket.Ibm, quantity: 9m);
        Assert.That(await venue.PlaceAsync(new DurableOrder(bench.Orders.Single()), default), Is.InstanceOf<PlacementAnswer.Accepted>());
        bench.Signal(SignalKind.Buy, TestMarket.Eth, quantity: 20m);
        Assert.That((bench.Orders.Count, bench.Refusals.Last().Limit), Is.EqualTo((1, 2_000m - (9m * bench.LastOrder.ValuedAtQuote * 1.005m))), "what was sent since is taken off, whatever it was");
        await CompareAsync(bench, venue);
        Assert.That((bench.Books.Gauges.BuyingPower.Of("simulated")!.Told.Shares, bench.Books.Gauges.BuyingPower.Of("simulated")!.SpentQuote), Is.EqualTo(((decimal?)199.55m, 0m)), "the venue has taken it off itself");
    }

    private static TradingDaemon.Domain.Instruments.Instrument Ibm { get; } = TestMarket.At(TestMarket.Ibm) with { VenueSymbol = "IBM" };

    private static string Text(decimal? sum) => sum is { } told ? told.ToString(System.Globalization.CultureInfo.InvariantCulture) : "none";

    private static IReadOnlyList<TradingDaemon.Sandbox.Market.SandboxInstrument> Shares() => InstrumentFile.Parse("""{"instruments":{"IBM":{"assetClass":"equity","base":"IBM","quote":"USD","tickSize":0.01,"lotSize":1,"shortable":true} } }""");

    private static ILiveVenue Venue(SandboxServer server)
    {
        var demo = SandboxAccount.DemoOf("alpaca");
        var setup = AlpacaRig.Setup(LiveVenues.Hosts("alpaca")[1].At(server.Address), [Ibm, AlpacaRig.Apple]);
        return VenueEntry.Find("alpaca")!.Make(setup with { Id = "simulated", Credentials = new VenueCredentials(demo.Key, demo.Secret) });
    }

    private static async Task CompareAsync(AccountBench bench, ILiveVenue venue)
    {
        var statement = await new StatementRequest(venue, TimeProvider.System).AskAsync(bench.Books.Fills.CursorOf("simulated"), [.. bench.Books.Orders.Open], static _ => TimeSpan.FromMinutes(5), default);
        Assert.That(bench.Engine.Take(bench.Begun(statement), bench.Now), Is.Zero);
        bench.Clock();
    }
}
