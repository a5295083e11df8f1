using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Alpaca.Streaming;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Tests.Sandbox.Alpaca;

/// <summary>Alpaca's streams: logging in, what is subscribed, what is told, and faults of frames.</summary>
public sealed class AlpacaStreamTests
{
    private AlpacaRig _rig = null!;

    [SetUp]
    public async Task StartAsync() => _rig = await AlpacaRig.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _rig.DisposeAsync();

    [Test]
    public async Task Account_LifeOfOrders_IsToldInBinaryFramesToAPaperKey()
    {
        using var stream = await AlpacaRig.Stream.ListenAsync(_rig);
        await _rig.BuyAsync();
        var told = new List<JsonElement>();
        while (told.Count < 3) told.Add((await stream.NextAsync()).GetProperty("data"));
        Assert.That(told.Select(static one => one.GetProperty("event").GetString()), Is.EqualTo(new[] { "pending_new", "new", "fill" }));
        Assert.That((told[2].GetProperty("qty").GetString(), told[2].GetProperty("position_qty").GetString(), told[2].GetProperty("order").GetProperty("filled_qty").GetString(), stream.Kind), Is.EqualTo(("2", "2", "2", WebSocketMessageType.Binary)));
        var id = await _rig.RestAsync();
        await _rig.AskAsync("PATCH", $"/v2/orders/{id}", """{"qty":"3"}""");
        await _rig.AskAsync("DELETE", "/v2/orders");
        told.Clear();
        while (told.Count < 6) told.Add((await stream.NextAsync()).GetProperty("data"));
        Assert.That(told.Select(static one => one.GetProperty("event").GetString()), Is.EqualTo(new[] { "pending_new", "new", "replaced", "pending_new", "new", "canceled" }));
    }

    [Test]
    public async Task Account_LiveKey_HearsText()
    {
        await using var rig = await AlpacaRig.StartAsync(new SandboxOptions { Accounts = [SandboxAccount.DemoOf("alpaca") with { Key = "AKLIVE" }] });
        using var stream = await AlpacaRig.Stream.OpenAsync(rig, "/stream");
        await stream.SayAsync("""{"action":"auth","key":"AKLIVE","secret":"demo-secret"}""");
        Assert.That((await stream.NextAsync()).GetProperty("data").GetProperty("status").GetString(), Is.EqualTo("authorized"));
        Assert.That(stream.Kind, Is.EqualTo(WebSocketMessageType.Text));
    }

    [Test]
    public async Task Account_WrongKeyOrTooEarly_IsUnauthorized()
    {
        using var stream = await AlpacaRig.Stream.OpenAsync(_rig, "/stream");
        await stream.SayAsync("""{"action":"listen","data":{"streams":["trade_updates"]}}""");
        Assert.That((await stream.NextAsync()).GetProperty("data").ToString(), Is.EqualTo("""{"status":"unauthorized","action":"listen"}"""));
        await stream.SayAsync("""{"action":"authenticate","data":{"key_id":"PKDEMO","secret_key":"no"}}""");
        Assert.That((await stream.NextAsync()).GetProperty("data").ToString(), Is.EqualTo("""{"status":"unauthorized","action":"authenticate"}"""));
    }

    [TestCase(FaultKind.DropFrame, "pending_new new"), TestCase(FaultKind.MuteStream, "pending_new new"), TestCase(FaultKind.DuplicateFrame, "pending_new new fill fill")]
    public async Task Fault_OfExecutionFrames_ChangesThoseOnly(FaultKind kind, string expected)
    {
        using var stream = await AlpacaRig.Stream.ListenAsync(_rig);
        _rig.Server.Add(new Fault { Kind = kind, Frame = "execution", Symbol = "AAPL", Count = 1 });
        await _rig.BuyAsync();
        await stream.SayAsync("""{"action":"listen","data":{"streams":[]}}""");
        var told = new List<string?>();
        for (var frame = await stream.NextAsync(); frame.GetProperty("stream").GetString() != "listening"; frame = await stream.NextAsync()) told.Add(frame.GetProperty("data").GetProperty("event").GetString());
        Assert.That(string.Join(' ', told), Is.EqualTo(expected));
    }

