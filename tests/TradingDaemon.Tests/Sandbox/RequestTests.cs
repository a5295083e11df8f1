using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Sandbox;

public sealed class RequestTests
{
    private SandboxRig _rig = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _rig = await SandboxRig.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _rig.DisposeAsync();

    [SetUp]
    public async Task CancelAllAsync() => await _rig.Client.SendAsync("DELETE", "/v1/orders");

    [Test]
    public async Task Order_PlacedLookedUpCancelled_IsToldTheSameEverywhere()
    {
        var (status, placed) = await _rig.RestAsync("c1");
        var (_, found) = await _rig.Client.GetAsync("/v1/orders?clientOrderId=c1");
        var (_, open) = await _rig.Client.GetAsync("/v1/orders/open");
        var (cancelStatus, cancelled) = await _rig.Client.SendAsync("DELETE", $"/v1/orders/{placed.GetProperty("venueOrderId").GetString()}");
        var (again, closed) = await _rig.Client.SendAsync("DELETE", "/v1/orders?clientOrderId=c1");
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(201), placed.ToString());
            Assert.That(placed.GetProperty("status").GetString(), Is.EqualTo("open"));
            Assert.That(placed.GetProperty("price").GetString(), Is.EqualTo("90"));
            Assert.That(found.GetProperty("orders")[0].ToString(), Is.EqualTo(placed.ToString()));
            Assert.That(open.GetProperty("orders")[0].ToString(), Is.EqualTo(placed.ToString()));
            Assert.That(cancelStatus, Is.EqualTo(200));
            Assert.That(cancelled.GetProperty("status").GetString(), Is.EqualTo("cancelled"));
            Assert.That(cancelled.GetProperty("reason").GetString(), Is.Not.Empty);
            Assert.That(again, Is.EqualTo(409));
            Assert.That(SandboxRig.CodeOf(closed), Is.EqualTo("ORDER_CLOSED"));
        });
    }

    [TestCase("""{"clientOrderId":"e","symbol":"BTC/USD","side":"hold","type":"market","quantity":"1"}""", 400, "BAD_REQUEST")]
    [TestCase("""{"clientOrderId":"","symbol":"BTC/USD","side":"buy","type":"market","quantity":"1"}""", 400, "BAD_REQUEST")]
    [TestCase("""{"clientOrderId":"e","symbol":"BTC/USD","side":"buy","type":"limit","quantity":"1"}""", 400, "BAD_REQUEST")]
    [TestCase("""{"clientOrderId":"e","symbol":"BTC/USD","side":"buy","type":"iceberg","quantity":"1","price":"90"}""", 400, "BAD_REQUEST")]
    [TestCase("""{"clientOrderId":"e","symbol":"BTC/USD","side":"buy","type":"limit","quantity":"1","price":"90","timeInForce":"gtd"}""", 400, "BAD_REQUEST")]
    [TestCase("""{"clientOrderId":"e","symbol":"BTC/USD","side":"buy","type":"limit","quantity":"1","price":"90","selfTrade":"never"}""", 400, "BAD_REQUEST")]
    [TestCase("""{"clientOrderId":"e","symbol":"BTC/USD","side":"buy","type":"market","quantity":"1","postOnly":true}""", 400, "BAD_REQUEST")]
    [TestCase("""{"clientOrderId":"e","side":"buy","type":"market","quantity":"1"}""", 400, "BAD_REQUEST")]
    [TestCase("""{"clientOrderId":"e","symbol":"BTC/USD","side":"buy","type":"market","quantity":"much"}""", 400, "BAD_REQUEST")]
    [TestCase("[1]", 400, "BAD_REQUEST")]
    [TestCase("{", 400, "BAD_REQUEST")]
    [TestCase("""{"clientOrderId":"e","symbol":"NO/PE","side":"buy","type":"market","quantity":"1"}""", 400, "UNKNOWN_INSTRUMENT")]
    [TestCase("""{"clientOrderId":"e","symbol":"BTC/USD","side":"buy","type":"market","quantity":"0.000001"}""", 400, "INVALID_QUANTITY")]
    [TestCase("""{"clientOrderId":"e","symbol":"BTC/USD","side":"buy","type":"limit","quantity":"1","price":"90.001"}""", 400, "INVALID_PRICE")]
    [TestCase("""{"clientOrderId":"e","symbol":"BTC/USD","side":"buy","type":"limit","quantity":"0.01","price":"90"}""", 400, "MIN_NOTIONAL")]
    [TestCase("""{"clientOrderId":"e","symbol":"BTC/USD","side":"buy","type":"limit","quantity":"5000","price":"90"}""", 422, "INSUFFICIENT_FUNDS")]
    [TestCase("""{"clientOrderId":"e","symbol":"BTC/USD","side":"buy","type":"limit","quantity":"1","price":"101","postOnly":true}""", 422, "WOULD_TAKE")]
    [TestCase("""{"clientOrderId":"e","symbol":"ETH/USD","side":"buy","type":"market","quantity":"1"}""", 422, "NO_LIQUIDITY")]
    public async Task Place_Impossible_IsRefusedWithItsCode(string body, int status, string code)
    {
        var (told, answer) = await _rig.Client.SendAsync("POST", "/v1/orders", body);
        Assert.That((told, SandboxRig.CodeOf(answer)), Is.EqualTo((status, code)), answer.ToString());
    }

    [TestCase("GET", "/v1/orders", 400, "BAD_REQUEST")]
    [TestCase("GET", "/v1/executions?after=x", 400, "BAD_REQUEST")]
    [TestCase("GET", "/v1/executions?limit=0", 400, "BAD_REQUEST")]
    [TestCase("GET", "/v1/quote?symbol=NO/PE", 400, "UNKNOWN_INSTRUMENT")]
    [TestCase("GET", "/v1/nothing", 400, "BAD_REQUEST")]
    [TestCase("PATCH", "/v1/orders", 400, "BAD_REQUEST")]
    [TestCase("PATCH", "/v1/orders/O1", 400, "BAD_REQUEST")]
    [TestCase("GET", "/v1/stream", 400, "BAD_REQUEST")]
    [TestCase("DELETE", "/v1/orders/O999", 404, "ORDER_NOT_FOUND")]
    [TestCase("DELETE", "/v1/orders?clientOrderId=never", 404, "ORDER_NOT_FOUND")]
    public async Task Request_Impossible_IsRefusedWithItsCode(string method, string target, int status, string code)
    {
        var (told, answer) = await _rig.Client.SendAsync(method, target);
        Assert.That((told, SandboxRig.CodeOf(answer)), Is.EqualTo((status, code)), answer.ToString());
    }

    [TestCase("PUT", "/v1/orders/O999", """{"quantity":"2"}""", 404, "ORDER_NOT_FOUND")]
    [TestCase("PUT", "/v1/orders/O999", "{}", 400, "BAD_REQUEST")]
    [TestCase("POST", "/v1/cancel-after", """{"seconds":-1}""", 400, "BAD_REQUEST")]
    [TestCase("POST", "/v1/cancel-after", "{}", 400, "BAD_REQUEST")]
    public async Task Body_Impossible_IsRefusedWithItsCode(string method, string target, string body, int status, string code)
    {
        var (told, answer) = await _rig.Client.SendAsync(method, target, body);
        Assert.That((told, SandboxRig.CodeOf(answer)), Is.EqualTo((status, code)), answer.ToString());
    }

    [Test]
    public async Task Body_LongerThanAnyOrder_IsRefused()
    {
        var (status, answer) = await _rig.Client.SendAsync("POST", "/v1/orders", new string(' ', 20_000));
        Assert.That((status, SandboxRig.CodeOf(answer)), Is.EqualTo((400, "BAD_REQUEST")));
    }

    [Test]
    public async Task Place_WithAnOpenOrdersId_IsRefused_AndAllowedOnceItIsFilled()
    {
        await _rig.RestAsync("twice");
        var (status, answer) = await _rig.RestAsync("twice");
        await _rig.BuyAsync("filled");
        var (second, _) = await _rig.BuyAsync("filled");
        var (_, found) = await _rig.Client.GetAsync("/v1/orders?clientOrderId=filled");
        Assert.Multiple(() =>
        {
            Assert.That((status, SandboxRig.CodeOf(answer)), Is.EqualTo((409, "DUPLICATE_CLIENT_ORDER_ID")));
            Assert.That(second, Is.EqualTo(201), "A resend after a quick fill is a second order.");
            Assert.That(found.GetProperty("orders").GetArrayLength(), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task Replace_OfAWorkingOrder_AnswersTheChangedOrder()
    {
        var (_, placed) = await _rig.RestAsync("r");
        var id = placed.GetProperty("venueOrderId").GetString();
        var (status, changed) = await _rig.Client.SendAsync("PUT", $"/v1/orders/{id}", """{"quantity":"0.5","price":"91"}""");
        var (badPrice, badPriceAnswer) = await _rig.Client.SendAsync("PUT", $"/v1/orders/{id}", """{"price":"91.001"}""");
        var (badQuantity, badQuantityAnswer) = await _rig.Client.SendAsync("PUT", $"/v1/orders/{id}", """{"quantity":"0.0000001"}""");
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(200), changed.ToString());
            Assert.That(changed.GetProperty("quantity").GetString(), Is.EqualTo("0.5"));
            Assert.That(changed.GetProperty("price").GetString(), Is.EqualTo("91"));
            Assert.That((badPrice, SandboxRig.CodeOf(badPriceAnswer)), Is.EqualTo((400, "INVALID_PRICE")));
            Assert.That((badQuantity, SandboxRig.CodeOf(badQuantityAnswer)), Is.EqualTo((400, "INVALID_QUANTITY")));
        });
    }

    [Test]
    public async Task ExecutionsAndBalances_AfterTrades_AreOfOneHistory()
    {
        await _rig.BuyAsync("x1");
        var (_, before) = await _rig.Client.GetAsync("/v1/balances");
        await _rig.Client.PlaceAsync("x2", "BTC/USD", "sell", "limit", 0.5m, 100m, ",\"timeInForce\":\"ioc\"");
        var (_, after) = await _rig.Client.GetAsync("/v1/balances");
        var sequence = before.GetProperty("executionSequence").GetInt64();
        var (_, page) = await _rig.Client.GetAsync($"/v1/executions?after={sequence}&limit=10");
        var sold = page.GetProperty("executions")[0];
        Assert.Multiple(() =>
        {
            Assert.That(page.GetProperty("executions").GetArrayLength(), Is.EqualTo(1));
            Assert.That(after.GetProperty("executionSequence").GetInt64(), Is.EqualTo(sequence + 1));
            Assert.That(sold.GetProperty("side").GetString(), Is.EqualTo("sell"));
            Assert.That(sold.GetProperty("kind").GetString(), Is.EqualTo("trade"));
            Assert.That(Cash(after) - Cash(before), Is.EqualTo(50m - decimal.Parse(sold.GetProperty("fee").GetString()!, System.Globalization.CultureInfo.InvariantCulture)));
        });
    }

    [Test]
    public async Task CancelAll_OfThree_SaysSo()
    {
        for (var i = 0; i < 3; i++) await _rig.RestAsync($"all{i}");
        var (status, answer) = await _rig.Client.SendAsync("DELETE", "/v1/orders");
        Assert.That((status, answer.GetProperty("cancelled").GetInt32()), Is.EqualTo((200, 3)));
    }

    [Test]
    public async Task CancelAfter_NotRenewed_CancelsEverything()
    {
        using var stream = await SandboxStream.OpenAsync(_rig.Server, _rig.Client);
        await _rig.RestAsync("dead");
        var (_, off) = await _rig.Client.SendAsync("POST", "/v1/cancel-after", """{"seconds":0}""");
        var (_, armed) = await _rig.Client.SendAsync("POST", "/v1/cancel-after", """{"seconds":"0.02"}""");
        await stream.NextAsync("order");
        var cancelled = (await stream.NextAsync("order")).GetProperty("order");
        Assert.Multiple(() =>
        {
            Assert.That(off.GetProperty("cancelAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(armed.GetProperty("cancelAt").GetInt64(), Is.GreaterThan(0));
            Assert.That(cancelled.GetProperty("status").GetString(), Is.EqualTo("cancelled"));
        });
    }

    [Test]
    public async Task Market_AskedUnsigned_Answers()
    {
        var (_, time) = await _rig.Client.SendAsync("GET", "/v1/time", isSigned: false);
        var (_, list) = await _rig.Client.SendAsync("GET", "/v1/instruments", isSigned: false);
        var (_, quote) = await _rig.Client.SendAsync("GET", "/v1/quote?symbol=BTC%2FUSD", isSigned: false);
        var (_, empty) = await _rig.Client.SendAsync("GET", "/v1/quote?symbol=AAPL", isSigned: false);
        var coin = list.GetProperty("instruments").EnumerateArray().Single(static it => it.GetProperty("symbol").GetString() == "BTC/USD");
        Assert.Multiple(() =>
        {
            Assert.That(time.GetProperty("serverTime").GetInt64(), Is.GreaterThan(0));
            Assert.That(coin.GetProperty("lotSize").GetString(), Is.EqualTo("0.00001"));
            Assert.That(coin.GetProperty("status").GetString(), Is.EqualTo("trading"));
            Assert.That(quote.GetProperty("ask").GetString(), Is.EqualTo("101"));
            Assert.That(empty.GetProperty("bid").ValueKind, Is.EqualTo(JsonValueKind.Null));
        });
    }

    [Test]
    public async Task Answers_CarryTheWeightOfTheMinute()
    {
        using var response = await _rig.Client.RawAsync("GET", "/v1/balances");
        Assert.Multiple(() =>
        {
            Assert.That(int.Parse(response.Headers.GetValues("X-Weight-Used").Single(), System.Globalization.CultureInfo.InvariantCulture), Is.GreaterThan(0));
            Assert.That(response.Headers.GetValues("X-Weight-Limit").Single(), Is.EqualTo("60000"));
        });
    }

    [Test]
    public async Task BuiltInInstruments_AreThoseOfTheDeliveredConfiguration()
    {
        var delivered = TradingDaemon.Sandbox.Market.InstrumentFile.Parse(await File.ReadAllTextAsync(Path.Combine(Architecture.Repo.Root, "appsettings.json")));
        Assert.That(TradingDaemon.Sandbox.Market.InstrumentFile.BuiltIn, Is.EqualTo(delivered));
    }

    private static decimal Cash(JsonElement balances) => decimal.Parse(balances.GetProperty("cash").GetProperty("USD").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
