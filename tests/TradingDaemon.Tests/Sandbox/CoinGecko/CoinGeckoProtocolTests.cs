using System.Net;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Sandbox.Kraken;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Sandbox.CoinGecko;

/// <summary>CoinGecko's protocol, asked by a client written from its documents alone.</summary>
internal sealed class CoinGeckoProtocolTests
{
    [TestCase("ping", "ping.json")]
    [TestCase("simple/price?ids=bitcoin&vs_currencies=usd&include_market_cap=true&include_24hr_vol=true&include_24hr_change=true&include_last_updated_at=true", "simple_price.json")]
    [TestCase("coins/bitcoin/market_chart?vs_currency=usd&days=1", "market_chart.json")]
    public async Task Answer_EveryMember_IsADocumentedOnes(string target, string documented)
    {
        await using var server = await StartAsync();
        Assert.That(Shape.MissingIn(await BytesAsync(server, target), Fixtures.Read("coingecko", documented)), Is.Empty);
    }

    [Test]
    public async Task Answers_ListsUnknownCoinsAndPages_AreAsThere()
    {
        await using var server = await StartAsync();
        var prices = await JsonAsync(server, "simple/price?ids=bitcoin,nobody,solana&vs_currencies=usd,aud");
        Assert.That(prices.EnumerateObject().Select(static coin => coin.Name), Is.EqualTo(new[] { "bitcoin", "solana" }), "an unknown id is not there");
        Assert.That((prices.GetProperty("bitcoin").GetProperty("usd").GetDecimal(), prices.GetProperty("solana").EnumerateObject().Any()), Is.EqualTo((50_000m, false)), "nor is a price nobody made");
        Assert.That((await JsonAsync(server, "coins/list")).EnumerateArray().Select(static coin => coin.GetProperty("id").GetString()), Does.Contain("ethereum"));
        Assert.That((await JsonAsync(server, "coins/list?include_platform=true"))[0].GetProperty("platforms").ValueKind, Is.EqualTo(JsonValueKind.Object));
        Assert.That((await JsonAsync(server, "simple/supported_vs_currencies"))[0].GetString(), Is.EqualTo("usd"));
        var markets = await JsonAsync(server, "coins/markets?vs_currency=usd&per_page=1&page=1");
        Assert.That((markets.GetArrayLength(), markets[0].GetProperty("current_price").GetDecimal(), markets[0].GetProperty("symbol").GetString()), Is.EqualTo((1, 50_000m, "btc")));
        Assert.That((await JsonAsync(server, "coins/markets?vs_currency=usd&ids=solana"))[0].GetProperty("current_price").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Refusals_EachKind_HaveTheirFormAndStatus()
    {
        await using var server = await StartAsync();
        foreach (var (target, status, text) in new[] { ("coins/nobody/market_chart?vs_currency=usd&days=1", 404, "coin not found"), ("coins/bitcoin/market_chart?vs_currency=usd&days=max", 401, "10005"), ("coins/bitcoin/market_chart?days=1", 422, "vs_currency"), ("simple/price", 422, "ids"), ("simple/price?ids=bitcoin", 422, "vs_currencies"), ("coins/markets", 422, "vs_currency"), ("nothing", 404, "Incorrect path"), ("ping?x_cg_pro_api_key=k", 400, "10010") })
        {
            using var http = new HttpClient();
            using var response = await http.GetAsync(new Uri(server.Address, "/api/v3/" + target));
            Assert.That(((int)response.StatusCode, await response.Content.ReadAsStringAsync()), Is.EqualTo((status, text)).Using<(int Status, string Text), (int Status, string Text)>(static (got, wanted) => got.Status == wanted.Status && got.Text.Contains(wanted.Text, StringComparison.Ordinal)), target);
        }
    }

    [Test]
    public async Task Limit_OneCallTooMany_Is429WithAPause()
    {
        await using var server = await StartAsync(new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 1, BanAfter = 100 });
        using var http = new HttpClient();
        HttpResponseMessage? refused = null;
        for (var i = 0; i < 4 && refused?.StatusCode != HttpStatusCode.TooManyRequests; i++) refused = await http.GetAsync(new Uri(server.Address, "/api/v3/ping")); // a minute may begin in between
        Assert.That((refused!.StatusCode, refused.Headers.RetryAfter?.Delta > TimeSpan.Zero), Is.EqualTo((HttpStatusCode.TooManyRequests, true)));
        Assert.That(Shape.MissingIn(await refused.Content.ReadAsByteArrayAsync(), Fixtures.Read("coingecko", "error_429.json")), Is.Empty);
        refused.Dispose();
    }

    private static async Task<SandboxServer> StartAsync(params Fault[] faults)
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "coingecko", HasMarket = false, Faults = new FaultScript { Faults = faults } });
        server.ShowQuote("BTC/USD", 50_000m, 10m, 50_001m, 10m);
        server.ShowTrade("BTC/USD", 50_000m, 1m, isBuyersTrade: true);
        return server;
    }

    private static async Task<byte[]> BytesAsync(SandboxServer server, string target)
    {
        using var http = new HttpClient();
        return await http.GetByteArrayAsync(new Uri(server.Address, "/api/v3/" + target));
    }

    private static async Task<JsonElement> JsonAsync(SandboxServer server, string target) => JsonDocument.Parse(await BytesAsync(server, target)).RootElement;
}
