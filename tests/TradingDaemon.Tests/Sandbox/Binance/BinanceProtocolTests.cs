using System.Net.WebSockets;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Sandbox.Kraken;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Sandbox.Binance;

public sealed class BinanceProtocolTests
{
    private BinanceClient _client = null!;

    [SetUp]
    public async Task StartAsync() => _client = await BinanceClient.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _client.DisposeAsync();

    [Test]
    public async Task Signed_WhatIsWrong_IsSaidAsTheVenueSaysIt()
    {
        Assert.That(CodeOf(await _client.SignedAsync(HttpMethod.Get, "account", key: null)), Is.EqualTo((401, -2014)));
        Assert.That(CodeOf(await _client.SignedAsync(HttpMethod.Get, "account", key: "stranger")), Is.EqualTo((401, -2015)));
        Assert.That(CodeOf(await _client.SignedAsync(HttpMethod.Get, "account", secret: "wrong")), Is.EqualTo((400, -1022)));
        Assert.That(CodeOf(await _client.SendAsync(HttpMethod.Get, "account?signature=0", key: "demo-key")), Is.EqualTo((400, -1102)));
        Assert.That(CodeOf(await _client.SendAsync(HttpMethod.Get, $"account?timestamp={BinanceClient.Now}", key: "demo-key")), Is.EqualTo((400, -1102)));
        foreach (var (shift, window, expected) in new[] { (-4_000L, "", 0), (-6_000L, "", -1021), (-6_000L, "&recvWindow=8000", 0), (3_000L, "", -1021), (0L, "&recvWindow=60001", -1131) })
        {
            var payload = $"timestamp={BinanceClient.Now + shift}{window}";
            var (_, body) = await _client.SendAsync(HttpMethod.Get, $"account?{payload}&signature={BinanceClient.Sign(payload).ToUpperInvariant()}", key: "demo-key");
            Assert.That(body.TryGetProperty("code", out var code) ? code.GetInt32() : 0, Is.EqualTo(expected), $"{shift} {window}");
        }
    }

    [Test]
    public async Task Signed_ByQueryAndForm_BothAreSigned()
    {
        var (query, form) = ("symbol=BTCUSD&side=BUY", $"type=MARKET&quantity=1&timestamp={BinanceClient.Now}");
        var (status, body) = await _client.SendAsync(HttpMethod.Post, $"order?{query}", $"{form}&signature={BinanceClient.Sign(query + form)}", "demo-key");
        Assert.That((status, body.TryGetProperty("fills", out var fills) ? fills.GetArrayLength() : 0), Is.EqualTo((200, 1)), body.ToString());
    }

    [Test]
    public async Task Key_ThatMayOnlyAsk_PlacesNothing()
    {
        await using var client = await BinanceClient.StartAsync(new SandboxOptions { Accounts = [SandboxAccount.Demo with { MayTrade = false }] });
        Assert.That(CodeOf(await client.RestAsync("a")), Is.EqualTo((401, -2015)));
        Assert.That((await client.SignedAsync(HttpMethod.Get, "account")).Status, Is.EqualTo(200));
    }

    [TestCase("symbol=NOPE&side=BUY&type=MARKET&quantity=1", -1121), TestCase("symbol=BTCUSD&side=HOLD&type=MARKET&quantity=1", -1117), TestCase("symbol=BTCUSD&side=BUY&type=ODD&quantity=1", -1116)]
    [TestCase("symbol=BTCUSD&side=BUY&type=LIMIT&quantity=1&price=90", -1102), TestCase("symbol=BTCUSD&side=BUY&type=LIMIT_MAKER&quantity=1&price=90&timeInForce=GTC", -1106), TestCase("symbol=BTCUSD&side=BUY&type=MARKET&quantity=1e1", -1100)]
    [TestCase("symbol=BTCUSD&side=BUY&type=MARKET&quantity=1.123456789", -1111), TestCase("symbol=BTCUSD&side=BUY&type=MARKET&quantity=0.000001", -1013), TestCase("symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=90.001", -1013)]
    [TestCase("symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=90", -1013), TestCase("symbol=BTCUSD&side=BUY&type=MARKET&quantity=5000", -2010), TestCase("symbol=BTCUSD&side=BUY&type=LIMIT_MAKER&quantity=1&price=102", -2010)]
    [TestCase("symbol=BTCUSD&side=BUY&type=MARKET&quantity=1&newClientOrderId=a+b", -1100), TestCase("symbol=BTCUSD&side=BUY&type=MARKET&quoteOrderQty=50", -2010), TestCase("symbol=BTCUSD&side=BUY&type=LIMIT&timeInForce=DAY&quantity=1&price=90", -1115)]
    public async Task Place_WhatTheVenueWouldNotTake_IsRefusedWithItsCode(string form, int code) => Assert.That(CodeOf(await _client.PlaceAsync(form)).Code, Is.EqualTo(code));

