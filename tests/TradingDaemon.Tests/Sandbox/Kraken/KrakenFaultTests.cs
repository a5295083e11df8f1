using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;

namespace TradingDaemon.Tests.Sandbox.Kraken;

/// <summary>Each kind of fault once through this protocol: they are the same faults, at the same places.</summary>
public sealed class KrakenFaultTests
{
    private KrakenRig _rig = null!;

    [SetUp]
    public async Task StartAsync() => _rig = await KrakenRig.StartAsync(new SandboxOptions { HeartbeatEvery = TimeSpan.FromMilliseconds(20) });

    [TearDown]
    public async Task StopAsync() => await _rig.DisposeAsync();

    [TestCase(FaultKind.AcceptThenTimeout, 1), TestCase(FaultKind.RejectThenTimeout, 0)]
    public async Task Timeout_LeavesAnOrderOrNot_AndNoAnswer(FaultKind kind, int orders)
    {
        _rig.Server.Add(new Fault { Kind = kind, Ms = 1, Count = 1, Symbol = "BTC/USD", OrderType = "limit" });
        Assert.That(async () => await _rig.RestAsync(), Throws.InstanceOf<HttpRequestException>());
        Assert.That(SandboxRig.CountOf(_rig.State(), "openOrders"), Is.EqualTo(orders));
        Assert.That(await _rig.RestAsync(), Is.Not.Empty);
    }

    [TestCase(FaultKind.AcceptThenTimeout, 1), TestCase(FaultKind.RejectThenTimeout, 0)]
    public async Task Timeout_OfAnOrderOnTheStream_CutsIt(FaultKind kind, int orders)
    {
        var token = await _rig.TokenAsync();
        using var stream = await KrakenRig.Stream.OpenAsync(_rig);
        _rig.Server.Add(new Fault { Kind = kind, Ms = 1, Count = 1 });
        await stream.SayAsync($$"""{"method":"add_order","params":{"order_type":"limit","side":"buy","symbol":"BTC/USD","order_qty":1,"limit_price":90,"token":"{{token}}" } }""");
        Assert.That(async () => await stream.NextAsync("add_order"), Throws.InstanceOf<System.Net.WebSockets.WebSocketException>());
        Assert.That(SandboxRig.CountOf(_rig.State(), "openOrders"), Is.EqualTo(orders));
    }

