using System.Threading.Channels;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Kraken;

internal sealed class KrakenFeedTests
{
    private const string Ticker = """{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":63299.4,"bid_qty":0.5,"ask":63299.5,"ask_qty":0.25,"last":63299.5,"timestamp":"2026-08-12T19:28:08.631028Z"}]}""";
    private const string Trades = """{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"sell","price":63299.4,"qty":0.1,"ord_type":"market","trade_id":7,"timestamp":"2026-08-12T19:28:08.631028Z"},{"symbol":"BTC/USD","side":"buy","price":63299.5,"qty":0.2,"ord_type":"limit","trade_id":8,"timestamp":"2026-08-12T19:28:08.631028Z"}]}""";
    private const string Picture = """{"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD","bids":[{"price":45283.5,"qty":0.10000000},{"price":45283.4,"qty":1.54582015},{"price":45282.1,"qty":0.10000000},{"price":45281.0,"qty":0.10000000},{"price":45280.3,"qty":1.54592586},{"price":45279.0,"qty":0.07990000},{"price":45277.6,"qty":0.03310103},{"price":45277.5,"qty":0.30000000},{"price":45277.3,"qty":1.54602737},{"price":45276.6,"qty":0.15445238}],"asks":[{"price":45285.2,"qty":0.00100000},{"price":45286.4,"qty":1.54571953},{"price":45286.6,"qty":1.54571109},{"price":45289.6,"qty":1.54560911},{"price":45290.2,"qty":0.15890660},{"price":45291.8,"qty":1.54553491},{"price":45294.7,"qty":0.04454749},{"price":45296.1,"qty":0.35380000},{"price":45297.5,"qty":0.09945542},{"price":45299.5,"qty":0.18772827}],"checksum":3310070434}]}""";
    private const string WrongUpdate = """{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":45283.5,"qty":0.2}],"asks":[],"checksum":1,"timestamp":"2026-08-12T19:28:09.631028Z"}]}""";

    [Test]
    public async Task Run_QuotesAndTrades_AreTicksAndEachTradeOnce()
    {
        await using var rig = await KrakenRig.StartAsync();
        using var ending = new CancellationTokenSource();
        var live = Trades.Replace("\"trade_id\":7", "\"trade_id\":9", StringComparison.Ordinal).Replace("\"trade_id\":8", "\"trade_id\":10", StringComparison.Ordinal).Replace("2026-08-12", "2099-08-12", StringComparison.Ordinal);
        rig.Server.OnFrame = frame => frame.Contains("trade", StringComparison.Ordinal) ? [Ticker, Trades, live, live] : [];
        var (ticks, changes) = rig.Feed(withBooks: false, ending.Token);
        var quote = await NextAsync(ticks);
        Assert.That((quote.Kind, quote.A, quote.B, quote.C, quote.D), Is.EqualTo((MarketEventKind.Quote, 63299.4m, 0.5m, 63299.5m, 0.25m)));
        Assert.That((await NextAsync(ticks)).A, Is.EqualTo(63299.5m), "of what was traded before it listened the newest alone");
        var (first, second) = (await NextAsync(ticks), await NextAsync(ticks));
        Assert.That(new[] { first, second }.Select(static trade => (trade.Kind, trade.A, trade.B, trade.Aggressor)), Is.EqualTo(new[] { (MarketEventKind.Trade, 63299.4m, 0.1m, AggressorSide.Sell), (MarketEventKind.Trade, 63299.5m, 0.2m, AggressorSide.Buy) }));
        Assert.That((await NextAsync(changes, FeedChangeKind.Confirmed)).Symbol, Is.Null.Or.EqualTo(new Symbol("BTC/USD")));
        Assert.That(rig.Server.Frames.First(), Is.EqualTo("""{"method":"subscribe","params":{"channel":"ticker","symbol":["BTC/USD"],"event_trigger":"bbo"}}"""));
        await rig.Server.SayAsync(Ticker);
        Assert.That((await NextAsync(ticks)).Kind, Is.EqualTo(MarketEventKind.Quote), "the same trades again were no news");
        await ending.CancelAsync();
    }

