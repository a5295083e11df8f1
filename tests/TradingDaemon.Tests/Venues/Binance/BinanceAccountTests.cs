using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Live.Support;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Requests;

namespace TradingDaemon.Tests.Venues.Binance;

/// <summary>What only a venue with a past, or in trouble, answers.</summary>
internal sealed class BinanceAccountTests
{
    private const string Order = """{"symbol":"BTCUSD","orderId":28,"clientOrderId":"a-b-c","origQty":"1","executedQty":"1","status":"FILLED","side":"BUY","type":"MARKET"}""";

    private LoopbackVenue _server = null!;
    private ILiveVenue _venue = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await LoopbackVenue.StartAsync();
        _server.Answer("/api/v3/time", $$"""{"serverTime":{{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}}}""");
        _venue = Venue(1, static setup => setup);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _venue.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task FillsSince_ATradeOlderThanTheOverlap_IsWhereTheNextQuestionBegins_UntilTheVenueForgetsIt()
    {
        var now = DateTimeOffset.UtcNow;
        var (old, young, reset) = (Trade(5, now.AddMinutes(-20)), Trade(6, now.AddSeconds(-9)), Trade(1, now.AddSeconds(-1)));
        _server.Answer("/api/v3/order", Order);
        _server.Answer("/api/v3/myTrades", $"[{old},{young}]", $"[{old},{young}]", $"[{old},{young}]", "[]", $"[{reset}]");
        Assert.That((await _venue.FillsSinceAsync(0, 10, default)).Select(static fill => (fill.ExecutionId, fill.ClientOrderId.Text)), Is.EqualTo(new[] { (Name(5, now.AddMinutes(-20)), "a-b-c"), (Name(6, now.AddSeconds(-9)), "a-b-c") }));
        Assert.That(_server.CountOf("/api/v3/order"), Is.EqualTo(1), "one order, asked once");
        Assert.That(await _venue.FillsSinceAsync(2, 10, default), Is.Empty);
        Assert.That(await _venue.FillsSinceAsync(2, 10, default), Is.Empty);
        Assert.That(_server.Asked.Last(static asked => asked.Path == "/api/v3/myTrades").Query, Does.Contain("fromId=5"));
        Assert.That((await _venue.FillsSinceAsync(2, 10, default)).Select(static fill => (fill.ExecutionId, fill.ExecutionSequence)), Is.EqualTo(new[] { (Name(1, now.AddSeconds(-1)), 3L) }), "a venue that was emptied counts anew");
        Assert.That(_server.Asked.Last(static asked => asked.Path == "/api/v3/myTrades").Query, Does.Not.Contain("fromId"));
    }

    [Test]
    public async Task FillsSince_AnEmptiedTestnetGivesABookedNumberAgain_IsAnotherExecution()
    {
        var now = DateTimeOffset.UtcNow;
        var (before, after) = (now.AddDays(-2), now.AddSeconds(-1));
        using var venue = Venue(1, setup => setup with { BookedFrom = now.AddDays(-3), Booked = [new BookedExecution(Name(5, before), 1, before)] });
        _server.Answer("/api/v3/order", Order);
        _server.Answer("/api/v3/myTrades", $"[{Trade(5, before)}]", $"[{Trade(5, after)}]");
        Assert.That(await venue.FillsSinceAsync(1, 10, default), Is.Empty, "it is booked");
        Assert.That((await venue.FillsSinceAsync(1, 10, default)).Select(static fill => (fill.ExecutionId, fill.ExecutionSequence)), Is.EqualTo(new[] { (Name(5, after), 2L) }), "begun anew");
    }

    /// <summary>Bug: the coin a fee was paid in was cash in the fill and a holding in the balances.</summary>
    [TestCase("BNB/USD", "BNB/USD"), TestCase("ETH/USD", null)]
    public async Task FillsSince_AFeeInAnotherCoin_IsWhatItsBalanceIs(string traded, string? holding)
    {
        using var venue = Venue(1, setup => setup with { Instruments = [BinanceRig.Instruments[0], BinanceRig.Instruments[1] with { Symbol = new Symbol(traded), Base = new Currency(traded[..3]) }] });
        _server.Answer("/api/v3/order", Order);
        _server.Answer("/api/v3/myTrades", $"[{Trade(5, DateTimeOffset.UtcNow)}]", "[]");
        _server.Answer("/api/v3/account", """{"balances":[{"asset":"BNB","free":"9.9","locked":"0"}]}""");
        var fill = (await venue.FillsSinceAsync(0, 10, default)).Single();
        Assert.That((fill.Fee, fill.FeeHolding?.Text), Is.EqualTo((new Money(0.1m, new Currency("BNB")), holding)));
        var told = await venue.HoldingsAsync(default);
        Assert.That((told.Cash.ContainsKey("BNB"), told.NetBase.ContainsKey(traded)), Is.EqualTo((holding is null, holding is not null)));
    }