    [Test]
    public async Task AcceptThen500_OrderIsThere()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.AcceptThen500 });
        using var response = await _rig.PostAsync("AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90");
        Assert.That(((int)response.StatusCode, await response.Content.ReadAsStringAsync()), Is.EqualTo((500, """{"error":["EGeneral:Internal error"]}""")));
        Assert.That(SandboxRig.CountOf(_rig.State(), "openOrders"), Is.EqualTo(1));
    }

    [TestCase("UNAVAILABLE", "EService:Unavailable"), TestCase("INSUFFICIENT_FUNDS", "EOrder:Insufficient funds"), TestCase("EService:Busy", "EService:Busy")]
    public async Task Reject_ByACodeOfTheSandboxOrOfTheVenue_IsSaidInTheVenuesWords(string code, string text)
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.Reject, Code = code, Count = 1 });
        Assert.That(KrakenRig.ErrorOf(await _rig.AskAsync("AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90")), Is.EqualTo(text));
        Assert.That(() => _rig.Server.Add(new Fault { Kind = FaultKind.Reject, Code = "NEVER_HEARD" }), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public async Task Reject_OfAStream_LetsNoneBeOpened()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.Reject, Code = "UNAVAILABLE", Request = "stream" });
        Assert.That(async () => await KrakenRig.Stream.OpenAsync(_rig), Throws.InstanceOf<System.Net.WebSockets.WebSocketException>());
    }

    [Test]
    public async Task LieNotFound_HidesTheOrder_FromEveryQuestion()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.LieNotFound, Ms = 60_000 });
        var id = await _rig.RestAsync("&cl_ord_id=hidden");
        Assert.That(KrakenRig.Result(await _rig.AskAsync("OpenOrders")).GetProperty("open").EnumerateObject().Count(), Is.Zero);
        Assert.That(KrakenRig.ErrorOf(await _rig.AskAsync("QueryOrders", "txid=" + id)), Is.EqualTo("EOrder:Unknown order"));
        Assert.That(KrakenRig.Result(await _rig.AskAsync("CancelOrder", "txid=" + id)).GetProperty("count").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task AckDelayAndFillBeforeAck_FramesAreSentFirst()
    {
        using var stream = await KrakenRig.Stream.OpenPrivateAsync(_rig);
        _rig.Server.Add(new Fault { Kind = FaultKind.FillBeforeAck }, new Fault { Kind = FaultKind.AckDelay, Ms = 60_000 });
        var placing = _rig.BuyAsync();
        while ((await stream.NextExecutionAsync()).GetProperty("exec_type").GetString() != "filled") Assert.That(placing.IsCompleted, Is.False);
        Assert.That(placing.IsCompleted, Is.False);
    }

    [Test]
    public async Task Pause_NothingIsAnswered_UntilItEnds()
    {
        using var stream = await KrakenRig.Stream.OpenPrivateAsync(_rig);
        var pause = _rig.Server.Add(new Fault { Kind = FaultKind.Pause })[0];
        var placing = _rig.RestAsync();
        Assert.That((placing.IsCompleted, SandboxRig.CountOf(_rig.State(), "openOrders")), Is.EqualTo((false, 0)));
        _rig.Server.Remove(pause);
        await placing;
        Assert.That((await stream.NextExecutionAsync()).GetProperty("exec_type").GetString(), Is.EqualTo("pending_new"));
    }

    [Test]
    public async Task RefuseConnections_NewOnesAreReset()
    {
        var fault = _rig.Server.Add(new Fault { Kind = FaultKind.RefuseConnections })[0];
        Assert.That(async () => await KrakenRig.Stream.OpenAsync(_rig), Throws.InstanceOf<System.Net.WebSockets.WebSocketException>());
        _rig.Server.Remove(fault);
        using var stream = await KrakenRig.Stream.OpenAsync(_rig);
    }

    [TestCase(FaultKind.DropFrame, "2 3 5"), TestCase(FaultKind.MuteStream, "2 3 5"), TestCase(FaultKind.DuplicateFrame, "2 3 4 4 5")]
    [TestCase(FaultKind.ReorderFrame, "2 3 5 4"), TestCase(FaultKind.DelayFrame, "2 3 5 4")]
    public async Task Fault_OfExecutionFrames_ChangesThoseOnly_AndTheNumbersShowIt(FaultKind kind, string expected)
    {
        using var stream = await KrakenRig.Stream.OpenPrivateAsync(_rig);
        _rig.Server.Add(new Fault { Kind = kind, Frame = "execution", Symbol = "BTC/USD", Ms = kind == FaultKind.DelayFrame ? 1_000 : 60_000, Count = 1 });
        await _rig.BuyAsync();
        var numbers = new List<long>();
        while (numbers.Count < expected.Split(' ').Length) numbers.Add((await stream.NextAsync("executions")).GetProperty("sequence").GetInt64());
        Assert.That(string.Join(' ', numbers), Is.EqualTo(expected));
    }

    [Test]
    public async Task IgnoreSubscribe_IsNotAnswered_TheNextIs()
    {
        using var stream = await KrakenRig.Stream.OpenAsync(_rig);
        _rig.Server.Add(new Fault { Kind = FaultKind.IgnoreSubscribe, Frame = "book", Count = 1 });
        await stream.SubscribeAsync("book");
        await stream.SubscribeAsync("ticker");
        Assert.That((await stream.NextAsync("subscribe")).GetProperty("result").GetProperty("channel").GetString(), Is.EqualTo("ticker"));
        await stream.SubscribeAsync("book");
        Assert.That((await stream.NextAsync("subscribe")).GetProperty("result").GetProperty("channel").GetString(), Is.EqualTo("book"));
    }

    [Test]
    public async Task PartialFills_TradeInPieces()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.PartialFills, Pieces = 4 });
        var id = await _rig.BuyAsync();
        Assert.That(KrakenRig.Result(await _rig.AskAsync("QueryOrders", $"txid={id}&trades=true")).GetProperty(id).GetProperty("trades").GetArrayLength(), Is.EqualTo(4));
    }

    [Test]
    public async Task ClockOffset_IsToldEverywhere()
    {
        var honest = KrakenRig.Result(await _rig.GetAsync("Time")).GetProperty("unixtime").GetInt64();
        _rig.Server.Add(new Fault { Kind = FaultKind.ClockOffset, Ms = -3_600_000 });
        var wrong = KrakenRig.Result(await _rig.GetAsync("Time")).GetProperty("unixtime").GetInt64();
        var id = await _rig.RestAsync();
        var opened = KrakenRig.Result(await _rig.AskAsync("QueryOrders", "txid=" + id)).GetProperty(id).GetProperty("opentm").GetDecimal();
        Assert.That((double)(honest - wrong), Is.EqualTo(3_600.0).Within(60.0));
        Assert.That((double)(opened - wrong), Is.EqualTo(0.0).Within(60.0));
    }

    [Test]
    public async Task LooseNonces_AnyWillDo_WhileItStands()
    {
        var fault = _rig.Server.Add(new Fault { Kind = FaultKind.LooseNonces })[0];
        await _rig.AskAsync("Balance", nonce: 9_000);
        var loose = KrakenRig.ErrorOf(await _rig.AskAsync("Balance", nonce: 1));
        _rig.Server.Remove(fault);
        Assert.That((loose, KrakenRig.ErrorOf(await _rig.AskAsync("Balance", nonce: 1))), Is.EqualTo(((string?)null, "EAPI:Invalid nonce")));
    }

    [Test]
    public async Task RateLimit_OtherNumbers_ThenTheLockout()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 1, BanAfter = 1, BanSeconds = 600 });
        var errors = new List<string?>();
        for (var i = 0; i < 4; i++) errors.Add(KrakenRig.ErrorOf(await _rig.AskAsync("Balance")));
        Assert.That(errors[^1], Is.EqualTo("EGeneral:Temporary lockout"));
        Assert.That(errors, Does.Contain("EAPI:Rate limit exceeded"));
    }

    [Test]
    public async Task Crash_CutsEverybody_AndWhatIsInTheLedgerIsThereAgain()
    {
        using var folder = new TemporaryFolder();
        await using var rig = await KrakenRig.StartAsync(new SandboxOptions { DataDirectory = folder.Path });
        var id = await rig.RestAsync();
        using var stream = await KrakenRig.Stream.OpenPrivateAsync(rig);
        Assert.That(rig.Server.Crash(), Is.Empty);
        Assert.That(async () => await stream.NextAsync("executions"), Throws.InstanceOf<System.Net.WebSockets.WebSocketException>());
        JsonElement? open = null;
        for (var i = 0; i < 3 && open is null; i++)
        {
            try
            {
                open = KrakenRig.Result(await rig.AskAsync("OpenOrders")).GetProperty("open");
            }
            catch (HttpRequestException cut)
            {
                TestContext.Out.WriteLine(cut.Message); // the connection kept for later was cut too
            }
        }

        Assert.That(open?.TryGetProperty(id, out _), Is.True);
    }
}
