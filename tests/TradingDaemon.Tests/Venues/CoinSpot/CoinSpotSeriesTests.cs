using NUnit.Framework;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.PriceSeries;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Live.Lines;

namespace TradingDaemon.Tests.Venues.CoinSpot;

/// <summary>The series of CoinSpot's prices: the real question at the real exchange that speaks CoinSpot's protocol, onto the real database.</summary>
internal sealed class CoinSpotSeriesTests
{
    [Test]
    public async Task Keep_AtTheExchange_HasBidAskAndLastOfEachMoment_AndAfterAStartNoneTwice()
    {
        await using var exchange = await CoinSpotRig.StartAsync();
        using var rig = new SeriesRig();
        using (var market = MarketOf(exchange)) await rig.KeepAsync(market, () => rig.KeepNextAsync(1));
        exchange.Quote(91_000.25m, 91_100m);
        using (var market = MarketOf(exchange)) await rig.KeepAsync(market, () => rig.KeepNextAsync(1));
        Assert.That(rig.Rows.Select(static row => (row.At.Minute, row.Symbol.Text, row.Bid, row.Ask)), Is.EqualTo(new[] { (5, "BTC/AUD", (decimal?)90_000m, (decimal?)90_100m), (10, "BTC/AUD", 91_000.25m, 91_100m) }));
        Assert.That(rig.Rows, Has.All.Property("Last").Not.Null);
        Assert.That(rig.Rows.Select(static row => (row.At, row.Symbol)), Is.Unique);
    }

    [Test]
    public async Task Keep_WhereTwoAnswersAreLost_AsksAgainAndKeepsTheThird()
    {
        await using var exchange = await CoinSpotRig.StartAsync(new Fault { Kind = FaultKind.RejectThenTimeout, Request = "any", Count = 2, Ms = 1 });
        using var rig = new SeriesRig();
        using var market = MarketOf(exchange);
        await rig.KeepAsync(market, async () =>
        {
            await rig.Clock.PassAsync(); // the interval
            await rig.Clock.PassAsync(); // after the first answer that was lost
            await rig.KeepNextAsync(1);
        });
        Assert.That((rig.Rows.Single().Bid, rig.Figures.MissedCount("unanswered"), rig.Alert), Is.EqualTo(((decimal?)90_000m, 0L, "")));
    }

    private static IVenueMarket MarketOf(CoinSpotRig exchange) => VenueEntry.Find("coinspot")!.MakeMarket(new FeedSetup
    {
        Hosts = LiveVenues.Hosts("coinspot")[0].At(exchange.Server.Address), Instruments = CoinSpotRig.Instruments, Clock = TimeProvider.System, Line = new LineOptions { RequestMax = TimeSpan.FromSeconds(20) },
    })!;
}