    [Test]
    public async Task FillsSince_WhereMoneyIsReal_ANumberIsGivenOnceForAll()
    {
        using var venue = Venue(0, static setup => setup with { Hosts = setup.Hosts with { IsReal = true } });
        _server.Answer("/api/v3/order", Order);
        _server.Answer("/api/v3/myTrades", $"[{Trade(5, DateTimeOffset.UtcNow)}]");
        Assert.That((await venue.FillsSinceAsync(0, 10, default)).Select(static fill => fill.ExecutionId), Is.EqualTo(new[] { "BTCUSD:5" }));
    }

    [Test]
    public async Task Holdings_TheFirewallAnswers_IsAPauseAndNoRefusedKey()
    {
        _server.Answer("/api/v3/account", new LoopbackReply("<html>Forbidden</html>", 403));
        var fault = (await Assert.ThrowsAsync<VenueException>(async () => await _venue.HoldingsAsync(default)))!.Fault;
        Assert.That((fault.Kind, fault.RetryAfter), Is.EqualTo((VenueFaultKind.RateLimited, TimeSpan.FromMinutes(5))));
    }

    [TestCase("""{"subscriptionId":0,"event":{"e":"eventStreamTerminated","E":1}}"""), TestCase("""{"event":{"e":"serverShutdown","E":1}}""")]
    public async Task Run_TheVenueSaysItEnds_IsOverAtOnce(string frame)
    {
        _server.Answer("/api/v3/exchangeInfo", """{"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":6000}],"symbols":[]}""");
        _server.OnFrame = said => said.Contains("subscribe.signature", StringComparison.Ordinal) ? ["""{"id":"0","status":200,"result":{"subscriptionId":0},"rateLimits":[]}""", frame] : [];
        var events = System.Threading.Channels.Channel.CreateUnbounded<VenueEvent>();
        var over = await Assert.ThrowsAsync<VenueException>(async () => await _venue.RunAsync(events.Writer, default));
        Assert.That(over!.Fault.IsRetryable);
    }

    [Test]
    public async Task Place_WithAnAnswerThatIsNone_LeavesTheOutcomeOpen()
    {
        foreach (var reply in new[] { new LoopbackReply("", 500), new LoopbackReply("""{"code":-1007,"msg":"Timeout waiting for response from backend server."}""", 504), new LoopbackReply("nonsense") })
        {
            _server.Answer("/api/v3/order", reply);
            Assert.That(((PlacementAnswer.Failed)await _venue.PlaceAsync(Orders.Market(1), default)).Fault.Kind, Is.EqualTo(VenueFaultKind.OutcomeUnknown));
        }
    }

    [Test]
    public void Hosts_OnlyTheRealOnes_AreReal() =>
        Assert.That(LiveVenues.Hosts("binance").Select(static hosts => (hosts.World, hosts.IsReal, hosts.Rest.Host)), Is.EqualTo(new[] { ("live", true, "api.binance.com"), ("testnet", false, "testnet.binance.vision") }));

    [Test]
    public async Task FindOrder_WhereThirtySymbolsAreTraded_AsksThreeQuestionsOfTheOrdersOwn()
    {
        using var venue = Venue(1, static setup => setup with { Instruments = [.. Enumerable.Range(0, 30).Select(static i => BinanceRig.Instruments[0] with { Id = new InstrumentId(i), Symbol = new Symbol($"C{i}/USD"), Base = new Currency($"C{i}") })] });
        _server.Answer("/api/v3/order", new LoopbackReply("""{"code":-2013,"msg":"Order does not exist."}""", 400));
        _server.Answer("/api/v3/openOrders", "[]");
        _server.Answer("/api/v3/allOrders", "[]");
        Assert.That(await venue.FindOrderAsync(new OrderReference(Orders.Id(1), null, new Symbol("C29/USD")), default), Is.Null);
        var asked = _server.Asked.Where(static asked => asked.Path != "/api/v3/time").ToArray();
        Assert.That(asked.Select(static asked => asked.Path), Is.EqualTo(new[] { "/api/v3/order", "/api/v3/openOrders", "/api/v3/allOrders" }));
        Assert.That(asked.Select(static asked => asked.Query), Is.All.Contains("symbol=C29USD"));
    }

    private ILiveVenue Venue(int world, Func<VenueSetup, VenueSetup> with) => VenueEntry.Find("binance")!.Make(with(new VenueSetup
    {
        Id = "binance", Hosts = LiveVenues.Hosts("binance")[world].At(_server.Address), Credentials = new VenueCredentials("key", "secret"), Nonces = new SandboxRig.CountingNonces(),
        Instruments = [BinanceRig.Instruments[0]], Clock = TimeProvider.System, BookedFrom = DateTimeOffset.UtcNow.AddHours(-1),
    }));

    private static string Name(long id, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"BTCUSD:{id}@{at:yyyyMMdd}");

    private static string Trade(long id, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"symbol":"BTCUSD","id":{{id}},"orderId":28,"price":"100","qty":"1","commission":"0.1","commissionAsset":"BNB","time":{{at.ToUnixTimeMilliseconds()}},"isBuyer":true,"isMaker":false}""");
}
