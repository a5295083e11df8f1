using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Tests.Sandbox.Kraken;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Sandbox.Coinbase;

/// <summary>Coinbase's streams as the sandbox speaks them.</summary>
public sealed class CoinbaseStreamTests
{
    private CoinbaseRig _rig = null!;
    private CoinbaseRig.Stream _stream = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _rig = await CoinbaseRig.StartAsync(new SandboxOptions { HeartbeatEvery = TimeSpan.FromMilliseconds(50) });
        _stream = await CoinbaseRig.Stream.OpenAsync(_rig);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _stream.Dispose();
        await _rig.DisposeAsync();
    }

    [Test]
    public async Task Frames_OfAllChannels_HaveOneRowOfNumbers_AndPicturesComeBeforeAcknowledgements()
    {
        await _stream.SubscribeAsync("level2");
        await _stream.SubscribeAsync("market_trades");
        await _stream.SubscribeAsync("ticker");
        await _stream.SubscribeUserAsync();
        await _stream.SubscribeAsync("heartbeats", "\"x\":0");
        var channels = new List<string>();
        for (var number = 0L; number < 11; number++)
        {
            var frame = JsonDocument.Parse(await _stream.NextAsync()).RootElement;
            Assert.That(frame.GetProperty("sequence_num").GetInt64(), Is.EqualTo(number));
            channels.Add(frame.GetProperty("channel").GetString()!);
        }

        Assert.That(channels, Is.EqualTo(new[] { "l2_data", "subscriptions", "market_trades", "subscriptions", "ticker", "subscriptions", "user", "subscriptions", "subscriptions", "heartbeats", "heartbeats" }));
    }

    [Test]
    public async Task Book_WhatChanged_IsTold_AndUnsubscribedNoMore()
    {
        await _stream.SubscribeAsync("level2");
        await _stream.NextAsync("subscriptions");
        _rig.Server.ShowQuote("BTC/USD", 102m, 5m, 103m, 6m);
        var updates = (await _stream.NextAsync("l2_data")).GetProperty("events")[0].GetProperty("updates").EnumerateArray().Select(static one => (one.GetProperty("side").GetString(), one.GetProperty("price_level").GetString(), one.GetProperty("new_quantity").GetString())).ToArray();
        Assert.That(updates, Does.Contain(("bid", "102", "5")).And.Contain(("offer", "103", "6")).And.Contain(("bid", "100", "0")).And.Contain(("offer", "101", "0")));
        await _stream.SubscribeAsync("level2", type: "unsubscribe");
        var left = (await _stream.NextAsync("subscriptions")).GetProperty("events")[0].GetProperty("subscriptions");
        Assert.That(left.EnumerateObject().Count(), Is.Zero);
    }

    [Test]
    public async Task Trades_TellTheMakersSide()
    {
        await _stream.SubscribeAsync("market_trades");
        await _stream.NextAsync("subscriptions");
        _rig.Server.ShowTrade("BTC/USD", 101m, 2m, isBuyersTrade: true);
        var trade = (await _stream.NextAsync("market_trades")).GetProperty("events")[0].GetProperty("trades")[0];
        Assert.That((trade.GetProperty("side").GetString(), trade.GetProperty("price").GetString(), trade.GetProperty("size").GetString()), Is.EqualTo(("SELL", "101", "2")));
    }

    [Test]
    public async Task Trades_OfOneMoment_AreToldInBatches_NewestFirst()
    {
        const int Trades = 20;
        await _stream.SubscribeAsync("market_trades");
        await _stream.NextAsync("subscriptions");
        for (var i = 0; i < Trades; i++) _rig.Server.ShowTrade("BTC/USD", 101m, 1m + i, isBuyersTrade: true);
        var (told, frames) = (new List<long>(), 0);
        for (; told.Count < Trades; frames++)
        {
            var batch = (await _stream.NextAsync("market_trades")).GetProperty("events")[0].GetProperty("trades").EnumerateArray().Select(static trade => long.Parse(Text(trade, "trade_id")!, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            Assert.That(batch, Is.Ordered.Descending);
            told.AddRange(batch);
        }

        Assert.That(told, Is.Unique);
        Assert.That(frames, Is.LessThan(Trades), "a batch has more than one trade");
    }

    [Test]
    public async Task User_OrdersAreToldAsWhatTheyCameTo()
    {
        await _stream.SubscribeUserAsync();
        Assert.That((await _stream.NextAsync("user")).GetProperty("events")[0].GetProperty("orders").GetArrayLength(), Is.Zero);
        await _rig.RestAsync("rests");
        var open = await NextOrderAsync();
        Assert.That((Text(open, "status"), Text(open, "cumulative_quantity"), Text(open, "leaves_quantity"), Text(open, "limit_price")), Is.EqualTo(("OPEN", "0", "1", "90")));
        _rig.Server.Add(new Fault { Kind = FaultKind.PartialFills, Pieces = 4 });
        _rig.Server.ShowQuote("BTC/USD", 88m, 1_000m, 89m, 1_000m);
        var parts = new List<JsonElement>();
        while (parts.Count < 4) parts.Add(await NextOrderAsync());
        Assert.That(parts.Select(static part => (Text(part, "status"), Text(part, "cumulative_quantity"), Text(part, "leaves_quantity"))), Is.EqualTo(new[] { ("OPEN", "0.25", "0.75"), ("OPEN", "0.5", "0.5"), ("OPEN", "0.75", "0.25"), ("FILLED", "1", "0") }));
        await _rig.PlaceAsync("ends", CoinbaseRig.Limit(price: "80"));
        await _rig.AskAsync("orders/batch_cancel", $$"""{"order_ids":["{{Text(await NextOrderAsync(), "order_id")}}"]}""");
        var ended = await NextOrderAsync();
        Assert.That((Text(ended, "status"), Text(ended, "cumulative_quantity"), Text(ended, "leaves_quantity")), Is.EqualTo(("CANCELLED", "0", "0")), "nothing is left, filled or not");
    }

    [Test]
    public async Task User_WithoutATokenOrWithAWrongOne_IsRefused()
    {
        await _stream.SubscribeAsync("user", "\"x\":0");
        Assert.That(Text(await _stream.NextAsync("error"), "message"), Is.EqualTo("authentication failure"));
        await _stream.SubscribeUserAsync(CoinbaseRig.Token("GET api.coinbase.com/api/v3/brokerage/accounts"));
        Assert.That(Text(await _stream.NextAsync("error"), "message"), Is.EqualTo("authentication failure"));
        await _stream.SubscribeAsync("levels");
        Assert.That(Text(await _stream.NextAsync("error"), "message"), Is.EqualTo("unknown channel levels"));
        await _stream.SubscribeAsync("ticker", "\"product_ids\":[\"NO-NE\"]");
        Assert.That(Text(await _stream.NextAsync("error"), "message"), Is.EqualTo("failure to subscribe"));
        await _stream.SayAsync("""{"type":"dance"}""");
        Assert.That(Text(await _stream.NextAsync("error"), "message"), Is.EqualTo("unknown type"));
    }

    [Test]
    public async Task Silence_AfterConnecting_IsClosed()
    {
        Assert.That(async () => await _stream.NextAsync(), Throws.InstanceOf<System.Net.WebSockets.WebSocketException>());
    }

    [TestCase(FaultKind.DropFrame, "2 4"), TestCase(FaultKind.DuplicateFrame, "2 3 3 4"), TestCase(FaultKind.ReorderFrame, "2 4 3")]
    public async Task Fault_OfOrderFrames_ShowsInTheNumbers(FaultKind kind, string expected)
    {
        await _stream.SubscribeUserAsync();
        await _stream.NextAsync("subscriptions");
        _rig.Server.Add(new Fault { Kind = kind, Frame = "order", Skip = 1, Count = 1, Ms = 60_000 });
        for (var i = 0; i < 3; i++) await _rig.RestAsync($"order-{i}");
        var numbers = new List<long>();
        while (numbers.Count < expected.Split(' ').Length) numbers.Add((await _stream.NextAsync("user")).GetProperty("sequence_num").GetInt64());
        Assert.That(string.Join(' ', numbers), Is.EqualTo(expected));
    }

    [Test]
    public async Task IgnoreSubscribe_IsNotAnswered_TheNextIs()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.IgnoreSubscribe, Frame = "book", Count = 1 });
        await _stream.SubscribeAsync("level2");
        await _stream.SubscribeAsync("ticker");
        Assert.That((await _stream.NextAsync("subscriptions")).GetProperty("events")[0].GetProperty("subscriptions").TryGetProperty("level2", out _), Is.False);
    }

    [TestCase("level2", "l2_data", "ws_level2_sol.session.jsonl", 0), TestCase("market_trades", "market_trades", "ws_market_trades.session.jsonl", 0), TestCase("heartbeats", "heartbeats", "ws_heartbeats.session.jsonl", 1)]
    [TestCase("user", "user", "ws_user_snapshot_sample.json", 0), TestCase("user", "user", "ws_user_empty.session.jsonl", 0)]
    public async Task Frame_HasEveryMemberARecordedOneHas(string asked, string channel, string fixture, int line)
    {
        _rig.Server.ShowTrade("BTC/USD", 101m, 2m, isBuyersTrade: true);
        if (!fixture.Contains("empty", StringComparison.Ordinal)) await _rig.RestAsync();
        if (asked == "user") await _stream.SubscribeUserAsync();
        else await _stream.SubscribeAsync(asked);
        var recorded = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(Fixtures.Read("coinbase", fixture)).Split('\n')[line]);
        var ours = JsonSerializer.SerializeToUtf8Bytes(await _stream.NextAsync(channel));
        Assert.That(Shape.MissingIn(ours, recorded).Where(static path => !path.Contains("_positions[]", StringComparison.Ordinal)), Is.Empty);
    }

    private async Task<JsonElement> NextOrderAsync() => (await _stream.NextAsync("user")).GetProperty("events")[0].GetProperty("orders")[0];

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
