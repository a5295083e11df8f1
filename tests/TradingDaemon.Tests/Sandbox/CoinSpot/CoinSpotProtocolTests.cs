using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Sandbox.Kraken;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Sandbox.CoinSpot;

/// <summary>CoinSpot's protocol, asked by a client written from its documents alone; BTC/AUD stands still at 90000 to 90100.</summary>
internal sealed class CoinSpotProtocolTests
{
    private static long nonce = 1_700_000_000_000;

    [Test]
    public async Task Answers_EveryMember_IsARecordedOnes()
    {
        await using var server = await StartAsync();
        var placed = await BytesAsync(server, "my/buy", Resting);
        await JsonAsync(server, "my/sell/now", """ "cointype":"BTC","amount":0.001,"amounttype":"coin" """); // nothing to sell yet: refused
        var bought = await BytesAsync(server, "my/buy/now", """ "cointype":"BTC","amount":0.001,"amounttype":"coin","rate":90100,"threshold":0 """);
        var id = JsonDocument.Parse(placed).RootElement.GetProperty("id").GetString();
        var answers = new Dictionary<string, byte[]>
        {
            ["private/buy_limit_placed.json"] = placed, ["private/buy_now.json"] = bought, ["private/balances.json"] = await BytesAsync(server, "ro/my/balances"),
            ["private/my_orders_market_open.json"] = await BytesAsync(server, "ro/my/orders/market/open"), ["private/my_orders_completed.json"] = await BytesAsync(server, "ro/my/orders/completed"),
            ["private/quote_buy_now.json"] = await BytesAsync(server, "quote/buy/now", """ "cointype":"BTC" """), ["private/status_ok.json"] = await BytesAsync(server, "status"), ["private/cancel_ok.json"] = await BytesAsync(server, "my/buy/cancel", $""" "id":"{id}" """),
            ["public/latest_btc.json"] = await PublicAsync(server, "latest/btc"), ["public/buyprice_btc.json"] = await PublicAsync(server, "buyprice/btc"), ["public/orders_open_btc.json"] = await PublicAsync(server, "orders/open/btc"),
            ["public/orders_completed_btc.json"] = await PublicAsync(server, "orders/completed/btc"),
        };
        foreach (var (recorded, ours) in answers) Assert.That(Shape.MissingIn(ours, Fixtures.Read("coinspot", recorded)), Is.Empty, recorded);
        var latest = JsonDocument.Parse(await PublicAsync(server, "latest")).RootElement.GetProperty("prices");
        Assert.That((latest.GetProperty("btc").GetProperty("ask").GetString(), latest.GetProperty("btc_usdt").GetProperty("bid").GetString()), Is.EqualTo(("90100", "NaN")));
        Assert.That(Text(await PublicAsync(server, "orders/summary/completed/btc/aud")), Does.Contain("\"orders\":[{"));
        Assert.That(Text(await PublicAsync(server, "sellprice/btc/")), Does.Contain("\"rate\":\"90000\""), "a slash at the end is borne");
    }

    [Test]
    public async Task Entrance_KeySignatureNonceAndPermission_AreCheckedInThisOrder()
    {
        await using var server = await StartAsync(SandboxAccount.DemoOf("coinspot"), new SandboxAccount("reader", "r-key", "r-secret") { MayTrade = false });
        Assert.That(await ErrorAsync(server, "ro/status", key: "nobody"), Is.EqualTo((401, "Invalid key")));
        Assert.That(await ErrorAsync(server, "ro/status", secret: "wrong"), Is.EqualTo((401, "Invalid signature")));
        var used = Interlocked.Increment(ref nonce);
        Assert.That(await ErrorAsync(server, "ro/status", number: $"{used}"), Is.EqualTo((200, "ok")));
        Assert.That((await ErrorAsync(server, "ro/status", number: $"{used}")).Message, Does.Contain("nonce"));
        Assert.That(await ErrorAsync(server, "ro/status", number: $"\"{Interlocked.Increment(ref nonce)}\""), Is.EqualTo((200, "ok")), "a text is taken too");
        Assert.That((await ErrorAsync(server, "ro/status", number: "1.5")).Message, Does.Contain("nonce"));
        Assert.That(await ErrorAsync(server, "ro/my/balances", key: "r-key", secret: "r-secret"), Is.EqualTo((200, "ok")));
        Assert.That(await ErrorAsync(server, "my/buy", Resting, "r-key", "r-secret"), Is.EqualTo((403, "This key is read only")));
        Assert.That((await ErrorAsync(server, "ro/my/buy", Resting)).Status, Is.EqualTo(400), "below /ro nothing is traded");
    }

