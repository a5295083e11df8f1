using NUnit.Framework;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Live.Support;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Venues.Kraken;

internal sealed class KrakenOrdersTests
{
    private const string Taken = """{"error":[],"result":{"descr":{"order":"buy"},"txid":["OAAAAA-BBBBB-CCCCCC"]}}""";
    private const string Html = "<html><body>520: Web server is returning an unknown error</body></html>";

    [Test]
    public async Task Place_ATakenOrder_IsAcceptedAndWasSentOnTheVenuesTerms()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("AddOrder", Taken);
        var venue = rig.Venue();
        await venue.RulesAsync(default);
        Assert.That(await venue.PlaceAsync(Orders.Limit(1, price: 40_000.17m), default), Is.EqualTo(new PlacementAnswer.Accepted("OAAAAA-BBBBB-CCCCCC")));
        Assert.That(rig.Server.BodyOf("/0/private/AddOrder"), Does.Contain($"&pair=XBTUSD&type=buy&ordertype=limit&volume=0.01&cl_ord_id={Orders.Id(1)}&price=40000.1&deadline="));
    }

    [TestCase("EOrder:Insufficient funds", VenueRefusal.InsufficientFunds)]
    [TestCase("EOrder:Order minimum not met", VenueRefusal.InvalidIncrement)]
    [TestCase("EOrder:Post only order", VenueRefusal.WouldTake)]
    [TestCase("EService:Market in cancel_only mode", VenueRefusal.MarketClosed)]
    [TestCase("EService:Deadline elapsed", VenueRefusal.Other)]
    [TestCase("EQuery:Unknown asset pair", VenueRefusal.UnknownInstrument)]
    public async Task Place_ADefiniteNo_IsRefusedInTheVenuesWords(string text, VenueRefusal why)
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("AddOrder", KrakenRig.Error(text));
        var refused = (PlacementAnswer.Refused)await rig.Venue().PlaceAsync(Orders.Limit(1), default);
        Assert.That((refused.Why, refused.Reason), Is.EqualTo((why, $"{text.Split(':')[0]}: {text}")));
    }

    [TestCase("EService:Unavailable", VenueFaultKind.OutcomeUnknown)]
    [TestCase("EService:Busy", VenueFaultKind.OutcomeUnknown)]
    [TestCase("EGeneral:Internal error", VenueFaultKind.OutcomeUnknown)]
    [TestCase("ESomething:Newly invented", VenueFaultKind.OutcomeUnknown)]
    [TestCase("EAPI:Invalid nonce", VenueFaultKind.Retry)]
    [TestCase("EAPI:Invalid signature", VenueFaultKind.Authentication)]
    [TestCase("EAPI:Rate limit exceeded", VenueFaultKind.RateLimited)]
    [TestCase("EOrder:Rate limit exceeded", VenueFaultKind.RateLimited)]
    public async Task Place_AFault_IsWhatTheTableSays(string text, VenueFaultKind kind)
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("AddOrder", KrakenRig.Error(text));
        Assert.That(((PlacementAnswer.Failed)await rig.Venue().PlaceAsync(Orders.Limit(1), default)).Fault.Kind, Is.EqualTo(kind));
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        yield return new TestCaseData(new LoopbackReply(Html, 520), VenueFaultKind.OutcomeUnknown, "520").SetName("Place_HtmlOf520_LeavesOpenWhatHappened");
        yield return new TestCaseData(new LoopbackReply(Html), VenueFaultKind.OutcomeUnknown, "GARBLED").SetName("Place_HtmlAsASuccess_LeavesOpenWhatHappened");
        yield return new TestCaseData(new LoopbackReply("{}"), VenueFaultKind.OutcomeUnknown, "GARBLED").SetName("Place_AnotherObject_LeavesOpenWhatHappened");
        yield return new TestCaseData(new LoopbackReply(""), VenueFaultKind.OutcomeUnknown, "GARBLED").SetName("Place_NoBody_LeavesOpenWhatHappened");
        yield return new TestCaseData(new LoopbackReply("", 503), VenueFaultKind.OutcomeUnknown, "503").SetName("Place_503_LeavesOpenWhatHappened");
        yield return new TestCaseData(new LoopbackReply("") { IsCut = true }, VenueFaultKind.OutcomeUnknown, "CUT").SetName("Place_ACutConnection_LeavesOpenWhatHappened");
        yield return new TestCaseData(new LoopbackReply("") { IsSilent = true }, VenueFaultKind.OutcomeUnknown, "TIMEOUT").SetName("Place_Silence_LeavesOpenWhatHappened");
        yield return new TestCaseData(new LoopbackReply("no gzip") { Headers = [("Content-Encoding", "gzip")] }, VenueFaultKind.OutcomeUnknown, "GARBLED").SetName("Place_NoGzipThatSaysItIs_LeavesOpenWhatHappened");
        yield return new TestCaseData(new LoopbackReply("slow down", 429) { Headers = [("Retry-After", "7")] }, VenueFaultKind.RateLimited, "429").SetName("Place_429_IsRateLimited");
    }

    [TestCaseSource(nameof(Broken))]
    public async Task Place_WithoutAnAnswerOfTheVenue_SaysWhatIsKnown(LoopbackReply reply, VenueFaultKind kind, string code)
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("AddOrder", reply);
        var venue = rig.Venue(static setup => setup with { Line = setup.Line with { RequestMax = TimeSpan.FromMilliseconds(500) } });
        var fault = ((PlacementAnswer.Failed)await venue.PlaceAsync(Orders.Limit(1), default)).Fault;
        Assert.Multiple(() =>
        {
            Assert.That((fault.Kind, fault.Code), Is.EqualTo((kind, code)));
            Assert.That(fault.RetryAfter, Is.EqualTo(reply.Status == 429 ? TimeSpan.FromSeconds(7) : null));
            Assert.That(rig.Server.CountOf("/0/private/AddOrder"), Is.EqualTo(1), "sent once, whatever happened");
        });
    }

    [Test]
    public async Task Place_NobodyThere_IsProvenNotSent()
    {
        await using var rig = await KrakenRig.StartAsync();
        var venue = rig.Venue(static setup => setup with { Hosts = setup.Hosts.At(new Uri("http://127.0.0.1:1")) });
        Assert.That(((PlacementAnswer.Failed)await venue.PlaceAsync(Orders.Limit(1), default)).Fault, Has.Property("Kind").EqualTo(VenueFaultKind.Retry).And.Property("Code").EqualTo("NOT_SENT"));
    }

    [Test]
    public async Task Place_AgainstTheRules_IsRefusedHereAndNamesTheRule()
    {
        await using var rig = await KrakenRig.StartAsync();
        var venue = rig.Venue();
        await venue.RulesAsync(default);
        Assert.Multiple(async () =>
        {
            Assert.That(await ReasonAsync(Orders.Limit(1, quantity: 0.00009m)), Is.EqualTo("BTC/USD: quantity 0.00009 is below the minimum 0.0001. Nothing was sent."));
            Assert.That(await ReasonAsync(Orders.Limit(1, quantity: 0.010000001m)), Is.EqualTo("BTC/USD: quantity 0.010000001 is no multiple of the lot 0.00000001. Nothing was sent."));
            Assert.That(await ReasonAsync(Orders.Limit(1, price: 40.04m)), Is.EqualTo("BTC/USD: value 0.4000 is below the minimum 0.5. Nothing was sent.").Or.EqualTo("BTC/USD: value 0.400 is below the minimum 0.5. Nothing was sent."));
            Assert.That(rig.Server.CountOf("/0/private/AddOrder"), Is.Zero);
        });

        async Task<string> ReasonAsync(DurableOrder order) => ((PlacementAnswer.Refused)await venue.PlaceAsync(order, default)).Reason;
    }

    [Test]
    public void Fit_PricesOffTheTick_GoWhereTheyAreNotWorse()
    {
        var rule = new TradingRule(Orders.Bitcoin, "XBTUSD", 0.1m, null, null, null, null, null);
        Assert.Multiple(() =>
        {
            Assert.That(PriceOf(OrderSide.Buy, isStop: false), Is.EqualTo(100.1m));
            Assert.That(PriceOf(OrderSide.Sell, isStop: false), Is.EqualTo(100.2m));
            Assert.That(PriceOf(OrderSide.Buy, isStop: true), Is.EqualTo(100.2m));
            Assert.That(PriceOf(OrderSide.Sell, isStop: true), Is.EqualTo(100.1m));
        });

        decimal PriceOf(OrderSide side, bool isStop)
        {
            OrderTerms terms = isStop ? new OrderTerms.Stop(Quantity.From(1m), Price.From(100.15m)) : new OrderTerms.Limit(Quantity.From(1m), Price.From(100.15m), TimeInForce.GoodTilCancelled, false);
            return rule.Fit(side, terms, 0m, out _) is OrderTerms.Stop stop ? stop.Trigger.QuotePerBase : ((OrderTerms.Limit)rule.Fit(side, terms, 0m, out _)).Price.QuotePerBase;
        }
    }

    [Test]
    public async Task Place_InMaintenance_IsRefusedHere()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Public("SystemStatus", """{"error":[],"result":{"status":"maintenance","timestamp":"2026-01-01T00:00:00Z"}}""");
        var venue = rig.Venue();
        Assert.That((await venue.RulesAsync(default)).Select(static rule => (rule.Status, rule.IsTradable)), Is.All.EqualTo(("maintenance", false)));
        Assert.That(await venue.PlaceAsync(Orders.Limit(1), default), Is.EqualTo(PlacementAnswer.Refused.Here(VenueRefusal.MarketClosed, "BTC/USD takes no orders now: maintenance.")));
    }

    [Test]
    public async Task Place_WithheldWhenItsTurnCame_SendsNothing()
    {
        await using var rig = await KrakenRig.StartAsync();
        var answer = await rig.Venue().PlaceAsync(Orders.Limit(1) with { MayLeave = static () => false }, default);
        Assert.That((answer, rig.Server.CountOf("/0/private/AddOrder")), Is.EqualTo((new PlacementAnswer.Failed(VenueFault.Withheld), 0)));
    }

    [Test]
    public async Task Cancels_AreTheVenuesCalls_AndItsNoIsTold()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("CancelOrder", KrakenRig.Result("""{"count":1}"""), KrakenRig.Error("EOrder:Unknown order"));
        rig.Private("CancelAll", KrakenRig.Result("""{"count":3}"""));
        var venue = rig.Venue();
        Assert.That(await venue.CancelAsync(Orders.Reference(1), default), Is.Null);
        Assert.That(rig.Server.BodyOf("/0/private/CancelOrder"), Does.EndWith($"&cl_ord_id={Orders.Id(1)}"));
        Assert.That(await venue.CancelAsync(new OrderReference(Orders.Id(1), "OA", Orders.Bitcoin), default), Is.EqualTo(new VenueFault(VenueFaultKind.Rejected, "EOrder", "EOrder:Unknown order")));
        Assert.That(rig.Server.BodyOf("/0/private/CancelOrder"), Does.EndWith("&txid=OA"));
        Assert.That(await venue.CancelAllAsync(default), Is.Null);
    }

    [Test]
    public async Task Place_ALockout_AsksToBeLeftAloneAsLong()
    {
        await using var rig = await KrakenRig.StartAsync();
        rig.Private("AddOrder", KrakenRig.Error("EGeneral:Temporary lockout"), KrakenRig.Error($"EService: Throttled: {DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60}"));
        var venue = rig.Venue();
        Assert.That(((PlacementAnswer.Failed)await venue.PlaceAsync(Orders.Limit(1), default)).Fault.RetryAfter, Is.EqualTo(TimeSpan.FromMinutes(15)));
        Assert.That(((PlacementAnswer.Failed)await venue.PlaceAsync(Orders.Limit(2), default)).Fault.RetryAfter, Is.InRange(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)));
    }
}
