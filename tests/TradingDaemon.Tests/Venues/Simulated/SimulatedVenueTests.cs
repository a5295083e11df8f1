using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Tests.Exchange;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Tests.Venues.Simulated;

[NonParallelizable] // another thread's collection counts against the thread that is measured
public sealed class SimulatedVenueTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly SimulatedVenueOptions Options = new() { Fsync = false };
    private static readonly InstrumentId Btc = new(0), Acme = new(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5); // only ever waited out by a failing test

    public static readonly InstrumentCatalog Catalog = new(
    [
        new Instrument { Id = Btc, Symbol = new Symbol("BTC/USD"), AssetClass = AssetClass.Crypto, Base = new Currency("BTC"), Quote = Currency.Usd, TickSize = 0.01m, LotSize = 0.001m, MinNotional = 10m, Venue = "simulated", VenueSymbol = "BTCUSD" },
        new Instrument { Id = Acme, Symbol = new Symbol("ACME"), AssetClass = AssetClass.Equity, Base = new Currency("ACME"), Quote = Currency.Usd, TickSize = 0.01m, LotSize = 1m, Venue = "simulated", VenueSymbol = "ACME", Shortable = true },
        new Instrument { Id = new InstrumentId(2), Symbol = new Symbol("EUR/USD"), AssetClass = AssetClass.Forex, Base = new Currency("EUR"), Quote = Currency.Usd, TickSize = 0.00001m, LotSize = 1m, Venue = "simulated", VenueSymbol = "EURUSD" },
        new Instrument { Id = new InstrumentId(3), Symbol = new Symbol("ACME250620C00100000"), AssetClass = AssetClass.Option, Base = new Currency("ACME250620C00100000"), Quote = Currency.Usd, TickSize = 0.05m, LotSize = 1m, Multiplier = 100m, Venue = "simulated", VenueSymbol = "ACME250620C00100000" },
    ]);

    public static DurableOrder Order(string id, string symbol, OrderSide side, OrderTerms terms) => new(new ApprovedOrder(new OrderIntent
    {
        ClientOrderId = new ClientOrderId(id), Strategy = new StrategyId("test"), Symbol = new Symbol(symbol), Venue = "simulated", Side = side, Terms = terms,
        IsReduceOnly = false, Reason = "test", DecisionBid = 1m, DecisionAsk = 1m, DecidedAt = Start,
    }));

    private static RawTick Quote(InstrumentId id, DateTimeOffset at, decimal bid, decimal ask) => RawTick.OfQuote(id, at, at, bid, 5m, ask, 5m);

    private static OrderTerms.Market Market(decimal quantity) => new(Quantity.From(quantity));

    private static OrderTerms.Limit Limit(decimal quantity, decimal price, TimeInForce life = TimeInForce.GoodTilCancelled, bool postOnly = false) => new(Quantity.From(quantity), Price.From(price), life, postOnly);

    [Test]
    public async Task Stepped_EveryKindOfAnswer_ComesInDomainWords()
    {
        using var venue = new SimulatedVenue(Options, Catalog, Start);
        venue.Observe(Quote(Btc, Start, 99m, 100m));
        var orders = new[]
        {
            Order("a", "BTC/USD", OrderSide.Buy, Market(2m)),
            Order("a", "BTC/USD", OrderSide.Buy, Market(2m)),
            Order("b", "BTC/USD", OrderSide.Buy, Limit(20m, 100m, TimeInForce.ImmediateOrCancel)),
            Order("c", "BTC/USD", OrderSide.Buy, Limit(1m, 100m, postOnly: true)),
            Order("d", "NONE", OrderSide.Buy, Market(1m)),
            Order("e", "ACME", OrderSide.Buy, Market(1m)),
            Order("f", "BTC/USD", OrderSide.Sell, Market(100m)),
            Order("g", "BTC/USD", OrderSide.Buy, Limit(1m, 98.001m)),
            Order("h", "BTC/USD", OrderSide.Buy, Limit(1m, 98m, TimeInForce.Day)),
            Order("i", "BTC/USD", OrderSide.Sell, new OrderTerms.Stop(Quantity.From(1m), Price.From(90m))),
        };
        foreach (var order in orders) venue.Place(order, Start);
        venue.Cancel(orders[^1].Intent.ClientOrderId, Start);
        venue.Cancel(orders[0].Intent.ClientOrderId, Start);
        Assert.That(venue.NextDueAt, Is.InRange(Start.AddMilliseconds(5), Start.AddMilliseconds(40)));
        venue.AdvanceTo(Start.AddSeconds(1));
        var events = new List<VenueEvent>();
        Assert.That(venue.Drain(events), Is.EqualTo(events.Count));
        Assert.Multiple(() =>
        {
            Assert.That(events.OfType<VenueEvent.Accepted>().Select(e => e.ClientOrderId.Text), Is.EqualTo(new[] { "a", "b", "h", "i" }));
            Assert.That(events.OfType<VenueEvent.Refused>().Select(e => (e.ClientOrderId.Text, e.Why)), Is.EqualTo(new[]
            {
                ("a", VenueRefusal.DuplicateClientOrderId), ("c", VenueRefusal.WouldTake), ("d", VenueRefusal.UnknownInstrument), ("e", VenueRefusal.NoLiquidity),
                ("f", VenueRefusal.InsufficientFunds), ("g", VenueRefusal.InvalidIncrement),
            }));
            Assert.That(events.OfType<VenueEvent.CancelDone>().Select(e => e.ClientOrderId.Text), Is.EqualTo(new[] { "b", "i" }));
            Assert.That(events.OfType<VenueEvent.CancelRefused>().Single().ClientOrderId.Text, Is.EqualTo("a"));
            var fill = events.OfType<VenueEvent.Executed>().First().Fill;
            Assert.That((fill.ExecutionSequence, fill.ExecutionId, fill.Venue, fill.Symbol.Text, fill.Side), Is.EqualTo((1L, "E1", "simulated", "BTC/USD", OrderSide.Buy)));
            Assert.That((fill.Price.QuotePerBase, fill.Quantity.Base, fill.Fee, fill.Liquidity, fill.IsSimulated), Is.EqualTo((100m, 2m, new Money(0.4m, Currency.Usd), Liquidity.Taker, true)));
        });
        venue.AdvanceTo(Start.AddDays(1));
        events.Clear();
        venue.AdvanceTo(Start.AddDays(1).AddSeconds(1));
        venue.Drain(events);
        Assert.That(events.Single(), Is.InstanceOf<VenueEvent.Expired>());
        Assert.That((await venue.FindOrderAsync(new OrderReference(new ClientOrderId("h"), null, new Symbol("BTC/USD")), default))!.Status, Is.EqualTo(OrderStatus.Expired));
    }

    [Test]
    public async Task Queries_AfterTrading_AnswerFromTheVenuesOwnRecords()
    {
        using var venue = new SimulatedVenue(Options with { LatencyMin = TimeSpan.Zero, LatencyMax = TimeSpan.Zero }, Catalog, Start);
        venue.Observe(Quote(Acme, Start, 10m, 10m));
        venue.Place(Order("short", "ACME", OrderSide.Sell, Market(3m)), Start);
        venue.Observe(Quote(Btc, Start, 99m, 100m));
        venue.Place(Order("part", "BTC/USD", OrderSide.Buy, Limit(7m, 98m)), Start);
        venue.AdvanceTo(Start);
        venue.Observe(Quote(Btc, Start, 97m, 98m));
        venue.Place(Order("open", "BTC/USD", OrderSide.Buy, Limit(1m, 90m)), Start);
        venue.Place(Order("gone", "BTC/USD", OrderSide.Buy, Limit(1m, 90m)), Start);
        venue.Cancel(Order("gone", "BTC/USD", OrderSide.Buy, Limit(1m, 90m)).Intent.ClientOrderId, Start);
        venue.Place(Order("stop", "BTC/USD", OrderSide.Buy, new OrderTerms.Stop(Quantity.From(900m), Price.From(99m))), Start);
        venue.AdvanceTo(Start);
        venue.Observe(RawTick.OfBook(Btc, Start, Start, new BookSnapshot([new BookLevel(148m, 1m)], [new BookLevel(150m, 1_000m)])));
        var holdings = await venue.HoldingsAsync(default);
        var fills = await venue.FillsSinceAsync(1, 10, default);
        var open = await venue.OpenOrdersAsync(default);
        async Task<OrderStatus?> Status(string id) => (await venue.FindOrderAsync(new OrderReference(new ClientOrderId(id), null, new Symbol("BTC/USD")), default))?.Status;
        Assert.That(holdings.NetBase, Is.EquivalentTo(new Dictionary<string, decimal> { ["BTC/USD"] = 5m, ["ACME"] = -3m }));
        Assert.That(holdings.Cash["USD"], Is.EqualTo(100_000m + 30m - 0.012m - 490m - 0.49m));
        Assert.That(fills.Select(f => (f.ClientOrderId.Text, f.Liquidity)), Is.EqualTo(new[] { ("part", Liquidity.Maker) }));
        Assert.That(open.Select(o => (o.ClientOrderId.Text, o.Status, o.QuantityBase, o.FilledBase)), Is.EqualTo(new[] { ("part", OrderStatus.PartiallyFilled, 7m, 5m), ("open", OrderStatus.Open, 1m, 0m) }));
        Assert.That(await Status("short"), Is.EqualTo(OrderStatus.Filled));
        Assert.That(await Status("gone"), Is.EqualTo(OrderStatus.Cancelled));
        Assert.That(await Status("stop"), Is.EqualTo(OrderStatus.Rejected));
        Assert.That(await Status("never"), Is.Null);
    }

    [Test]
    public void Observe_TradesAndBars_ReachTheExchange()
    {
        using var venue = new SimulatedVenue(Options, Catalog, Start);
        venue.Observe(RawTick.OfBar(Btc, Start.AddMinutes(-1), Start, TimeSpan.FromMinutes(1), 10m, 12m, 9m, 11m, 5m));
        venue.Observe(RawTick.OfTrade(Acme, Start, Start, 20m, 1m, AggressorSide.Buy));
        Assert.That(venue.LastPrices(), Is.EquivalentTo(new Dictionary<string, decimal> { ["BTC/USD"] = 11m, ["ACME"] = 20m }));
    }

    [Test]
    public void Fees_Overridden_AreTheOnesCharged()
    {
        var options = Options with { LatencyMin = TimeSpan.Zero, LatencyMax = TimeSpan.Zero, Fees = new Dictionary<AssetClass, FeeRates> { [AssetClass.Crypto] = new(0m, 0.01m, 0m) }, OpenOrdersMax = 0 };
        using var venue = new SimulatedVenue(options with { OpenOrdersMax = 1 }, Catalog, Start);
        venue.Observe(Quote(Btc, Start, 99m, 100m));
        venue.Place(Order("a", "BTC/USD", OrderSide.Buy, Market(1m)), Start);
        venue.AdvanceTo(Start);
        var events = new List<VenueEvent>();
        venue.Drain(events);
        Assert.That(events.OfType<VenueEvent.Executed>().Single().Fill.Fee.Amount, Is.EqualTo(1m));
        using var full = new SimulatedVenue(options, Catalog, Start);
        full.Observe(Quote(Btc, Start, 99m, 100m));
        full.Place(Order("a", "BTC/USD", OrderSide.Buy, Market(1m)), Start);
        full.AdvanceTo(Start);
        events.Clear();
        full.Drain(events);
        Assert.That(((VenueEvent.Refused)events.Single()).Why, Is.EqualTo(VenueRefusal.Other));
    }

    [Test]
    public async Task Live_PlacedOrder_IsReportedWhenItsTimeHasComeAndNotBefore()
    {
        var clock = new ManualClock(Start);
        using var venue = new SimulatedVenue(Options, Catalog, clock);
        using var stopping = new CancellationTokenSource();
        var events = Channel.CreateUnbounded<VenueEvent>();
        var pump = venue.RunAsync(events.Writer, stopping.Token);
        venue.Observe(Quote(Btc, Start, 99m, 100m));
        await venue.PlaceAsync(Order("live", "BTC/USD", OrderSide.Buy, Limit(2m, 98m)), default);
        Assert.That(await NextAsync(events, clock), Is.InstanceOf<VenueEvent.StreamOpened>());
        var accepted = await NextAsync(events, clock);
        Assert.That(accepted, Is.InstanceOf<VenueEvent.Accepted>());
        Assert.That((clock.GetUtcNow() - Start).TotalMilliseconds, Is.InRange(10, 82), "there and back, in whole milliseconds");
        venue.Observe(Quote(Btc, clock.GetUtcNow(), 97m, 98m));
        Assert.That(((VenueEvent.Executed)await NextAsync(events, clock)).Fill.Liquidity, Is.EqualTo(Liquidity.Maker), "an observation wakes the pump too");
        await venue.CancelAsync(new OrderReference(new ClientOrderId("live"), null, new Symbol("BTC/USD")), default);
        Assert.That(await NextAsync(events, clock), Is.InstanceOf<VenueEvent.CancelRefused>());
        await stopping.CancelAsync();
        await pump.WaitAsync(Patience);
        Assert.That(pump.IsCompletedSuccessfully);
    }

    [Test]
    public void Live_WithoutAClock_IsRefused()
    {
        using var venue = new SimulatedVenue(Options, Catalog, Start);
        Assert.That(() => venue.PlaceAsync(Order("a", "ACME", OrderSide.Buy, Market(1m)), default).AsTask(), Throws.InvalidOperationException);
        Assert.That((venue.Id, venue.IsSimulated, venue.NextDueAt), Is.EqualTo(("simulated", true, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task Restart_WithLedger_MeetsTheSameVenue()
    {
        using var folder = new TemporaryFolder();
        var options = Options with { LedgerPath = folder.File("venue.ledger") };
        using (var venue = new SimulatedVenue(options, Catalog, Start))
        {
            venue.Observe(Quote(Btc, Start, 99m, 100m));
            venue.Place(Order("filled", "BTC/USD", OrderSide.Buy, Market(2m)), Start);
            venue.Place(Order("open", "BTC/USD", OrderSide.Buy, Limit(1m, 98m)), Start);
            venue.AdvanceTo(Start.AddSeconds(1));
        }

        using var again = new SimulatedVenue(options, Catalog, Start.AddHours(1));
        Assert.That(again.Recovery.Events, Is.EqualTo(5));
        Assert.That((await again.OpenOrdersAsync(default)).Single().ClientOrderId.Text, Is.EqualTo("open"));
        Assert.That((await again.FillsSinceAsync(0, 10, default)).Single().Quantity.Base, Is.EqualTo(2m));
        Assert.That((await again.HoldingsAsync(default)).Cash["USD"], Is.EqualTo(100_000m - 200.4m));
        Assert.That(again.LastPrices()["BTC/USD"], Is.EqualTo(99.5m));
    }

    [Test]
    public void Replay_SameTicksAndOrders_GivesTheSameEvents()
    {
        List<VenueEvent> Run(ulong seed)
        {
            using var venue = new SimulatedVenue(Options with { Seed = seed }, Catalog, Start);
            var source = new SyntheticTickSource(new SimulatedFeedOptions { Seed = 3 }, Catalog.All, Start);
            var events = new List<VenueEvent>();
            for (var i = 0; i < 20_000; i++)
            {
                source.Next(out var tick);
                venue.Observe(tick);
                if (i % 100 == 99) venue.Place(Order($"o{i}", "BTC/USD", i % 200 == 99 ? OrderSide.Buy : OrderSide.Sell, Market(0.5m)), tick.ReceivedTime);
                if (venue.NextDueAt <= tick.ReceivedTime) venue.AdvanceTo(tick.ReceivedTime);
                venue.Drain(events);
            }

            return events;
        }

        var first = Run(1);
        Assert.That(first.OfType<VenueEvent.Executed>().Count(), Is.GreaterThan(100));
        Assert.That(Run(1), Is.EqualTo(first));
        Assert.That(Run(2), Is.Not.EqualTo(first));
    }

    [Test]
    public void Observe_NothingResting_AllocatesNothing([Values] bool isLive)
    {
        using var venue = isLive ? new SimulatedVenue(Options, Catalog, new ManualClock(Start)) : new SimulatedVenue(Options, Catalog, Start);
        venue.Place(Order("elsewhere", "ACME", OrderSide.Buy, Limit(1m, 1m)), Start);
        venue.AdvanceTo(Start.AddSeconds(1));
        venue.Drain([]);
        var at = Start.AddSeconds(2);
        var ticks = new[] { Quote(Btc, at, 99m, 100m), RawTick.OfTrade(Btc, at, at, 99m, 1m, AggressorSide.Buy), RawTick.OfBook(Btc, at, at, new BookSnapshot([new BookLevel(1m, 1m)], [new BookLevel(2m, 1m)])) };
        void Show(int count)
        {
            for (var i = 0; i < count; i++) venue.Observe(ticks[i % 3]);
        }

        Show(1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Show(10_000);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(200));
        var best = double.MaxValue; // of many, for the machine has other things to do as well
        for (var run = 0; run < 100; run++)
        {
            var started = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < 50_000; i++) venue.Observe(ticks[0]);
            best = Math.Min(best, TimeProvider.System.GetElapsedTime(started).TotalNanoseconds / 50_000);
        }

        TestContext.Out.WriteLine($"Observe: {best:0.0} ns a quote");
    }

    private static async Task<VenueEvent> NextAsync(Channel<VenueEvent> events, ManualClock clock)
    {
        var next = events.Reader.ReadAsync().AsTask();
        var started = TimeProvider.System.GetTimestamp();
        while (!next.IsCompleted)
        {
            // The pump sets its alarm on its own thread; move to it as soon as it is there.
            if (clock.NextAlarmAt is { } alarm) clock.Advance(alarm > clock.GetUtcNow() ? alarm - clock.GetUtcNow() : TimeSpan.Zero);
            if (TimeProvider.System.GetElapsedTime(started) > Patience) Assert.Fail("No report came.");
            await Task.Yield();
        }

        return await next;
    }
}
