using System.Security.Cryptography;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Sandbox.Kraken;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Sandbox.Coinbase;

/// <summary>Coinbase's REST v3 as the sandbox speaks it: tokens, refusals, pages, shapes.</summary>
public sealed class CoinbaseProtocolTests
{
    private CoinbaseRig _rig = null!;

    [SetUp]
    public async Task StartAsync() => _rig = await CoinbaseRig.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _rig.DisposeAsync();

    [Test]
    public async Task Token_OnlyAWholeAndFreshOneForThisRequest_IsAdmitted()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        const string Right = "GET api.coinbase.com/api/v3/brokerage/accounts";
        var cases = new (string What, string Token, int Status)[]
        {
            ("right", CoinbaseRig.Token(Right), 200), ("this address", CoinbaseRig.Token($"GET {_rig.Server.Address.Authority}/api/v3/brokerage/accounts"), 200),
            ("none", "", 401), ("no token", "a.b.c", 401), ("another path", CoinbaseRig.Token("GET api.coinbase.com/api/v3/brokerage/orders"), 401), ("another method", CoinbaseRig.Token("POST api.coinbase.com/api/v3/brokerage/accounts"), 401),
            ("with its query", CoinbaseRig.Token(Right + "?limit=1"), 401), ("of a stream", CoinbaseRig.Token(null), 401), ("old", CoinbaseRig.Token(Right, shift: -121), 401), ("of the future", CoinbaseRig.Token(Right, shift: 30), 401),
            ("too long", CoinbaseRig.Token(Right, life: 3_600), 401), ("another key", CoinbaseRig.Token(Right, secret: other.ExportECPrivateKeyPem()), 401), ("nobody's", CoinbaseRig.Token(Right, key: "organizations/x/apiKeys/x"), 401),
            ("another kind", CoinbaseRig.Token(Right, algorithm: "HS256"), 401), ("signed as DER", CoinbaseRig.Token(Right, isDer: true), 401),
        };
        foreach (var (what, token, status) in cases) Assert.That((await _rig.BytesAsync("accounts?limit=1", token: token)).Status, Is.EqualTo(status), what);
        Assert.That((await _rig.AskAsync("accounts", token: "")).Body.GetString(), Is.EqualTo("Unauthorized"));
    }

    [Test]
    public async Task Key_ThatMayNotTrade_AsksAndPlacesNothing()
    {
        await using var rig = await CoinbaseRig.StartAsync(new SandboxOptions { Accounts = [CoinbaseRig.Demo with { MayTrade = false }] });
        Assert.That((await rig.AskAsync("accounts")).Status, Is.EqualTo(200));
        Assert.That((await rig.AskAsync("key_permissions")).Body.GetProperty("can_trade").GetBoolean(), Is.False);
        var (status, body) = await rig.PlaceAsync("a", CoinbaseRig.Limit());
        Assert.That((status, body.GetProperty("error").GetString()), Is.EqualTo((403, "PERMISSION_DENIED")));
    }

    [TestCase("no key"), TestCase("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----")]
    public void Account_WithASecretThatSignsNothing_IsRefusedAtTheStart(string secret) =>
        Assert.That(async () => await CoinbaseRig.StartAsync(new SandboxOptions { Accounts = [CoinbaseRig.Demo with { Secret = secret }] }), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("Coinbase's secrets"));

    [Test]
    public async Task Second_HoldsThirtyRequestsOfAKey()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _rig.BytesAsync("key_permissions")));
        Assert.That(answers.Select(static answer => answer.Status).Distinct().Order(), Is.EqualTo(new[] { 200, 429 }));
        Assert.That(answers.First(static answer => answer.Status == 429).Body, Is.EqualTo("""{"errors":[{"id":"rate_limit_exceeded","message":"Too many requests"}]}"""u8.ToArray()));
    }

    [TestCase("""{"limit_limit_gtc":{"base_size":"1000000","limit_price":"90","post_only":false}}""", "INSUFFICIENT_FUND")]
    [TestCase("""{"limit_limit_gtc":{"base_size":"1","limit_price":"102","post_only":true}}""", "INVALID_LIMIT_PRICE_POST_ONLY")]
    [TestCase("""{"limit_limit_gtc":{"base_size":"1","limit_price":"90.001"}}""", "INVALID_PRICE_PRECISION")]
    [TestCase("""{"limit_limit_gtc":{"base_size":"0.0000001","limit_price":"90"}}""", "INVALID_SIZE_PRECISION")]
    [TestCase("""{"limit_limit_gtc":{"base_size":"0.00001","limit_price":"90"}}""", "PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL")]
    [TestCase("""{"limit_limit_gtc":{"base_size":"1"}}""", "INVALID_LIMIT_PRICE")]
    [TestCase("""{"market_market_ioc":{"base_size":"0"}}""", "INVALID_SIZE_PRECISION")]
    [TestCase("""{"stop_limit_stop_limit_gtc":{"base_size":"1","limit_price":"90","stop_price":"95","stop_direction":"STOP_DIRECTION_STOP_DOWN"}}""", "UNSUPPORTED_ORDER_CONFIGURATION")]
    public async Task Place_WhatCannotBe_IsRefusedInAnAnswerHttpCallsASuccess(string configuration, string word)
    {
        var (status, body) = await _rig.PlaceAsync("a", configuration);
        Assert.That((status, body.GetProperty("success").GetBoolean(), body.GetProperty("error_response").GetProperty("error").GetString()), Is.EqualTo((200, false, word)));
    }

    [Test]
    public async Task Place_WhatMakesNoSense_IsInvalid()
    {
        Assert.That((await _rig.AskAsync("orders", "{}")).Status, Is.EqualTo(400));
        Assert.That((await _rig.AskAsync("orders", "no json")).Status, Is.EqualTo(400));
        Assert.That((await _rig.AskAsync("nothing")).Status, Is.EqualTo(404));
        Assert.That((await _rig.AskAsync("orders/historical/none")).Body.GetProperty("error").GetString(), Is.EqualTo("NOT_FOUND"));
        Assert.That((await _rig.AskAsync("market/products/NO-NE")).Status, Is.EqualTo(404));
        Assert.That((await _rig.AskAsync("orders/historical/batch?order_status=OPEN&order_status=FILLED")).Status, Is.EqualTo(400));
        Assert.That((await _rig.AskAsync("market/products/BTC-USD/candles?granularity=ONE_MINUTE&start=0&end=99999999")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Place_AnIdUsedBefore_IsTheFirstOrderWhateverBecameOfIt()
    {
        var first = await _rig.RestAsync("once");
        await _rig.AskAsync("orders/batch_cancel", $$"""{"order_ids":["{{first}}"]}""");
        Assert.That(await _rig.RestAsync("once"), Is.EqualTo(first));
        Assert.That(SandboxRig.CountOf(_rig.State(), "openOrders"), Is.Zero);
    }

    [Test]
    public async Task Place_ByValue_BuysWhatItPaysForWithTheFee()
    {
        await _rig.PlaceAsync("value", """{"market_market_ioc":{"quote_size":"1000"}}""");
        Assert.That(async () => (await _rig.AskAsync("orders/historical/fills")).Body.GetProperty("fills").GetArrayLength(), Is.EqualTo(1).After(300_000, 50));
        var fill = (await _rig.AskAsync("orders/historical/fills")).Body.GetProperty("fills")[0];
        var paid = (Amount(fill, "price") * Amount(fill, "size")) + Amount(fill, "commission");
        Assert.That(paid, Is.LessThanOrEqualTo(1_000m).And.GreaterThan(998m));
    }

    [Test]
    public async Task Cancel_EachOrderHasItsAnswer()
    {
        var id = await _rig.RestAsync();
        var results = (await _rig.AskAsync("orders/batch_cancel", $$"""{"order_ids":["{{id}}","{{id}}","strange"]}""")).Body.GetProperty("results").EnumerateArray().Select(static one => one.GetProperty("failure_reason").GetString());
        Assert.That(results, Is.EqualTo(new[] { "UNKNOWN_CANCEL_FAILURE_REASON", "UNKNOWN_CANCEL_ORDER", "UNKNOWN_CANCEL_ORDER" }));
    }

    [Test]
    public async Task Pages_LeadOverEverythingOnce()
    {
        for (var i = 0; i < 5; i++) await _rig.RestAsync($"order-{i}");
        var (seen, cursor) = (new List<string?>(), "");
        do
        {
            var page = (await _rig.AskAsync($"orders/historical/batch?limit=2&cursor={cursor}")).Body;
            seen.AddRange(page.GetProperty("orders").EnumerateArray().Select(static order => order.GetProperty("client_order_id").GetString()));
            cursor = page.GetProperty("has_next").GetBoolean() ? page.GetProperty("cursor").GetString()! : "";
        }
        while (cursor.Length > 0);
        Assert.That(seen, Is.EqualTo(new[] { "order-4", "order-3", "order-2", "order-1", "order-0" }));
        var first = (await _rig.AskAsync("accounts?limit=2")).Body;
        var second = (await _rig.AskAsync($"accounts?limit=250&cursor={first.GetProperty("cursor").GetString()}")).Body;
        Assert.That(first.GetProperty("accounts").EnumerateArray().Concat(second.GetProperty("accounts").EnumerateArray()).Select(static one => one.GetProperty("currency").GetString()), Is.EqualTo(new[] { "BTC", "ETH", "EUR", "SOL", "USD" }));
    }

    [TestCase("time", "rest_time.json"), TestCase("market/products/BTC-USD", "rest_product_btc_usd.json"), TestCase("market/product_book?product_id=BTC-USD", "rest_product_book.json")]
    [TestCase("best_bid_ask?product_ids=BTC-USD", "rest_best_bid_ask.json"), TestCase("market/products/BTC-USD/ticker?limit=3", "rest_ticker_trades.json"), TestCase("accounts", "rest_accounts_2026.json")]
    [TestCase("key_permissions", "rest_key_permissions.json"), TestCase("transaction_summary", "rest_transaction_summary.json"), TestCase("orders/historical/ORDER", "rest_order_cancelled.json"), TestCase("orders/historical/batch", "rest_orders_batch_page.json")]
    [TestCase("orders/historical/fills", "rest_fills_page.json"), TestCase("orders/historical/none", "rest_error_not_found.json")]
    public async Task Answer_HasEveryMemberARecordedOneHas(string name, string fixture)
    {
        _rig.Server.ShowTrade("BTC/USD", 100m, 1m, isBuyersTrade: true);
        var id = await _rig.RestAsync();
        await _rig.AskAsync("orders/batch_cancel", $$"""{"order_ids":["{{id}}"]}""");
        await _rig.PlaceAsync("bought", """{"market_market_ioc":{"base_size":"1"}}""");
        Assert.That(async () => (await _rig.AskAsync("orders/historical/fills")).Body.GetProperty("fills").GetArrayLength(), Is.EqualTo(1).After(300_000, 50));
        var ours = (await _rig.BytesAsync(name.Replace("ORDER", id, StringComparison.Ordinal))).Body;
        Assert.That(Shape.MissingIn(ours, Fixtures.Read("coinbase", fixture)).Where(static path => !path.StartsWith(".alias_to", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase(FaultKind.AcceptThenTimeout, 1), TestCase(FaultKind.RejectThenTimeout, 0)]
    public async Task Timeout_LeavesAnOrderOrNot_AndNoAnswer(FaultKind kind, int orders)
    {
        _rig.Server.Add(new Fault { Kind = kind, Ms = 1, Count = 1, Symbol = "BTC/USD", OrderType = "limit" });
        Assert.That(async () => await _rig.RestAsync(), Throws.InstanceOf<HttpRequestException>());
        Assert.That(SandboxRig.CountOf(_rig.State(), "openOrders"), Is.EqualTo(orders));
    }

    [TestCase("UNAVAILABLE", 503, "UNAVAILABLE"), TestCase("RATE_LIMITED", 429, null), TestCase("INVALID_SIGNATURE", 401, null), TestCase("ORDER_NOT_FOUND", 404, "NOT_FOUND"), TestCase("PERMISSION_DENIED", 403, "PERMISSION_DENIED"), TestCase("GEOFENCING_RESTRICTION", 200, null)]
    public async Task Reject_ByACodeOfTheSandboxOrOfTheVenue_IsSaidInTheVenuesWay(string code, int status, string? word)
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.Reject, Code = code, Count = 1 });
        var (told, body) = await _rig.PlaceAsync("a", CoinbaseRig.Limit());
        Assert.That((told, body.ValueKind == JsonValueKind.Object && body.TryGetProperty("error", out var error) ? error.GetString() : null), Is.EqualTo((status, word)));
        Assert.That(() => _rig.Server.Add(new Fault { Kind = FaultKind.Reject, Code = "NEVER_HEARD" }), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public async Task RateLimit_ByFault_IsInPlaceOfTheVenues()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 2 });
        for (var i = 0; i < 2; i++) Assert.That((await _rig.BytesAsync("accounts")).Status, Is.EqualTo(200));
        Assert.That((await _rig.BytesAsync("accounts")).Status, Is.EqualTo(429));
    }

    private static decimal Amount(JsonElement of, string name) => decimal.Parse(of.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
