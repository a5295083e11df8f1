using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Sandbox;

public sealed class StreamTests
{
    private static readonly SandboxOptions Still = new() { HasMarket = false };

    [Test]
    public async Task Quotes_Subscribed_BeginWithASnapshotAndRunWithoutGaps()
    {
        await using var sandbox = await SandboxServer.StartAsync(Still);
        using var stream = await SandboxStream.OpenAsync(sandbox);
        sandbox.ShowQuote("BTC/USD", 100m, 1m, 101m, 2m);
        await stream.SubscribeAsync("quotes", "BTC/USD");
        var subscribed = await stream.NextAsync();
        var snapshot = await stream.NextAsync();
        sandbox.ShowQuote("BTC/USD", 102m, 1m, 103m, 2m);
        sandbox.ShowQuote("ETH/USD", 9m, 1m, 10m, 2m);
        sandbox.ShowQuote("BTC/USD", 0m, 0m, 104m, 2.5m);
        var (second, third) = (await stream.NextAsync(), await stream.NextAsync());
        var start = snapshot.GetProperty("sequence").GetInt64();
        Assert.Multiple(() =>
        {
            Assert.That(subscribed.ToString(), Is.EqualTo("""{"type":"subscribed","channel":"quotes","symbols":["BTC/USD"]}"""));
            Assert.That(snapshot.GetProperty("bid").GetString(), Is.EqualTo("100"));
            Assert.That(second.GetProperty("sequence").GetInt64(), Is.EqualTo(start + 1));
            Assert.That(second.GetProperty("bid").GetString(), Is.EqualTo("102"));
            Assert.That(third.GetProperty("sequence").GetInt64(), Is.EqualTo(start + 2));
            Assert.That(third.GetProperty("bid").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(third.GetProperty("askSize").GetString(), Is.EqualTo("2.5"));
        });
    }

    [Test]
    public async Task Account_Authenticated_HearsOfItsOrdersAsTheyWereAtEachMoment()
    {
        await using var sandbox = await SandboxServer.StartAsync(Still);
        using var client = new SandboxClient(sandbox);
        using var stream = await SandboxStream.OpenAsync(sandbox, client);
        sandbox.ShowQuote("BTC/USD", 100m, 1m, 101m, 2m);
        await client.PlaceAsync("m", "BTC/USD", "buy", "market", 0.5m);
        var frames = new[] { await stream.NextAsync(), await stream.NextAsync(), await stream.NextAsync() };
        Assert.Multiple(() =>
        {
            Assert.That(frames.Select(static frame => frame.GetProperty("type").GetString()), Is.EqualTo(new[] { "order", "execution", "order" }));
            Assert.That(frames[0].GetProperty("order").GetProperty("status").GetString(), Is.EqualTo("open"));
            Assert.That(frames[0].GetProperty("order").GetProperty("filled").GetString(), Is.EqualTo("0"));
            Assert.That(frames[1].GetProperty("execution").GetProperty("sequence").GetInt64(), Is.EqualTo(1));
            Assert.That(frames[1].GetProperty("execution").GetProperty("liquidity").GetString(), Is.EqualTo("taker"));
            Assert.That(frames[2].GetProperty("order").GetProperty("status").GetString(), Is.EqualTo("filled"));
            Assert.That(frames[2].GetProperty("order").GetProperty("averagePrice").GetString(), Is.EqualTo("101"));
        });
    }

    [Test]
    public async Task Book_RebuiltFromSnapshotAndChanges_HasTheChecksumToldEachTime()
    {
        await using var sandbox = await SandboxServer.StartAsync(Still);
        using var client = new SandboxClient(sandbox);
        using var stream = await SandboxStream.OpenAsync(sandbox);
        sandbox.ShowQuote("BTC/USD", 50_000m, 1m, 50_001m, 2m);
        await stream.SubscribeAsync("book", "BTC/USD");
        var (bids, asks) = (new SortedDictionary<decimal, string>(Comparer<decimal>.Create(static (a, b) => b.CompareTo(a))), new SortedDictionary<decimal, string>());
        var frames = new List<JsonElement> { await stream.NextAsync("book") };
        sandbox.ShowQuote("BTC/USD", 50_000.5m, 1.5m, 50_001m, 2m);
        frames.Add(await stream.NextAsync("book"));
        await client.PlaceAsync("rest", "BTC/USD", "buy", "limit", 0.25m, 50_000.6m);
        frames.Add(await stream.NextAsync("book"));
        await client.PlaceAsync("take", "BTC/USD", "buy", "market", 0.5m);
        frames.Add(await stream.NextAsync("book"));
        await client.SendAsync("DELETE", "/v1/orders");
        frames.Add(await stream.NextAsync("book"));
        foreach (var (frame, i) in frames.Select(static (frame, i) => (frame, i)))
        {
            Assert.That(frame.GetProperty("snapshot").GetBoolean(), Is.EqualTo(i == 0));
            Assert.That(frame.GetProperty("sequence").GetInt64(), Is.EqualTo(frames[0].GetProperty("sequence").GetInt64() + i));
            Apply(bids, frame.GetProperty("bids"));
            Apply(asks, frame.GetProperty("asks"));
            var text = string.Join(',', bids.Take(10).Concat(asks.Take(10)).Select(static level => $"{level.Key / 1.0000000000000000m:0.##########}:{level.Value}"));
            Assert.That(frame.GetProperty("checksum").GetUInt32(), Is.EqualTo(Crc(text)), text);
        }

        Assert.That(bids, Does.Not.ContainKey(50_000.6m));
    }

    [TestCase("hello", "BAD_REQUEST"), TestCase("""{"op":"dance"}""", "BAD_REQUEST"), TestCase("[]", "BAD_REQUEST"), TestCase("""{"op":"subscribe","channel":"news","symbols":[]}""", "BAD_REQUEST")]
    [TestCase("""{"op":"subscribe","channel":"quotes"}""", "BAD_REQUEST"), TestCase("""{"op":"subscribe","channel":"quotes","symbols":[1]}""", "BAD_REQUEST")]
    [TestCase("""{"op":"subscribe","channel":"quotes","symbols":["BTC/USD","NO/PE"]}""", "UNKNOWN_INSTRUMENT"), TestCase("""{"op":"unsubscribe","channel":"book","symbols":["NO/PE"]}""", "UNKNOWN_INSTRUMENT")]
    [TestCase("""{"op":"authenticate","key":"demo-key","nonce":"1","timestamp":"1","signature":"00"}""", "INVALID_SIGNATURE"), TestCase("""{"op":"authenticate"}""", "INVALID_KEY")]
    public async Task Message_Impossible_IsAnsweredByAnError(string message, string code)
    {
        await using var sandbox = await SandboxServer.StartAsync(Still);
        using var stream = await SandboxStream.OpenAsync(sandbox);
        await stream.SayAsync(message);
        Assert.That((await stream.NextAsync("error")).GetProperty("code").GetString(), Is.EqualTo(code));
    }

    [Test]
    public async Task Message_LongerThanAny_EndsTheStream()
    {
        await using var sandbox = await SandboxServer.StartAsync(Still);
        using var stream = await SandboxStream.OpenAsync(sandbox);
        Assert.That(async () =>
        {
            await stream.SayAsync(new string('x', 70_000));
            await stream.NextAsync();
        }, Throws.InstanceOf<WebSocketException>());
    }

    [Test]
    public async Task Unsubscribed_HearsNoMore_AndASecondClientSeesTheSameNumbers()
    {
        await using var sandbox = await SandboxServer.StartAsync(Still);
        using var stream = await SandboxStream.OpenAsync(sandbox);
        using var other = await SandboxStream.OpenAsync(sandbox);
        await stream.SubscribeAsync("trades", "BTC/USD");
        await stream.NextAsync("subscribed");
        sandbox.ShowTrade("BTC/USD", 100m, 1m, isBuyersTrade: false);
        var first = await stream.NextAsync("trade");
        await other.SubscribeAsync("trades", "BTC/USD");
        var last = await other.NextAsync("trade");
        await stream.SayAsync("""{"op":"unsubscribe","channel":"trades","symbols":["BTC/USD"]}""");
        await stream.NextAsync("unsubscribed");
        sandbox.ShowTrade("BTC/USD", 101m, 1m, isBuyersTrade: true);
        var next = await other.NextAsync("trade");
        await stream.SubscribeAsync("quotes", "BTC/USD");
        Assert.Multiple(() =>
        {
            Assert.That(last.ToString(), Is.EqualTo(first.ToString()));
            Assert.That(next.GetProperty("sequence").GetInt64(), Is.EqualTo(2));
        });
        Assert.That((await stream.NextAsync()).GetProperty("type").GetString(), Is.EqualTo("subscribed"), "The trade in between was not for it.");
    }

    [Test]
    public async Task Close_ByTheClient_IsAnswered()
    {
        await using var sandbox = await SandboxServer.StartAsync(Still);
        using var stream = await SandboxStream.OpenAsync(sandbox);
        await stream.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        Assert.That(stream.Socket.State, Is.EqualTo(WebSocketState.Closed));
    }

    private static void Apply(SortedDictionary<decimal, string> side, JsonElement levels)
    {
        foreach (var level in levels.EnumerateArray())
            if (level[1].GetString() == "0") side.Remove(decimal.Parse(level[0].GetString()!, System.Globalization.CultureInfo.InvariantCulture));
            else side[decimal.Parse(level[0].GetString()!, System.Globalization.CultureInfo.InvariantCulture)] = level[1].GetString()!;
    }

    // Bit by bit: nothing shared with what is judged.
    private static uint Crc(string text)
    {
        var crc = uint.MaxValue;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320u;
        }

        return ~crc;
    }
}
