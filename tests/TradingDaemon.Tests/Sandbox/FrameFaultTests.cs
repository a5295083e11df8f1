using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;

namespace TradingDaemon.Tests.Sandbox;

public sealed class FrameFaultTests
{
    private SandboxRig _rig = null!;
    private SandboxStream _stream = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _rig = await SandboxRig.StartAsync(new SandboxOptions { HeartbeatEvery = TimeSpan.FromMilliseconds(20) });
        _stream = await SandboxStream.OpenAsync(_rig.Server, _rig.Client);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _stream.Dispose();
        await _rig.DisposeAsync();
    }

    [TestCase(FaultKind.DropFrame, "order order"), TestCase(FaultKind.DuplicateFrame, "order execution execution order")]
    [TestCase(FaultKind.ReorderFrame, "order order execution"), TestCase(FaultKind.DelayFrame, "order order execution"), TestCase(FaultKind.MuteStream, "order order")]
    public async Task Fault_OfExecutionFrames_ChangesThoseOnly(FaultKind kind, string expected)
    {
        var fault = _rig.Server.Add(new Fault { Kind = kind, Frame = "execution", Ms = kind == FaultKind.DelayFrame ? 1_000 : 60_000, Count = 1 })[0];
        await _rig.BuyAsync("f");
        await _rig.RestAsync("last", 50m); // its frame ends the count
        var types = new List<string>();
        while (true)
        {
            var frame = await NextNewsAsync();
            if (frame.TryGetProperty("order", out var order) && order.GetProperty("clientOrderId").GetString() == "last") break;
            types.Add(frame.GetProperty("type").GetString()!);
        }

        if (kind == FaultKind.DelayFrame && types.Count == 2) types.Add((await NextNewsAsync()).GetProperty("type").GetString()!);
        Assert.That(string.Join(' ', types), Is.EqualTo(expected));
        Assert.That(await _rig.HitsOfAsync(fault), Is.EqualTo(1));
    }

    [Test]
    public async Task ReorderFrame_NothingFollows_ComesWhenItsTimeIsUp()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.ReorderFrame, Frames = 50, Ms = 5, Frame = "order" });
        await _rig.RestAsync("held");
        Assert.That((await NextNewsAsync()).GetProperty("order").GetProperty("clientOrderId").GetString(), Is.EqualTo("held"));
    }

    [Test]
    public async Task MuteStream_HeartbeatsAndPongsGoOn_AndTheGapShowsAfterwards()
    {
        await _stream.SubscribeAsync("quotes", "BTC/USD");
        var before = (await _stream.NextAsync("quote")).GetProperty("sequence").GetInt64();
        var mute = _rig.Server.Add(new Fault { Kind = FaultKind.MuteStream })[0];
        _rig.Quote(110m, 111m);
        _rig.Quote(112m, 113m);
        for (var i = 0; i < 3; i++) Assert.That((await _stream.NextAsync()).GetProperty("type").GetString(), Is.EqualTo("heartbeat"));
        _rig.Server.Remove(mute);
        _rig.Quote(114m, 115m);
        Assert.That((await _stream.NextAsync("quote")).GetProperty("sequence").GetInt64(), Is.EqualTo(before + 3));
    }

    [Test]
    public async Task IgnoreSubscribe_IsNotAnswered_TheNextIs()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.IgnoreSubscribe, Count = 1 });
        await _stream.SubscribeAsync("quotes", "BTC/USD");
        await _stream.SubscribeAsync("trades", "BTC/USD");
        var answer = await _stream.NextAsync("subscribed");
        _rig.Quote(110m, 111m);
        _rig.Server.ShowTrade("BTC/USD", 111m, 0.5m, isBuyersTrade: true);
        var news = await NextNewsAsync();
        Assert.That((answer.GetProperty("channel").GetString(), news.GetProperty("type").GetString()), Is.EqualTo(("trades", "trade")));
    }

    [Test]
    public async Task Pause_StreamsStandStill_ThenGoOn()
    {
        await _stream.SubscribeAsync("quotes", "BTC/USD");
        await _stream.NextAsync("quote");
        var pause = _rig.Server.Add(new Fault { Kind = FaultKind.Pause })[0];
        _rig.Quote(110m, 111m);
        _rig.Server.Remove(pause);
        Assert.That((await _stream.NextAsync("quote")).GetProperty("bid").GetString(), Is.EqualTo("110"));
    }

    private async Task<JsonElement> NextNewsAsync()
    {
        while (true)
            if (await _stream.NextAsync() is var frame && frame.GetProperty("type").GetString() is not ("heartbeat" or "subscribed")) return frame;
    }
}
