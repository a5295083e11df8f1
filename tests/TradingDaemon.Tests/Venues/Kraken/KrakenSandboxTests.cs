using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Kraken;

/// <summary>The real adapter against the real exchange that speaks Kraken's protocol: nothing differs from the venue but the address.</summary>
internal sealed class KrakenSandboxTests
{
    private static readonly Instrument[] Instruments = [KrakenRig.Instruments[0]];

    [Test]
    public async Task Venue_FromPlacingToTheEnd_IsWhatTheExchangeSays()
    {
        await using var server = await StartAsync();
        using var venue = Venue(server);
        using var ending = new CancellationTokenSource();
        var events = Channel.CreateUnbounded<VenueEvent>();
        var run = venue.RunAsync(events.Writer, ending.Token);
        if (await Task.WhenAny(run, SandboxRig.NextAsync<VenueEvent.StreamOpened>(events.Reader)) == run) await run;

        var placed = (PlacementAnswer.Accepted)await venue.PlaceAsync(Orders.Limit(1, price: 40_000m), default);
        Assert.That((await SandboxRig.NextAsync<VenueEvent.Accepted>(events.Reader)).VenueOrderId, Is.EqualTo(placed.VenueOrderId));
        Assert.That((await venue.OpenOrdersAsync(default)).Select(static order => (order.ClientOrderId, order.Status, order.PriceQuote)), Is.EqualTo(new[] { (Orders.Id(1), OrderStatus.Open, (decimal?)40_000m) }));
        Assert.That((await venue.FindOrderAsync(Orders.Reference(1), default))!.VenueOrderId, Is.EqualTo(placed.VenueOrderId));
        Assert.That(await venue.CancelAsync(new OrderReference(Orders.Id(1), placed.VenueOrderId, Orders.Bitcoin), default), Is.Null);
        Assert.That((await SandboxRig.NextAsync<VenueEvent.CancelDone>(events.Reader)).ClientOrderId, Is.EqualTo(Orders.Id(1)));

        Assert.That(await venue.PlaceAsync(Orders.Market(2), default), Is.InstanceOf<PlacementAnswer.Accepted>());
        var told = (await SandboxRig.NextAsync<VenueEvent.Executed>(events.Reader)).Fill;
        Assert.That((told.ClientOrderId, told.ExecutionSequence, told.Price.QuotePerBase, told.Quantity.Base, told.Side, told.IsSimulated), Is.EqualTo((Orders.Id(2), 1L, 50_001m, 0.01m, OrderSide.Buy, true)));
        var polled = await venue.FillsSinceAsync(0, 100, default);
        Assert.That(polled.Select(static fill => (fill.ExecutionId, fill.ExecutionSequence, fill.ClientOrderId, fill.Fee.Currency.Code)), Is.EqualTo(new[] { (told.ExecutionId, 1L, Orders.Id(2), "USD") }), "stream and history tell the same execution, with one number");
        Assert.That((await venue.HoldingsAsync(default)).NetBase, Is.EquivalentTo(new Dictionary<string, decimal> { ["BTC/USD"] = 0.01m }));
        Assert.That(await venue.TouchAsync(Orders.Bitcoin, default), Is.EqualTo((50_000m, 50_001m)));
        await ending.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Test]
    public async Task FindOrder_NeverSent_IsAbsent()
    {
        await using var server = await StartAsync();
        using var venue = Venue(server);
        Assert.That(await venue.FindOrderAsync(Orders.Reference(77), default), Is.Null);
        Assert.That((await venue.CancelAsync(Orders.Reference(77), default))!.Message, Is.EqualTo("EOrder:Unknown order"));
    }

    [Test]
    public async Task Feed_TheSandboxsMarket_IsTicksWithAProvenBook()
    {
        await using var server = await StartAsync();
        using var ending = new CancellationTokenSource();
        var (ticks, changes) = (Channel.CreateUnbounded<RawTick>(), Channel.CreateUnbounded<FeedChange>());
        var feed = VenueEntry.Find("kraken")!.MakeFeed(new FeedSetup { Hosts = LiveVenues.Hosts("kraken")[0].At(server.Address), Instruments = Instruments, Clock = TimeProvider.System, Books = true, OnChange = change => changes.Writer.TryWrite(change) });
        using var closing = (IDisposable)feed;
        var run = feed.RunAsync((in tick) => ticks.Writer.TryWrite(tick), ending.Token);
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        RawTick book;
        while ((book = await ticks.Reader.ReadAsync(late.Token)).Kind != MarketEventKind.Book) server.ShowQuote("BTC/USD", 50_000m, 10m, 50_001m, 11m);
        Assert.That((book.A, book.C), Is.EqualTo((50_000m, 50_001m)));
        await ending.CancelAsync();
        await run;
        while (changes.Reader.TryRead(out var change)) Assert.That(change.Kind, Is.Not.EqualTo(FeedChangeKind.Gap), change.Reason);
    }

    private static async Task<SandboxServer> StartAsync()
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "kraken", HasMarket = false, HeartbeatEvery = TimeSpan.FromMilliseconds(200) });
        server.ShowQuote("BTC/USD", 50_000m, 10m, 50_001m, 10m);
        return server;
    }

    private static ILiveVenue Venue(SandboxServer server)
    {
        var demo = SandboxAccount.DemoOf("kraken");
        return VenueEntry.Find("kraken")!.Make(new VenueSetup
        {
            Id = "kraken", Hosts = LiveVenues.Hosts("kraken")[0].At(server.Address), Credentials = new VenueCredentials(demo.Key, demo.Secret), Nonces = new SandboxRig.CountingNonces(),
            Instruments = Instruments, Clock = TimeProvider.System, BookedFrom = DateTimeOffset.UtcNow.AddHours(-1),
        });
    }
}
