using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Sandbox.Kraken;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Sandbox.Alpaca;

/// <summary>Orders, account and prices as Alpaca's clients ask for them.</summary>
public sealed class AlpacaOrderTests
{
    private AlpacaRig _rig = null!;

    [SetUp]
    public async Task StartAsync() => _rig = await AlpacaRig.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _rig.DisposeAsync();

    [TestCase(null, ""), TestCase("PKDEMO", "another"), TestCase("AKNOBODY", "demo-secret")]
    public async Task Ask_WithoutTheKey_Is401(string? key, string secret)
    {
        using var refused = await _rig.SendAsync("GET", "/v2/account", key: key, secret: secret);
        Assert.That((refused.StatusCode, await refused.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.Unauthorized, """{"code":40110000,"message":"request is not authorized"}""")));
        using var coins = await _rig.SendAsync("GET", "/v1beta3/crypto/us/latest/quotes?symbols=BTC%2FUSD", key: key, secret: secret);
        Assert.That(coins.StatusCode, Is.EqualTo(HttpStatusCode.OK), "prices of coins are everybody's");
    }

    [TestCase("\"type\":\"market\",\"time_in_force\":\"day\"", 422, 40010001, "qty is required"), TestCase("\"type\":\"market\",\"qty\":\"1\",\"notional\":\"5\",\"time_in_force\":\"day\"", 422, 40010001, "only one of qty or notional is accepted")]
    [TestCase("\"type\":\"limit\",\"qty\":\"1\",\"limit_price\":\"100.123\",\"time_in_force\":\"day\"", 422, 42210000, "sub-penny"), TestCase("\"type\":\"trailing_stop\",\"qty\":\"1\",\"time_in_force\":\"day\"", 422, 40010001, "invalid order type")]
    [TestCase("\"type\":\"market\",\"qty\":\"0.5\",\"time_in_force\":\"gtc\"", 422, 42210000, "fractional orders must be DAY orders"), TestCase("\"type\":\"market\",\"qty\":\"1000\",\"time_in_force\":\"day\"", 403, 40310000, "insufficient buying power")]
    [TestCase("\"type\":\"market\",\"qty\":\"1\",\"extended_hours\":true,\"time_in_force\":\"day\"", 422, 40010001, "only type=\"limit\" is allowed for extended hours orders"), TestCase("\"type\":\"limit\",\"qty\":\"1\",\"time_in_force\":\"day\"", 422, 40010001, "limit orders require limit_price")]
    [TestCase("\"type\":\"market\",\"qty\":\"1\",\"limit_price\":\"3\",\"time_in_force\":\"day\"", 422, 40010001, "market orders must not"), TestCase("\"type\":\"market\",\"qty\":\"1\",\"order_class\":\"bracket\",\"time_in_force\":\"day\"", 422, 40010001, "order_class")]
    [TestCase("\"type\":\"market\",\"qty\":\"1\",\"time_in_force\":\"opg\"", 422, 42210000, "invalid time_in_force opg"), TestCase("\"type\":\"market\",\"notional\":\"0.5\",\"time_in_force\":\"day\"", 422, 40010001, "notional must be"), TestCase("\"type\":\"market\",\"qty\":\"-1\",\"time_in_force\":\"day\"", 422, 40010001, "qty must be > 0")]
    public async Task Place_OutOfForm_IsRefusedAsThere(string order, int status, int code, string text)
    {
        var (told, body) = await _rig.PlaceAsync(order);
        Assert.That((told, body.GetProperty("code").GetInt32()), Is.EqualTo((status, code)));
        Assert.That(body.GetProperty("message").GetString(), Does.Contain(text));
    }

    [TestCase("\"type\":\"stop\",\"qty\":\"1\",\"stop_price\":\"1\",\"time_in_force\":\"gtc\"", "invalid order type for crypto order"), TestCase("\"type\":\"market\",\"qty\":\"1\",\"time_in_force\":\"day\"", "invalid crypto time_in_force"), TestCase("\"type\":\"limit\",\"qty\":\"0.05\",\"limit_price\":\"100\",\"time_in_force\":\"gtc\"", "cost basis must be >= minimal amount of order 10")]
    public async Task Place_CoinOutOfForm_IsRefusedAsThere(string order, string text) => Assert.That((await _rig.PlaceAsync(order, "BTC/USD")).Body.GetProperty("message").GetString(), Is.EqualTo(text));

    [Test]
    public async Task Place_UnknownAssetOrBody_IsRefused()
    {
        Assert.That((await _rig.PlaceAsync("\"type\":\"market\",\"qty\":\"1\",\"time_in_force\":\"day\"", "NONE")).Body.GetProperty("message").GetString(), Is.EqualTo("asset \"NONE\" not found"));
        Assert.That(await _rig.AskAsync("POST", "/v2/orders", "[") is (400, var bad) ? bad.GetProperty("code").GetInt32() : 0, Is.EqualTo(40010000));
        Assert.That((await _rig.AskAsync("GET", "/v2/nothing")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Order_ItsLife_IsToldByEveryQuestion()
    {
        var id = (await _rig.PlaceAsync("\"type\":\"limit\",\"qty\":2,\"limit_price\":150,\"time_in_force\":\"gtc\",\"client_order_id\":\"mine\"")).Body.GetProperty("id").GetString();
        Assert.That((await _rig.PlaceAsync("\"type\":\"market\",\"qty\":2,\"time_in_force\":\"day\",\"client_order_id\":\"mine\"")).Body.GetProperty("message").GetString(), Is.EqualTo("client_order_id must be unique"));
        foreach (var target in new[] { $"/v2/orders/{id}", "/v2/orders:by_client_order_id?client_order_id=mine" }) Assert.That((await _rig.GetAsync(target)).GetProperty("status").GetString(), Is.EqualTo("new"));
        Assert.That((await _rig.GetAsync("/v2/orders?symbols=AAPL,BTC%2FUSD&side=buy")).GetArrayLength(), Is.EqualTo(1));
        Assert.That((await _rig.AskAsync("DELETE", $"/v2/orders/{id}")).Status, Is.EqualTo(204));
        Assert.That((await _rig.AskAsync("DELETE", $"/v2/orders/{id}")).Status, Is.EqualTo(422));
        Assert.That((await _rig.AskAsync("DELETE", "/v2/orders/61e69015-8549-4bfd-b9c3-01e75843f47d")).Body.GetProperty("message").GetString(), Is.EqualTo("order not found"));
        Assert.That((await _rig.GetAsync("/v2/orders")).GetArrayLength(), Is.Zero);
        Assert.That((await _rig.GetAsync("/v2/orders?status=closed"))[0].GetProperty("status").GetString(), Is.EqualTo("canceled"));
        await _rig.RestAsync();
        await _rig.RestAsync();
        var (status, all) = await _rig.AskAsync("DELETE", "/v2/orders");
        Assert.That((status, all.GetArrayLength(), all[0].GetProperty("status").GetInt32()), Is.EqualTo((207, 2, 200)));
    }

    [Test]
    public async Task Replace_MakesAnotherOrder_AndTheOldOneSaysWhich()
    {
        var id = await _rig.RestAsync();
        var (status, next) = await _rig.AskAsync("PATCH", $"/v2/orders/{id}", """{"limit_price":"151","client_order_id":"next"}""");
        Assert.That((status, next.GetProperty("replaces").GetString(), next.GetProperty("limit_price").GetString(), next.GetProperty("client_order_id").GetString()), Is.EqualTo((200, id, "151", "next")));
        var old = await _rig.GetAsync($"/v2/orders/{id}");
        Assert.That((old.GetProperty("status").GetString(), old.GetProperty("replaced_by").GetString()), Is.EqualTo(("replaced", next.GetProperty("id").GetString())));
        Assert.That((await _rig.AskAsync("PATCH", $"/v2/orders/{next.GetProperty("id").GetString()}", """{"limit_price":"151"}""")).Body.GetProperty("message").GetString(), Is.EqualTo("order parameters are not changed"));
        Assert.That((await _rig.AskAsync("PATCH", $"/v2/orders/{id}", """{"limit_price":"152"}""")).Status, Is.EqualTo(422));
    }

    [Test]
    public async Task Notional_IsDollars_AndToldSo()
    {
        var placed = (await _rig.PlaceAsync("\"type\":\"market\",\"notional\":\"100.5\",\"time_in_force\":\"day\"")).Body;
        Assert.That((placed.GetProperty("notional").GetString(), placed.GetProperty("qty").ValueKind, placed.GetProperty("filled_qty").GetString()), Is.EqualTo(("100.5", JsonValueKind.Null, "0.5")));
    }

    [Test]
    public async Task Positions_AreSigned_HaveAnEntry_AndCanBeClosed()
    {
        await _rig.BuyAsync("BTC/USD", "gtc");
        await _rig.PlaceAsync("\"type\":\"market\",\"qty\":\"3\",\"time_in_force\":\"day\"", side: "sell");
        var all = (await _rig.GetAsync("/v2/positions")).EnumerateArray().ToDictionary(static one => one.GetProperty("symbol").GetString()!);
        Assert.That((all["AAPL"].GetProperty("qty").GetString(), all["AAPL"].GetProperty("side").GetString(), all["AAPL"].GetProperty("avg_entry_price").GetString()), Is.EqualTo(("-3", "short", "200")));
        Assert.That(all["BTCUSD"].GetProperty("qty").GetString(), Is.EqualTo("1.995"), "the fee came out of the coin");
        Assert.That((await _rig.AskAsync("DELETE", "/v2/positions/BTCUSD?percentage=50")).Body.GetProperty("side").GetString(), Is.EqualTo("sell"));
        Assert.That((await _rig.AskAsync("DELETE", "/v2/positions?cancel_orders=true")).Status, Is.EqualTo(207));
        Assert.That((await _rig.GetAsync("/v2/positions")).GetArrayLength(), Is.Zero);
        Assert.That((await _rig.AskAsync("GET", "/v2/positions/AAPL")).Status, Is.EqualTo(404));
        Assert.That((await _rig.AskAsync("DELETE", "/v2/positions/AAPL")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Activities_ArePagedByTheirIds_EitherWay()
    {
        for (var i = 0; i < 3; i++) await _rig.BuyAsync();
        await _rig.BuyAsync("BTC/USD", "gtc");
        var first = await _rig.GetAsync("/v2/account/activities/FILL?direction=asc&page_size=2");
        var second = await _rig.GetAsync($"/v2/account/activities/FILL?direction=asc&page_size=2&page_token={Uri.EscapeDataString(first[1].GetProperty("id").GetString()!)}");
        Assert.That((first.GetArrayLength(), second.GetArrayLength(), second[1].GetProperty("symbol").GetString()), Is.EqualTo((2, 2, "BTC/USD")));
        Assert.That((first[0].GetProperty("cum_qty").GetString(), first[0].GetProperty("type").GetString()), Is.EqualTo(("2", "fill")));
        Assert.That((await _rig.GetAsync("/v2/account/activities?activity_types=CFEE"))[0].GetProperty("qty").GetString(), Is.EqualTo("-0.005"));
        Assert.That((await _rig.AskAsync("GET", "/v2/account/activities?page_size=0")).Status, Is.EqualTo(422));
    }

    [Test]
    public async Task Headers_TellWhatIsLeft_AndTooMuchIs429()
    {
        using var answer = await _rig.SendAsync("GET", "/v2/clock");
        Assert.That((answer.Headers.GetValues("X-Ratelimit-Limit").Single(), answer.Headers.GetValues("X-Ratelimit-Remaining").Single(), answer.Headers.Contains("X-Request-ID")), Is.EqualTo(("200", "199", true)));
        _rig.Server.Add(new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 1 });
        await _rig.AskAsync("GET", "/v2/clock");
        var (status, body) = await _rig.AskAsync("GET", "/v2/clock");
        Assert.That((status, body.GetProperty("code").GetInt32()), Is.EqualTo((429, 42910000)));
    }

    [TestCase("UNAVAILABLE", 503, 50310000), TestCase("INSUFFICIENT_FUNDS", 403, 40310000), TestCase("42210000", 422, 42210000), TestCase("MARKET_HALTED", 403, 40310000)]
    public async Task Reject_ByACodeOfTheSandboxOrOfTheVenue_IsSaidInTheVenuesWords(string code, int status, int number)
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.Reject, Code = code, Count = 1 });
        var (told, body) = await _rig.PlaceAsync("\"type\":\"market\",\"qty\":\"1\",\"time_in_force\":\"day\"");
        Assert.That((told, body.GetProperty("code").GetInt32()), Is.EqualTo((status, number)));
        Assert.That(() => _rig.Server.Add(new Fault { Kind = FaultKind.Reject, Code = "NEVER_HEARD" }), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public async Task Key_ThatMayNotTrade_IsSuspended()
    {
        await using var rig = await AlpacaRig.StartAsync(new SandboxOptions { Accounts = [SandboxAccount.DemoOf("alpaca") with { MayTrade = false }] });
        Assert.That((await rig.PlaceAsync("\"type\":\"market\",\"qty\":\"1\",\"time_in_force\":\"day\"")).Body.GetProperty("message").GetString(), Is.EqualTo("new orders are rejected by user request"));
        Assert.That((await rig.GetAsync("/v2/account")).GetProperty("trade_suspended_by_user").GetBoolean(), Is.True);
        Assert.That((await rig.GetAsync("/v2/account/configurations")).GetProperty("fractional_trading").GetBoolean(), Is.True);
    }

    [TestCase("/v2/clock", "rest/clock_open.json"), TestCase("/v2/calendar?start=2026-01-05&end=2026-01-06", "rest/calendar.json"), TestCase("/v2/assets/AAPL", "rest/asset_us_equity.json"), TestCase("/v2/assets/BTC%2FUSD", "rest/asset_crypto_btcusd.json")]
    [TestCase("/v2/account/activities/FILL", "rest/activity_fill.json"), TestCase("/v2/positions/BTCUSD", "rest/position_crypto.json"), TestCase("/v2/positions/AAPL", "rest/position_equity.json"), TestCase("/v2/orders:by_client_order_id?client_order_id=n", "rest/order_notional_accepted.json")]
    [TestCase("/v2/stocks/trades?symbols=AAPL&limit=1", "data/stock_trades_page.json"), TestCase("/v2/stocks/bars?symbols=AAPL,MSFT&timeframe=1Day&limit=2", "data/stock_bars_daily_multi.json"), TestCase("/v2/stocks/quotes/latest?symbols=AAPL", "data/stock_latest_quote.json"), TestCase("/v2/stocks/trades/latest?symbols=AAPL", "data/stock_latest_trade.json")]
    [TestCase("/v1beta3/crypto/us/trades?symbols=BTC%2FUSD&limit=1", "data/crypto_trades_page.json"), TestCase("/v1beta3/crypto/us/bars?symbols=BTC%2FUSD&timeframe=1Min", "data/crypto_bars_1min.json"), TestCase("/v1beta3/crypto/us/latest/quotes?symbols=BTC%2FUSD", "data/crypto_latest_quote.json")]
    [TestCase("/v1beta3/crypto/us/latest/trades?symbols=BTC%2FUSD", "data/crypto_latest_trade.json"), TestCase("/v1beta3/crypto/us/latest/orderbooks?symbols=BTC%2FUSD", "data/crypto_orderbook.json"), TestCase("/v1beta3/crypto/us/latest/bars?symbols=BTC%2FUSD", "data/crypto_latest_bar.json")]
    public async Task Answer_HasTheMembersOfARecordedOne_AndTheReaderReadsIt(string target, string recorded)
    {
        await _rig.BuyAsync("BTC/USD", "gtc");
        await _rig.BuyAsync("BTC/USD", "gtc");
        await _rig.BuyAsync();
        await _rig.PlaceAsync("\"type\":\"market\",\"notional\":\"100.5\",\"time_in_force\":\"day\",\"client_order_id\":\"n\"");
        var ours = await _rig.BytesAsync(target);
        string[] elsewhere = [":null", ".next_page_token:", ".corrections", ".swap_rate", "nextPageToken", ".currency:", "[].u:", ".vw:", ".n:"];
        Assert.That(Shape.MissingIn(Unnamed(ours), Unnamed(Fixtures.Read("alpaca", recorded))).Where(path => !elsewhere.Any(part => path.Contains(part, StringComparison.Ordinal))), Is.Empty, Encoding.UTF8.GetString(ours));
        Assert.That(Decoded.Lines("alpaca", [ours]).Select(static line => line.Says("kind")), Is.Not.Empty.And.None.EqualTo("undecoded"));

        static byte[] Unnamed(byte[] json) => Encoding.UTF8.GetBytes(Regex.Replace(Encoding.UTF8.GetString(json), "\"[A-Z]+/[A-Z]+\":", "\"PAIR\":"));
    }

    [Test]
    public async Task Prices_SymbolsAndPages_AreAsThere()
    {
        for (var i = 0; i < 3; i++) _rig.Server.ShowTrade("AAPL", 200m + i, 1m, isBuyersTrade: true);
        var first = await _rig.GetAsync("/v2/stocks/trades?symbols=AAPL&limit=2");
        var rest = await _rig.GetAsync($"/v2/stocks/trades?symbols=AAPL&limit=2&page_token={first.GetProperty("next_page_token").GetString()}");
        Assert.That((first.GetProperty("trades").GetProperty("AAPL").GetArrayLength(), rest.GetProperty("trades").GetProperty("AAPL").GetArrayLength(), rest.GetProperty("next_page_token").ValueKind), Is.EqualTo((2, 1, JsonValueKind.Null)));
        Assert.That((await _rig.GetAsync("/v2/stocks/trades?symbols=AAPL&sort=desc")).GetProperty("trades").GetProperty("AAPL")[0].GetProperty("p").GetDecimal(), Is.EqualTo(202m));
        var (status, body) = await _rig.AskAsync("GET", "/v1beta3/crypto/us/bars?symbols=BTCUSD&timeframe=1Min");
        Assert.That((status, body.GetProperty("message").GetString()), Is.EqualTo((400, "invalid symbol: BTCUSD does not match ^[A-Z]+/[A-Z]+$")));
        Assert.That((await _rig.AskAsync("GET", "/v2/stocks/bars?symbols=AAPL&timeframe=7Years")).Status, Is.EqualTo(400));
        Assert.That((await _rig.GetAsync("/v2/stocks/snapshots?symbols=AAPL")).GetProperty("AAPL").GetProperty("latestQuote").GetProperty("bp").GetDecimal(), Is.EqualTo(200m));
        Assert.That((await _rig.GetAsync("/v2/stocks/AAPL/snapshot")).GetProperty("latestTrade").GetProperty("p").GetDecimal(), Is.EqualTo(202m));
        Assert.That((await _rig.GetAsync("/v1beta3/crypto/us/snapshots?symbols=BTC%2FUSD")).GetProperty("snapshots").GetProperty("BTC/USD").GetProperty("latestQuote").GetProperty("ap").GetDecimal(), Is.EqualTo(101m));
        foreach (var kind in new[] { "quote", "trade", "bar" }) Assert.That((await _rig.GetAsync($"/v2/stocks/AAPL/{kind}s/latest")).TryGetProperty(kind, out _), Is.True);
        Assert.That((await _rig.GetAsync("/v2/stocks/AAPL/trades")).GetProperty("trades").GetArrayLength(), Is.EqualTo(3));
        Assert.That((await _rig.GetAsync("/v2/stocks/quotes?symbols=AAPL")).GetProperty("quotes").GetProperty("AAPL").GetArrayLength(), Is.EqualTo(1));
        Assert.That((await _rig.GetAsync("/v2/assets?asset_class=crypto")).GetArrayLength(), Is.EqualTo(3));
        Assert.That((await _rig.AskAsync("GET", "/v2/assets/NONE")).Status, Is.EqualTo(404));
    }
}