    [Test]
    public async Task ClientOrderId_WhileItsOrderIsOpen_IsTaken_AndFreeAfterwards()
    {
        await _client.RestAsync("once");
        Assert.That(CodeOf(await _client.RestAsync("once")), Is.EqualTo((400, -2010)));
        await _client.SignedAsync(HttpMethod.Delete, "order", "symbol=BTCUSD&origClientOrderId=once");
        Assert.That((await _client.RestAsync("once")).Status, Is.EqualTo(200));
        Assert.That((await _client.SignedAsync(HttpMethod.Get, "order", "symbol=BTCUSD&origClientOrderId=once")).Body.GetProperty("status").GetString(), Is.EqualTo("NEW"), "the newest of that id");
    }

    [Test]
    public async Task Bodies_OfEveryKind_HaveTheRecordedMembers()
    {
        var sold = await SoldAsync();
        await _client.RestAsync("open");
        Assert.That(MissingIn(sold, "rest_order_full_market_sell.json"), Is.Empty);
        Assert.That(MissingIn((await _client.SignedAsync(HttpMethod.Get, "order", "symbol=BTCUSD&origClientOrderId=open")).Body, "rest_order_query.json"), Is.Empty);
        Assert.That(MissingIn((await _client.SignedAsync(HttpMethod.Get, "openOrders")).Body, "rest_open_orders.json"), Is.Empty);
        Assert.That(MissingIn((await _client.SignedAsync(HttpMethod.Get, "account")).Body, "rest_account.json"), Is.Empty);
        foreach (var (target, fixture) in new[] { ("trades?symbol=BTCUSD", "rest_trades.json"), ("aggTrades?symbol=BTCUSD", "rest_aggtrades.json"), ("klines?symbol=BTCUSD&interval=5m", "rest_klines_5m.json"), ("depth?symbol=BTCUSD", "rest_depth_testnet_btcusdt.json"), ("ticker/24hr?symbol=BTCUSD", "rest_ticker_24hr_doge.json"), ("time", "rest_time.json") })
            Assert.That(MissingIn((await _client.GetAsync(target)).Body, fixture), Is.Empty, target);
    }

    [Test]
    public async Task Headers_TellWeightAndOrders_AndTooManyOrdersAreRefusedWithAPause()
    {
        await _client.GetAsync("exchangeInfo");
        var before = int.Parse(_client.Headers["X-MBX-USED-WEIGHT-1M"], System.Globalization.CultureInfo.InvariantCulture);
        await _client.GetAsync("depth?symbol=BTCUSD&limit=1000");
        Assert.That(int.Parse(_client.Headers["X-MBX-USED-WEIGHT-1M"], System.Globalization.CultureInfo.InvariantCulture) - before, Is.EqualTo(50).Or.LessThan(0), "unless the minute ended between");
        (int Status, JsonElement Body) answer = default;
        for (var i = 0; i < 160 && answer.Status is 0 or 200; i++) answer = await _client.RestAsync($"id{i}");
        Assert.That((CodeOf(answer), _client.Headers["X-MBX-ORDER-COUNT-10S"], _client.Headers.ContainsKey("Retry-After")), Is.EqualTo(((429, -1015), "50", true)));
    }