    [Test]
    public async Task IgnoreListen_IsNotAnswered()
    {
        using var stream = await AlpacaRig.Stream.ListenAsync(_rig);
        _rig.Server.Add(new Fault { Kind = FaultKind.IgnoreSubscribe, Frame = "order", Count = 1 });
        await stream.SayAsync("""{"action":"listen","data":{"streams":["trade_updates"]}}""");
        await stream.SayAsync("""{"action":"listen","data":{"streams":[]}}""");
        Assert.That((await stream.NextAsync()).GetProperty("data").GetProperty("streams").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Data_LoggingIn_IsStrict_AndTakesOneConnection()
    {
        using var stream = await AlpacaRig.Stream.OpenAsync(_rig, "/v2/iex");
        Assert.That((await stream.NextAsync()).ToString(), Is.EqualTo("""{"T":"success","msg":"connected"}"""));
        Assert.That(await CodeAsync(stream, """{"action":"subscribe","quotes":["AAPL"]}"""), Is.EqualTo(401));
        Assert.That(await CodeAsync(stream, """{"action":"auth","key":"PKDEMO","secret":"no"}"""), Is.EqualTo(402));
        await stream.SayAsync($$"""{"action":"auth","key":"{{AlpacaRig.Key}}","secret":"{{AlpacaRig.Secret}}"}""");
        Assert.That((await stream.NextAsync()).GetProperty("msg").GetString(), Is.EqualTo("authenticated"));
        Assert.That(await CodeAsync(stream, $$"""{"action":"auth","key":"{{AlpacaRig.Key}}","secret":"{{AlpacaRig.Secret}}"}"""), Is.EqualTo(403));
        Assert.That(await CodeAsync(stream, "what"), Is.EqualTo(400));
        Assert.That(await CodeAsync(stream, """{"action":"subscribe","orderbooks":["AAPL"]}"""), Is.EqualTo(410));
        Assert.That(await CodeAsync(stream, """{"action":"subscribe","quotes":"AAPL"}"""), Is.EqualTo(400));
        Assert.That(await CodeAsync(stream, $$"""{"action":"subscribe","quotes":[{{string.Join(',', Enumerable.Range(0, 31).Select(static i => $"\"S{i}\""))}}]}"""), Is.EqualTo(405));
        using var second = await AlpacaRig.Stream.LogInAsync(_rig, "/v2/iex");
        Assert.That(Encoding.UTF8.GetString(second.Newest), Is.EqualTo("""[{"T":"error","code":406,"msg":"connection limit exceeded"}]"""));
        using var coins = await AlpacaRig.Stream.LogInAsync(_rig, "/v1beta3/crypto/us");
        Assert.That(Encoding.UTF8.GetString(coins.Newest), Does.Contain("authenticated"), "another stream is another place");
        stream.Dispose();
        Assert.That(async () =>
        {
            using var again = await AlpacaRig.Stream.LogInAsync(_rig, "/v2/iex");
            return Encoding.UTF8.GetString(again.Newest);
        }, Does.Contain("authenticated").After(300_000, 50), "the place is free when its connection ends");
    }

    [Test]
    public async Task Data_OfCoins_IsAPictureAndWhatChanges()
    {
        using var stream = await AlpacaRig.Stream.LogInAsync(_rig, "/v1beta3/crypto/us");
        await stream.SayAsync("""{"action":"subscribe","trades":["BTC/USD"],"quotes":["BTC/USD"],"orderbooks":["BTC/USD"],"bars":["*"]}""");
        Assert.That((await stream.NextAsync()).ToString(), Is.EqualTo("""{"T":"subscription","trades":["BTC/USD"],"quotes":["BTC/USD"],"bars":["*"],"updatedBars":[],"dailyBars":[],"orderbooks":["BTC/USD"]}"""));
        Assert.That((await stream.NextAsync()).GetProperty("ap").GetDecimal(), Is.EqualTo(101m));
        var book = await stream.NextAsync();
        Assert.That((book.GetProperty("T").GetString(), book.GetProperty("r").GetBoolean(), book.GetProperty("b")[0].GetProperty("p").GetDecimal()), Is.EqualTo(("o", true, 100m)));
        _rig.Server.ShowTrade("BTC/USD", 101m, 1m, isBuyersTrade: true);
        Assert.That((await stream.NextAsync()).GetProperty("tks").GetString(), Is.EqualTo("B"));
        _rig.Server.ShowQuote("BTC/USD", 99m, 5m, 101m, 1_000m);
        Assert.That((await stream.NextAsync()).GetProperty("bp").GetDecimal(), Is.EqualTo(99m));
        var change = await stream.NextAsync();
        Assert.That((change.TryGetProperty("r", out _), change.GetProperty("b").EnumerateArray().Any(static level => level.ToString() == """{"p":100,"s":0}""")), Is.EqualTo((false, true)));
        await stream.SayAsync("""{"action":"unsubscribe","trades":["BTC/USD"],"quotes":["BTC/USD"],"orderbooks":["BTC/USD"]}""");
        Assert.That((await stream.NextAsync()).GetProperty("orderbooks").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Data_PackedByTheHandshake_IsTheSame()
    {
        using var stream = await AlpacaRig.Stream.OpenTypedAsync(_rig, "/v2/sip", "application/msgpack");
        Assert.That(Text(await stream.ReadAsync()), Is.EqualTo("""[{"T":"success","msg":"connected"}]"""));
        await stream.SayAsync(new MessagePackBody().Map(3).Text("action").Text("auth").Text("key").Text(AlpacaRig.Key).Text("secret").Text(AlpacaRig.Secret).Bytes);
        Assert.That(Text(await stream.ReadAsync()), Does.Contain("authenticated"));
        await stream.SayAsync(new MessagePackBody().Map(2).Text("action").Text("subscribe").Text("quotes").List(1).Text("AAPL").Bytes);
        await stream.ReadAsync();
        var quote = JsonDocument.Parse(Text(await stream.ReadAsync())).RootElement[0];
        Assert.That((quote.GetProperty("ap").GetDecimal(), quote.GetProperty("t").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(-5), stream.Kind), Is.EqualTo((201m, true, WebSocketMessageType.Binary)));
        await stream.SayAsync("{"u8.ToArray());
        Assert.That(Text(await stream.ReadAsync()), Does.Contain("400"));
    }

    [Test]
    public void Packing_AnyValue_IsReadBack()
    {
        const string Json = """{"T":"x","whole":-7,"part":1.5,"yes":true,"no":false,"none":null,"list":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17],"t":"2026-01-05T10:00:00.1234567Z","long":"0123456789012345678901234567890123456789"}""";
        Assert.That(Text(AlpacaPacking.Pack(Encoding.UTF8.GetBytes(Json))), Is.EqualTo(Json.Replace("1234567Z", "123456700Z", StringComparison.Ordinal)));
        Assert.That(Encoding.UTF8.GetString(AlpacaPacking.Unpack(AlpacaPacking.Pack("""{"a":["b",true,null],"c":{"d":"0123456789012345678901234567890123456789"}}"""u8.ToArray()))), Is.EqualTo("""{"a":["b",true,null],"c":{"d":"0123456789012345678901234567890123456789"}}"""));
        foreach (var broken in new byte[][] { [], [0x81], [0x81, 0xa1], [0x81, 0xd9], [0xc1], [0x80, 0x80], [0xdc, 0], [0x91, 0x05] }) Assert.That(AlpacaPacking.Unpack(broken), Is.Empty);
    }

    private static string Text(byte[] packed) => Encoding.UTF8.GetString(new MessagePackText().Read(packed));

    private static async Task<int> CodeAsync(AlpacaRig.Stream stream, string message)
    {
        await stream.SayAsync(message);
        return (await stream.NextAsync()).GetProperty("code").GetInt32();
    }
}
