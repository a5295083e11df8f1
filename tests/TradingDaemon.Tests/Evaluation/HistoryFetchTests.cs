using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Evaluation;
using TradingDaemon.Evaluation;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Sandbox;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Evaluation;

/// <summary>Histories by the venues' own protocols, from the exchange that speaks them.</summary>
public sealed class HistoryFetchTests
{
    private const int Minutes = 30;

    [TestCase("kraken"), TestCase("binance"), TestCase("coinbase"), TestCase("alpaca")]
    public async Task Ask_OfSeveralInstruments_DeliversTheNewestBars_AndOfABadOneNothing(string venue)
    {
        var clock = new MovableClock();
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = venue, HasMarket = false, Clock = clock });
        for (var minute = 0; minute < Minutes; minute++)
        {
            server.ShowTrade("BTC/USD", 50_000m + minute, 0.5m, isBuyersTrade: true);
            server.ShowTrade("ETH/USD", 3_000m + minute, 0.5m, isBuyersTrade: true);
            clock.Move(TimeSpan.FromMinutes(1));
        }

        using var fetch = Fetch(server, venue, clock);
        await fetch.StartAsync(default);
        var told = Channel.CreateUnbounded<(HistoryWanted Wanted, IReadOnlyList<Bar> Bars)>();
        fetch.Ask([Of("a", "BTC", 10), Of("b", "BTC", 20), Of("a", "NONE", 10), Of("a", "ETH", 10), Of("c", "ETH", 10, seconds: 7)], (wanted, bars) => told.Writer.TryWrite((wanted, bars)));
        var all = new List<(HistoryWanted Wanted, IReadOnlyList<Bar> Bars)>();
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (all.Count < 5) all.Add(await told.Reader.ReadAsync(late.Token));
        await fetch.StopAsync(default);

        Assert.That(all.OrderBy(static one => one.Wanted.Instrument.Symbol.Text, StringComparer.Ordinal).ThenBy(static one => one.Wanted.Strategy.Text, StringComparer.Ordinal).Select(static one => (one.Wanted.Instrument.Symbol.Text, one.Wanted.Strategy.Text, one.Bars.Count)),
            Is.EqualTo(new[] { ("BTC/USD", "a", 10), ("BTC/USD", "b", 20), ("ETH/USD", "a", 10), ("ETH/USD", "c", 0), ("NONE/USD", "a", 0) }));
        var bars = all.Single(static one => one.Wanted is { Strategy.Text: "b" }).Bars;
        var end = clock.GetUtcNow();
        Assert.That(bars.Select(static bar => bar.StartTime), Is.EqualTo(Enumerable.Range(0, 20).Select(minute => end.AddMinutes(minute - 20))), "the newest finished ones, without a gap");
        Assert.That(bars.Select(static bar => bar.Close), Is.EqualTo(Enumerable.Range(10, 20).Select(static minute => 50_000d + minute)));
        Assert.That(bars.Select(static bar => (bar.Interval, bar.IsComplete)).Distinct().Single(), Is.EqualTo((TimeSpan.FromMinutes(1), true)));
    }

    [Test]
    public async Task Ask_OfPricesNobodyRemembers_OrOfAVenueThatDoesNotAnswer_DeliversNothing_AndHoldsUpNobody()
    {
        var told = new List<(string, int)>();
        using var fetch = new HistoryFetch(static instrument => instrument.Symbol.Text == "BTC/USD" ? "kraken" : null, static (_, instruments) => VenueEntry.Find("kraken")!.MakeMarket(new FeedSetup
        {
            Hosts = LiveVenues.Hosts("kraken")[0].At(new Uri("http://127.0.0.1:1")), Instruments = instruments, Clock = TimeProvider.System,
        }), 1, TimeProvider.System, NullLogger<HistoryFetch>.Instance);
        await fetch.StartAsync(default);
        fetch.Ask([Of("a", "BTC", 10), Of("a", "ETH", 10)], (wanted, bars) =>
        {
            lock (told) told.Add((wanted.Instrument.Symbol.Text, bars.Count));
        });
        await Assert.ThatAsync(() =>
        {
            lock (told) return Task.FromResult(told.Count);
        }, Is.EqualTo(2).After(300_000, 5));
        await fetch.StopAsync(default);
        Assert.That(told, Is.EquivalentTo(new[] { ("BTC/USD", 0), ("ETH/USD", 0) }));
    }

    private static HistoryFetch Fetch(SandboxServer server, string venue, TimeProvider clock)
    {
        var demo = SandboxAccount.DemoOf(venue);
        return new HistoryFetch(_ => venue, (name, instruments) => VenueEntry.Find(name)!.MakeMarket(new FeedSetup
        {
            Hosts = LiveVenues.Hosts(name)[0].At(server.Address), Instruments = instruments, Clock = clock, Credentials = new VenueCredentials(demo.Key, demo.Secret),
        }), 1, clock, NullLogger<HistoryFetch>.Instance);
    }

    private static HistoryWanted Of(string strategy, string coin, int bars, int seconds = 60) => new(new StrategyId(strategy), new Instrument
    {
        Id = new InstrumentId(coin.Length), Symbol = new Symbol($"{coin}/USD"), AssetClass = AssetClass.Crypto, Base = new Currency(coin), Quote = Currency.Usd, TickSize = 0.01m, LotSize = 0.00001m, Venue = "x",
    }, TimeSpan.FromSeconds(seconds), bars);
}