    [Test]
    public async Task RateLimit_NotHeeded_IsABan()
    {
        _client.Server.Add(new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 1, BanAfter = 1, BanSeconds = 600 });
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++) statuses.Add((await _client.GetAsync("time")).Status);
        Assert.That(statuses[^1], Is.EqualTo(418));
        Assert.That(statuses, Does.Contain(429));
        Assert.That(_client.Headers.ContainsKey("Retry-After"));
    }

    [Test]
    public async Task ListenKey_IsGone() => Assert.That((await _client.SendAsync(HttpMethod.Post, "userDataStream")).Status, Is.EqualTo(410));

    [Test]
    public async Task Trades_ByIdTimeAndOrder_ArePages()
    {
        for (var i = 0; i < 5; i++) await _client.BuyAsync($"t{i}");
        async Task<string> IdsAsync(string form) => string.Join(' ', (await _client.SignedAsync(HttpMethod.Get, "myTrades", "symbol=BTCUSD" + form)).Body.EnumerateArray().Select(static trade => trade.GetProperty("id").GetInt64()));
        Assert.That(await IdsAsync(""), Is.EqualTo("1 2 3 4 5"));
        Assert.That(await IdsAsync("&limit=2"), Is.EqualTo("4 5"));
        Assert.That(await IdsAsync("&fromId=2&limit=2"), Is.EqualTo("2 3"));
        Assert.That(await IdsAsync($"&startTime={BinanceClient.Now + 60_000}"), Is.Empty);
        Assert.That(CodeOf(await _client.SignedAsync(HttpMethod.Get, "myTrades", "symbol=BTCUSD&startTime=0&endTime=100000000")), Is.EqualTo((400, -1127)));
    }

    [Test]
    public async Task Account_EventsOfAnOrder_AreWrappedAndWhole()
    {
        using var stream = await BinanceClient.Stream.OpenAccountAsync(_client);
        await _client.RestAsync("one");
        var born = await stream.EventAsync("executionReport");
        Assert.That((born.GetProperty("x").GetString(), born.GetProperty("c").GetString(), born.GetProperty("C").GetString()), Is.EqualTo(("NEW", "one", "")));
        await _client.SignedAsync(HttpMethod.Delete, "order", "symbol=BTCUSD&origClientOrderId=one");
        var gone = await stream.EventAsync("executionReport");
        Assert.That((gone.GetProperty("x").GetString(), gone.GetProperty("C").GetString(), gone.GetProperty("c").GetString() == "one"), Is.EqualTo(("CANCELED", "one", false)), "the cancel's id stands first");
        await _client.BuyAsync("two");
        await stream.EventAsync("executionReport");
        var trade = await stream.EventAsync("executionReport");
        Assert.That((trade.GetProperty("x").GetString(), trade.GetProperty("X").GetString(), trade.GetProperty("t").GetInt64(), trade.GetProperty("N").GetString()), Is.EqualTo(("TRADE", "FILLED", 1L, "USD")));
        Assert.That(MissingIn(trade, "ws_user_executionreport_trade.json", ".event"), Is.Empty);
        Assert.That(MissingIn(await stream.EventAsync("outboundAccountPosition"), "ws_user_account_position.json", ".event"), Is.Empty);
    }

    [Test]
    public async Task WebSocketInterface_OrdersAndRefusals_AreAnsweredByTheirIds()
    {
        using var stream = await BinanceClient.Stream.OpenAsync(_client, "/ws-api/v3");
        await stream.AskAsync("order.place", ("symbol", "BTCUSD"), ("side", "BUY"), ("type", "MARKET"), ("quantity", "1"), ("newClientOrderId", "ws"));
        var placed = await stream.NextAsync();
        Assert.That((placed.GetProperty("id").GetString(), placed.GetProperty("status").GetInt32(), placed.GetProperty("result").GetProperty("status").GetString()), Is.EqualTo(("7", 200, "FILLED")));
        var flagged = $"apiKey=demo-key&omitZeroBalances=true&timestamp={BinanceClient.Now}";
        await stream.SayAsync($$"""{"id":1,"method":"account.status","params":{"timestamp":{{flagged[(flagged.LastIndexOf('=') + 1)..]}},"omitZeroBalances":true,"apiKey":"demo-key","signature":"{{BinanceClient.Sign(flagged)}}"} }""");
        Assert.That((await stream.NextAsync()).GetProperty("status").GetInt32(), Is.EqualTo(200), "numbers and flags are signed as they are written");
        await stream.AskAsync("order.status", ("symbol", "BTCUSD"), ("origClientOrderId", "never"));
        Assert.That((await stream.NextAsync()).GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-2013));
        await stream.SayAsync("""{"id":1,"method":"userDataStream.subscribe.signature","params":{"apiKey":"demo-key","timestamp":1,"signature":"0"}}""");
        Assert.That((await stream.NextAsync()).GetProperty("error").GetProperty("code").GetInt32(), Is.EqualTo(-1021));
        await stream.SayAsync("""{"id":2,"method":"no.such"}""");
        Assert.That((await stream.NextAsync()).GetProperty("status").GetInt32(), Is.EqualTo(400));
    }

    [Test]
    public async Task Book_PictureAndDifferences_CountOnOneScale()
    {
        using var stream = await BinanceClient.Stream.OpenAsync(_client, "/stream?streams=btcusd@depth@100ms/btcusd@bookTicker");
        await stream.SayAsync("""{"method":"LIST_SUBSCRIPTIONS","id":3}""");
        Assert.That((await stream.NextAsync()).GetProperty("result").GetArrayLength(), Is.EqualTo(2));
        var id = (await _client.GetAsync("depth?symbol=BTCUSD")).Body.GetProperty("lastUpdateId").GetInt64();
        for (var i = 1; i <= 3; i++)
        {
            _client.Server.ShowQuote("BTC/USD", 100m, 1_000m + i, 101m, 1_000m);
            var (depth, touch) = (await stream.NextAsync(), await stream.NextAsync());
            if (depth.GetProperty("stream").GetString() != "btcusd@depth@100ms") (depth, touch) = (touch, depth);
            Assert.That(depth.GetProperty("data").GetProperty("U").GetInt64(), Is.EqualTo(id + 1));
            id = depth.GetProperty("data").GetProperty("u").GetInt64();
            Assert.That(touch.GetProperty("data").GetProperty("u").GetInt64(), Is.EqualTo(id));
            Assert.That(MissingIn(touch, "ws_combined_testnet_bookticker.json"), Is.Empty);
        }
    }

    [Test]
    public async Task Stream_BareOrTooChatty_IsAsTheVenueHasIt()
    {
        using var stream = await BinanceClient.Stream.OpenAsync(_client, "/ws/btcusd@trade");
        _client.Server.ShowTrade("BTC/USD", 101m, 1m, isBuyersTrade: true);
        Assert.That((await stream.NextAsync()).GetProperty("e").GetString(), Is.EqualTo("trade"));
        await stream.SayAsync("""{"method":"NONSENSE","id":1}""");
        Assert.That((await stream.NextAsync()).GetProperty("code").GetInt32(), Is.EqualTo(2));
        Assert.That(async () =>
        {
            for (var i = 0; i < 100; i++) await stream.SayAsync("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
            while (true) await stream.NextAsync();
        }, Throws.InstanceOf<WebSocketException>().Or.InstanceOf<IOException>());
    }

    private async Task<JsonElement> SoldAsync()
    {
        await _client.BuyAsync("bought");
        return (await _client.PlaceAsync("symbol=BTCUSD&side=SELL&type=MARKET&quantity=1")).Body;
    }

    private static (int Status, int Code) CodeOf((int Status, JsonElement Body) answer) => (answer.Status, answer.Body.TryGetProperty("code", out var code) ? code.GetInt32() : 0);

    private static IReadOnlyList<string> MissingIn(JsonElement ours, string fixture, string below = "")
    {
        var recorded = JsonDocument.Parse(Fixtures.Read("binance", fixture)).RootElement;
        if (below.Length > 0) recorded = recorded.GetProperty(below[1..]);
        return Shape.MissingIn(JsonSerializer.SerializeToUtf8Bytes(ours), JsonSerializer.SerializeToUtf8Bytes(recorded));
    }
}