    [Test]
    public async Task Run_ABookThatDoesNotAddUp_IsAskedForAgainAndHidesItsQuotes()
    {
        await using var rig = await KrakenRig.StartAsync();
        using var ending = new CancellationTokenSource();
        rig.Server.OnFrame = static frame => frame.Contains("\"subscribe\"", StringComparison.Ordinal) && frame.Contains("book", StringComparison.Ordinal) ? [Picture] : [];
        var (ticks, changes) = rig.Feed(withBooks: true, ending.Token);
        var book = await NextAsync(ticks);
        Assert.That((book.Kind, book.A, book.C, book.Book!.Bids.Count), Is.EqualTo((MarketEventKind.Book, 45283.5m, 45285.2m, 10)));
        await rig.Server.SayAsync(WrongUpdate);
        await rig.Server.SayAsync(Ticker);
        Assert.That((await NextAsync(changes, FeedChangeKind.Gap)).Reason, Is.EqualTo("its book does not add up"));
        Assert.That((await NextAsync(ticks)).Kind, Is.EqualTo(MarketEventKind.Book), "the next thing shown is the new picture");
        Assert.That(rig.Server.Frames, Does.Contain("""{"method":"unsubscribe","params":{"channel":"book","symbol":["BTC/USD"],"depth":10}}"""));
        await ending.CancelAsync();
    }

    [Test]
    public async Task Run_AFrameThatCannotBeRead_MakesANewConnection()
    {
        await using var rig = await KrakenRig.StartAsync();
        using var ending = new CancellationTokenSource();
        rig.Server.OnFrame = static frame => frame.Contains("trade", StringComparison.Ordinal) ? [Ticker] : [];
        var (ticks, changes) = rig.Feed(withBooks: false, ending.Token);
        await NextAsync(ticks);
        await rig.Server.SayAsync("CloudFlare WebSocket proxy restarting");
        Assert.That((await NextAsync(changes, FeedChangeKind.Lost)).Reason, Does.Contain("GARBLED"));
        Assert.That((await NextAsync(ticks)).Kind, Is.EqualTo(MarketEventKind.Quote));
        await ending.CancelAsync();
    }

    [Test]
    public async Task Run_ARefusedSymbol_IsTold()
    {
        await using var rig = await KrakenRig.StartAsync();
        using var ending = new CancellationTokenSource();
        rig.Server.OnFrame = static _ => ["""{"error":"Currency pair not supported BTC/USD","method":"subscribe","success":false,"symbol":"BTC/USD","time_in":"2026-05-01T00:00:00.000001Z","time_out":"2026-05-01T00:00:00.000002Z"}"""];
        var (_, changes) = rig.Feed(withBooks: false, ending.Token);
        Assert.That((await NextAsync(changes, FeedChangeKind.Gap)).Reason, Is.EqualTo("Currency pair not supported BTC/USD"));
        await ending.CancelAsync();
    }

    [Test]
    public async Task Candles_SeveralPages_AreEachToldOnceAndTheFormingOneNever()
    {
        await using var rig = await KrakenRig.StartAsync();
        var begin = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
        rig.Public("OHLC", Page(0, 1, 2), Page(2, 3, 4), Page(4));
        var candles = new List<RawTick>();
        await foreach (var candle in rig.Market().CandlesAsync(KrakenRig.Instruments[0], TimeSpan.FromMinutes(1), begin, begin.AddMinutes(4), default)) candles.Add(candle);
        Assert.That(candles.Select(static candle => (candle.SourceTime.Minute, candle.A, candle.B, candle.C, candle.D, candle.E, candle.Interval)), Is.EqualTo(Enumerable.Range(0, 4).Select(static minute => (minute, 10m, 12m, 9m, 11m, 5.5m, TimeSpan.FromMinutes(1)))));
        Assert.That(rig.Server.Asked.Where(static asked => asked.Path == "/0/public/OHLC").Select(static asked => asked.Query).First(), Does.StartWith("?pair=XBTUSD&interval=1&since="));
        Assert.That(async () => await rig.Market().CandlesAsync(KrakenRig.Instruments[0], TimeSpan.FromMinutes(7), begin, begin, default).GetAsyncEnumerator().MoveNextAsync(), Throws.InstanceOf<ArgumentOutOfRangeException>());

        string Page(params int[] minutes) => KrakenRig.Result($$"""{"XXBTZUSD":[{{string.Join(',', minutes.Select(minute => $"[{begin.AddMinutes(minute).ToUnixTimeSeconds()},\"10\",\"12\",\"9\",\"11\",\"10.5\",\"5.5\",3]"))}}],"last":0}""");
    }