    [Test]
    public async Task Orders_EverythingThatIsWrong_IsSaidInTheVenuesWords()
    {
        await using var server = await StartAsync();
        foreach (var (path, body, message) in new[]
        {
            ("my/buy", """ "cointype":"NOPE","amount":1,"rate":1 """, "Coin not found"), ("my/buy", """ "cointype":"BTC","amount":-1,"rate":1 """, "Invalid amount"), ("my/buy", """ "cointype":"BTC","amount":1 """, "Invalid rate"),
            ("my/buy", """ "cointype":"BTC","amount":0.000000001,"rate":80000 """, "Invalid amount"), ("my/buy", """ "cointype":"BTC","amount":0.00001,"rate":80000 """, "Order value is below the minimum"), ("my/buy", """ "cointype":"BTC","amount":10,"rate":80000 """, "Insufficient funds"),
            ("my/sell/cancel", """ "id":"600000000000000000000001" """, "Order not found"), ("my/buy/cancel", """ "id":"x" """, "Order not found"), ("my/buy/now", """ "cointype":"BTC","amount":0.01,"amounttype":"coin","rate":80000,"threshold":1 """, "The rate has moved beyond the threshold"),
            ("my/buy/now", """ "cointype":"BTC","amount":0.01,"amounttype":"usd" """, "Invalid amount"), ("my/buy/now", """ "cointype":"NOPE" """, "Coin not found"), ("my/buy/edit", """ "id":"x","newrate":1 """, "Order not found"), ("quote/sell/now", """ "cointype":"NOPE" """, "Coin not found"),
            ("ro/my/orders/completed", """ "startdate":"yesterday" """, "Invalid request"), ("ro/my/balance/NOPE", "", "Coin not found"),
        })
            Assert.That(await ErrorAsync(server, path, body), Is.EqualTo((400, message)), path);
        Assert.That(Text(await PublicAsync(server, "latest/nope")), Does.Contain("Coin not found"));
    }

    [Test]
    public async Task Orders_EditedSoldAndCancelled_AreWhatTheLedgerSays()
    {
        await using var server = await StartAsync();
        var id = (await JsonAsync(server, "my/buy", Resting)).GetProperty("id").GetString();
        var edited = await JsonAsync(server, "my/buy/edit", $""" "cointype":"BTC","id":"{id}","rate":80000,"newrate":81000 """);
        Assert.That((edited.GetProperty("updated").GetBoolean(), edited.GetProperty("newrate").GetDecimal()), Is.EqualTo((true, 81_000m)));
        await JsonAsync(server, "my/buy/now", """ "cointype":"BTC","amount":901,"amounttype":"aud" """);
        Assert.That((await JsonAsync(server, "my/sell", """ "cointype":"BTC","amount":0.004,"rate":99000 """)).GetProperty("status").GetString(), Is.EqualTo("ok"));
        var wallet = (await JsonAsync(server, "ro/my/balance/BTC?available=yes")).GetProperty("balance").GetProperty("BTC");
        Assert.That((wallet.GetProperty("balance").GetDecimal(), wallet.GetProperty("available").GetDecimal()), Is.EqualTo((0.01m, 0.006m)));
        Assert.That((await JsonAsync(server, "my/orders/market/completed")).GetProperty("buyorders").GetArrayLength(), Is.Zero, "bought at once, nothing rested");
        var row = (await JsonAsync(server, "ro/my/orders/completed", $""" "cointype":"BTC","markettype":"AUD","startdate":"{DateTime.UtcNow:yyyy-MM-dd}","enddate":"{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}","limit":1 """)).GetProperty("buyorders")[0];
        Assert.That((row.GetProperty("type").GetString(), row.GetProperty("audtotal").GetDecimal()), Is.EqualTo(("instant", row.GetProperty("total").GetDecimal() + row.GetProperty("audfeeExGst").GetDecimal() + row.GetProperty("audGst").GetDecimal())));
        await JsonAsync(server, "my/buy/cancel/all", """ "coin":"ETH" """);
        Assert.That((await JsonAsync(server, "ro/my/orders/market/open")).GetProperty("buyorders").GetArrayLength(), Is.EqualTo(1));
        await JsonAsync(server, "my/buy/cancel/all");
        var open = await JsonAsync(server, "ro/my/orders/market/open");
        Assert.That((open.GetProperty("buyorders").GetArrayLength(), open.GetProperty("sellorders").GetArrayLength()), Is.EqualTo((0, 1)), "one side at a time");
        Assert.That((await JsonAsync(server, "ro/my/orders/limit/open")).GetProperty("sellorders").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Faults_OutageAndTooManyRequests_AreThePageAndTheWordsOfTheVenue()
    {
        await using var server = await StartAsync();
        server.Add(new Fault { Kind = FaultKind.Reject, Request = "balances", Code = "UNAVAILABLE", Count = 1 }, new Fault { Kind = FaultKind.Reject, Request = "openOrders", Code = "Site is under maintenance", Count = 1 });
        using var outage = await PostAsync(server, "ro/my/balances");
        Assert.That(((int)outage.StatusCode, await outage.Content.ReadAsStringAsync()), Is.EqualTo((503, "<html><head><title>503 Service Temporarily Unavailable</title></head><body>cloudflare</body></html>")));
        Assert.That(await ErrorAsync(server, "ro/my/orders/market/open"), Is.EqualTo((400, "Site is under maintenance")));
        server.Add(new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 1, BanAfter = 100 });
        var limited = (0, (string?)"");
        for (var i = 0; i < 4 && limited.Item1 != 429; i++) limited = await ErrorAsync(server, "ro/status"); // a minute may begin in between
        Assert.That(limited, Is.EqualTo((429, "Too many requests")));
    }

    private const string Resting = """ "cointype":"BTC","amount":0.01,"rate":80000 """;

    private static async Task<SandboxServer> StartAsync(params SandboxAccount[] accounts)
    {
        var options = new SandboxOptions { Venue = "coinspot", HasMarket = false };
        var server = await SandboxServer.StartAsync(accounts.Length == 0 ? options : options with { Accounts = accounts });
        server.ShowQuote("BTC/AUD", 90_000m, 10m, 90_100m, 10m);
        server.ShowTrade("BTC/AUD", 90_050m, 1m, isBuyersTrade: true);
        return server;
    }

    private static async Task<HttpResponseMessage> PostAsync(SandboxServer server, string path, string body = "", string key = "demo-key", string secret = "demo-secret", string? number = null)
    {
        using var http = new HttpClient();
        var bytes = Encoding.UTF8.GetBytes($$"""{"nonce":{{number ?? $"{Interlocked.Increment(ref nonce)}"}}{{(body.Length > 0 ? "," : "")}}{{body}}}""");
        using var content = new ByteArrayContent(bytes);
        content.Headers.Add("Content-Type", "application/json");
        content.Headers.Add("key", key);
        content.Headers.Add("sign", Convert.ToHexStringLower(HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), bytes)));
        return await http.PostAsync(new Uri(server.Address, "/api/v2/" + path), content);
    }

    private static async Task<byte[]> BytesAsync(SandboxServer server, string path, string body = "")
    {
        using var response = await PostAsync(server, path, body);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<JsonElement> JsonAsync(SandboxServer server, string path, string body = "") => JsonDocument.Parse(await BytesAsync(server, path, body)).RootElement;

    private static async Task<(int Status, string? Message)> ErrorAsync(SandboxServer server, string path, string body = "", string key = "demo-key", string secret = "demo-secret", string? number = null)
    {
        using var response = await PostAsync(server, path, body, key, secret, number);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement.GetProperty("message").GetString());
    }

    private static async Task<byte[]> PublicAsync(SandboxServer server, string path)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(server.Address, "/pubapi/v2/" + path));
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