    [Test]
    public async Task Touch_BothSides_OrNothing()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Public("Ticker", KrakenRig.Result("""{"XXBTZUSD":{"a":["101.5","1","1.000"],"b":["100.5","1","1.000"]}}"""), KrakenRig.Result("""{"XXBTZUSD":{"a":["0.0","1","1.000"],"b":["100.5","1","1.000"]}}"""));
        Assert.That(await rig.Market().TouchAsync(Orders.Bitcoin, default), Is.EqualTo((100.5m, 101.5m)));
        Assert.That(await rig.Venue().TouchAsync(Orders.Bitcoin, default), Is.Null);
    }

    /// <summary>Bug: the prices of several were as many questions in one burst, and the venue allows about one a second.</summary>
    [Test]
    public async Task Prices_OfSeveral_AreOneQuestion()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Public("Ticker", KrakenRig.Result("""{"XETHZUSD":{"a":["11","1","1"],"b":["10","1","1"]},"XXBTZUSD":{"a":["101.5","1","1"],"b":["100.5","1","1"]},"SOLUSD":{"a":["0.0","0","0"],"b":["9","1","1"]}}"""));
        Instrument[] instruments = [.. KrakenRig.Instruments, KrakenRig.Instruments[0] with { Id = new InstrumentId(2), Symbol = new Symbol("SOL/USD"), VenueSymbol = "SOLUSD" }];
        var told = await PriceQuestion.AskAsync(rig.Market(), instruments, default);
        Assert.That(told, Is.EqualTo(new[] { new ToldPrice(Orders.Bitcoin, 100.5m, 101.5m, null, null), new ToldPrice(new Symbol("ETH/USD"), 10m, 11m, null, null) }), "one that has no ask has no touch");
        Assert.That(rig.Server.Asked.Where(static asked => asked.Path == "/0/public/Ticker").Select(static asked => Uri.UnescapeDataString(asked.Query)), Is.EqualTo(new[] { "?pair=XBTUSD,ETHUSD,SOLUSD" }));
    }

    /// <summary>One name the venue does not know spoils a question of several: then all pairs are asked for, a second later, and the others are had.</summary>
    [Test]
    public async Task Prices_OfSeveralAndOneUnknown_AreThoseOfTheOthers()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Public("Ticker", KrakenRig.Error("EQuery:Unknown asset pair"), KrakenRig.Result("""{"ADAUSD":{"a":["2","1","1"],"b":["1","1","1"]},"XXBTZUSD":{"a":["101.5","1","1"],"b":["100.5","1","1"]}}"""));
        var clock = new FastClock(100);
        using var market = VenueEntry.Find("kraken")!.MakeMarket(new FeedSetup { Hosts = rig.Hosts, Instruments = KrakenRig.Instruments, Clock = clock })!;
        var told = await PriceQuestion.AskAsync(market, KrakenRig.Instruments, default);
        Assert.That(told, Is.EqualTo(new[] { new ToldPrice(Orders.Bitcoin, 100.5m, 101.5m, null, null) }));
        Assert.That(clock.Gone, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)), "about one question a second");
        Assert.That(rig.Server.Asked.Where(static asked => asked.Path == "/0/public/Ticker").Select(static asked => Uri.UnescapeDataString(asked.Query)), Is.EqualTo(new[] { "?pair=XBTUSD,ETHUSD", "" }));
    }

    [Test]
    public async Task Rules_AsTold_AreTicksLotsMinimumsAndStates()
    {
        await using var rig = await KrakenRig.StartAsync();
        var rules = await rig.Market().RulesAsync(default);
        Assert.That(rules.Select(static rule => (rule.Symbol.Text, rule.VenueSymbol, rule.TickSize, rule.LotSize, rule.MinQuantity, rule.MinNotional, rule.Status, rule.IsTradable)), Is.EqualTo(new[]
        {
            ("BTC/USD", "XBTUSD", (decimal?)0.1m, (decimal?)0.00000001m, (decimal?)0.0001m, (decimal?)0.5m, "online", (bool?)true),
            ("ETH/USD", "ETHUSD", 0.01m, 0.00000001m, 0.001m, 0.5m, "cancel_only", false),
        }));
    }

    private static async Task<RawTick> NextAsync(ChannelReader<RawTick> ticks)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        return await ticks.ReadAsync(late.Token);
    }

    private static async Task<FeedChange> NextAsync(ChannelReader<FeedChange> changes, FeedChangeKind kind)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (true)
            if (await changes.ReadAsync(late.Token) is { } change && change.Kind == kind) return change;
    }
}
