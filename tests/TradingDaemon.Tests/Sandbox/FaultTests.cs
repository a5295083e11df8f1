using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;

namespace TradingDaemon.Tests.Sandbox;

public sealed class FaultTests
{
    private SandboxRig _rig = null!;

    [SetUp]
    public async Task StartAsync() => _rig = await SandboxRig.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _rig.DisposeAsync();

    [Test]
    public async Task AckDelay_OrderIsPlacedBeforeItIsAnswered()
    {
        using var stream = await SandboxStream.OpenAsync(_rig.Server, _rig.Client);
        _rig.Server.Add(new Fault { Kind = FaultKind.AckDelay, Ms = 60_000, MaxMs = 70_000 });
        var placing = _rig.RestAsync("late");
        await stream.NextAsync("order");
        Assert.That(placing.IsCompleted, Is.False);
        await _rig.StaffAsync("POST", "cut");
        Assert.That(async () => await placing, Throws.InstanceOf<HttpRequestException>());
    }

    [TestCase(FaultKind.AcceptThenTimeout, 1), TestCase(FaultKind.RejectThenTimeout, 0)]
    public async Task Timeout_LeavesAnOrderOrNot_AndNoAnswer(FaultKind kind, int orders)
    {
        var fault = _rig.Server.Add(new Fault { Kind = kind, Ms = 1, Count = 1 })[0];
        Assert.That(async () => await _rig.RestAsync("lost"), Throws.InstanceOf<HttpRequestException>());
        Assert.That(SandboxRig.CountOf(_rig.State(), "openOrders"), Is.EqualTo(orders));
        Assert.That((await _rig.RestAsync("next")).Status, Is.EqualTo(201));
        Assert.That(await _rig.HitsOfAsync(fault), Is.EqualTo(1));
    }

    [Test]
    public async Task AcceptThen500_OrderIsThere()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.AcceptThen500 });
        var (status, answer) = await _rig.RestAsync("broken");
        Assert.That((status, SandboxRig.CodeOf(answer), SandboxRig.CountOf(_rig.State(), "openOrders")), Is.EqualTo((500, "INTERNAL", 1)));
    }

    [Test]
    public async Task Reject_ByCodeTypeCountAndSkip_StrikesThoseOnly()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.Reject, Code = "PRICE_BAND", OrderType = "market", Skip = 1, Count = 1 });
        var statuses = new List<int> { (await _rig.RestAsync("a")).Status };
        for (var i = 0; i < 3; i++) statuses.Add((await _rig.BuyAsync($"m{i}")).Status);
        Assert.That(statuses, Is.EqualTo(new[] { 201, 201, 422, 201 }));
    }

    [Test]
    public async Task Reject_OfOtherRequests_StrikesThose()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.Reject, Code = "UNAVAILABLE", Request = "balances", Account = "demo" });
        Assert.That(((await _rig.Client.GetAsync("/v1/balances")).Status, (await _rig.Client.GetAsync("/v1/orders/open")).Status), Is.EqualTo((503, 200)));
        _rig.Server.Add(new Fault { Kind = FaultKind.Reject, Code = "UNAVAILABLE", Request = "any" });
        Assert.That((await _rig.Client.SendAsync("GET", "/v1/time", isSigned: false)).Status, Is.EqualTo(503));
        Assert.That(async () => await SandboxStream.OpenAsync(_rig.Server), Throws.InstanceOf<System.Net.WebSockets.WebSocketException>());
    }

    [Test]
    public async Task LieNotFound_HidesTheOrderForAWhile()
    {
        var clock = new MovableClock();
        await using var rig = await SandboxRig.StartAsync(new SandboxOptions { Clock = clock });
        rig.Client.ClockError = clock.GetUtcNow() - DateTimeOffset.UtcNow;
        rig.Server.Add(new Fault { Kind = FaultKind.LieNotFound, Ms = 30_000 });
        await rig.RestAsync("hidden");
        var (_, lookup) = await rig.Client.GetAsync("/v1/orders?clientOrderId=hidden");
        var (_, open) = await rig.Client.GetAsync("/v1/orders/open");
        clock.Move(TimeSpan.FromSeconds(30));
        rig.Client.ClockError = clock.GetUtcNow() - DateTimeOffset.UtcNow;
        var (_, later) = await rig.Client.GetAsync("/v1/orders?clientOrderId=hidden");
        await rig.RestAsync("another");
        Assert.That((SandboxRig.CountOf(lookup, "orders"), SandboxRig.CountOf(open, "orders"), SandboxRig.CountOf(later, "orders")), Is.EqualTo((0, 0, 1)));
    }

    [Test]
    public async Task FillBeforeAck_FramesAreSentFirst()
    {
        using var stream = await SandboxStream.OpenAsync(_rig.Server, _rig.Client);
        var fault = _rig.Server.Add(new Fault { Kind = FaultKind.FillBeforeAck })[0];
        Assert.That((await _rig.BuyAsync("f")).Status, Is.EqualTo(201));
        Assert.That(await _rig.HitsOfAsync(fault), Is.EqualTo(1));
        Assert.That((await stream.NextAsync("execution")).GetProperty("execution").GetProperty("clientOrderId").GetString(), Is.EqualTo("f"));
    }

    [Test]
    public async Task Pause_NothingIsAnswered_UntilItEnds()
    {
        var pause = _rig.Server.Add(new Fault { Kind = FaultKind.Pause })[0];
        var placing = _rig.RestAsync("paused");
        await _rig.StaffAsync("GET", "faults");
        Assert.That((placing.IsCompleted, SandboxRig.CountOf(_rig.State(), "openOrders")), Is.EqualTo((false, 0)));
        Assert.That(_rig.Server.Remove(pause), Is.True);
        Assert.That((await placing).Status, Is.EqualTo(201));
        Assert.That(_rig.Server.Remove(pause), Is.False);
    }

    [Test]
    public async Task RefuseConnections_NewOnesAreReset_TheStaffsAreNot()
    {
        using var stream = await SandboxStream.OpenAsync(_rig.Server);
        await _rig.StaffAsync("POST", "faults", """{"kind":"refuseConnections"}""");
        var (_, cut) = await _rig.StaffAsync("POST", "cut");
        Assert.That(cut.GetProperty("cut").GetInt32(), Is.EqualTo(1));
        Assert.That(async () => await stream.NextAsync(), Throws.InstanceOf<System.Net.WebSockets.WebSocketException>());
        Assert.That(async () => await _rig.Client.GetAsync("/v1/balances"), Throws.InstanceOf<HttpRequestException>().Or.InstanceOf<System.Net.Sockets.SocketException>());
        await _rig.StaffAsync("DELETE", "faults");
        Assert.That((await _rig.Client.GetAsync("/v1/balances")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task PartialFills_TakingAndResting_TradeInPieces()
    {
        _rig.Server.Add(new Fault { Kind = FaultKind.PartialFills, Pieces = 3 });
        await _rig.BuyAsync("taking", 0.9m);
        await _rig.RestAsync("resting", 95m, 0.3m);
        _rig.Quote(94m, 95m);
        var executions = _rig.State().GetProperty("executions").EnumerateArray().ToLookup(static one => one.GetProperty("clientOrderId").GetString(), static one => one.GetProperty("quantity").GetString());
        Assert.Multiple(() =>
        {
            Assert.That(executions["taking"], Is.EqualTo(new[] { "0.3", "0.3", "0.3" }));
            Assert.That(executions["resting"], Is.EqualTo(new[] { "0.1", "0.1", "0.1" }));
        });
    }

    [Test]
    public async Task PartialFills_OfASell_TradeInPieces()
    {
        await _rig.BuyAsync("first", 1m);
        _rig.Server.Add(new Fault { Kind = FaultKind.PartialFills, Pieces = 2 });
        await _rig.Client.PlaceAsync("sell", "BTC/USD", "sell", "market", 1m);
        Assert.That(SandboxRig.CountOf(_rig.State(), "executions"), Is.EqualTo(3));
    }

    [Test]
    public async Task ClockOffset_TimeIsToldWrong_AndHonestSendersAreRefused()
    {
        var fault = _rig.Server.Add(new Fault { Kind = FaultKind.ClockOffset, Ms = -3_600_000 })[0];
        var (_, time) = await _rig.Client.SendAsync("GET", "/v1/time", isSigned: false);
        var (_, honest) = await _rig.Client.GetAsync("/v1/balances");
        _rig.Client.ClockError = TimeSpan.FromHours(-1);
        var (adapted, _) = await _rig.Client.GetAsync("/v1/balances");
        _rig.Server.Remove(fault);
        var (healed, _) = await _rig.Client.GetAsync("/v1/balances");
        var told = DateTimeOffset.FromUnixTimeMilliseconds(time.GetProperty("serverTime").GetInt64());
        Assert.Multiple(() =>
        {
            Assert.That(told, Is.EqualTo(DateTimeOffset.UtcNow.AddHours(-1)).Within(TimeSpan.FromMinutes(10)));
            Assert.That(SandboxRig.CodeOf(honest), Is.EqualTo("TIMESTAMP_OUT_OF_RANGE"));
            Assert.That((adapted, healed), Is.EqualTo((200, 401)));
        });
    }

    [Test]
    public async Task LooseNonces_AnyWillDo_WhileItStands()
    {
        await _rig.Client.GetAsync("/v1/balances");
        var fault = _rig.Server.Add(new Fault { Kind = FaultKind.LooseNonces })[0];
        _rig.Client.Nonce = 0;
        var loose = (await _rig.Client.GetAsync("/v1/balances")).Status;
        _rig.Server.Remove(fault);
        _rig.Client.Nonce = 0;
        Assert.That((loose, (await _rig.Client.GetAsync("/v1/balances")).Status), Is.EqualTo((200, 401)));
    }

    [Test]
    public async Task Seed_SameScriptAndRequests_StrikesTheSame()
    {
        async Task<string> RunAsync(ulong seed)
        {
            _rig.Server.Replace(new FaultScript
            {
                Seed = seed,
                Faults = [new Fault { Kind = FaultKind.Reject, Code = "NO_LIQUIDITY", Probability = 0.4 }, new Fault { Kind = FaultKind.AcceptThen500, Probability = 0.3 }],
            });
            var statuses = new List<int>();
            for (var i = 0; i < 24; i++) statuses.Add((await _rig.RestAsync($"s{seed}-{i}-{_rig.Client.Nonce}", 10m)).Status);
            return string.Join(' ', statuses);
        }

        var (first, again, other) = (await RunAsync(7), await RunAsync(7), await RunAsync(8));
        TestContext.Out.WriteLine(first);
        Assert.Multiple(() =>
        {
            Assert.That(again, Is.EqualTo(first));
            Assert.That(other, Is.Not.EqualTo(first));
            Assert.That(first, Does.Contain("201").And.Contain("422").And.Contain("500"));
        });
    }

    [TestCase("""{"kind":"ackDelai"}""")]
    [TestCase("""{"kind":"ackDelay","propability":0.5}""")]
    [TestCase("""{"kind":"ackDelay","probability":0}""")]
    [TestCase("""{"kind":"ackDelay","ms":-1}""")]
    [TestCase("""{"kind":"ackDelay","ms":5,"maxMs":4}""")]
    [TestCase("""{"kind":"ackDelay","skip":-1}""")]
    [TestCase("""{"kind":"ackDelay","count":0}""")]
    [TestCase("""{"kind":"reject"}""")]
    [TestCase("""{"kind":"reject","code":"NEVER_HEARD"}""")]
    [TestCase("""{"kind":"partialFills","pieces":1}""")]
    [TestCase("""{"kind":"reorderFrame","frames":0}""")]
    [TestCase("""{"kind":"rateLimit","banSeconds":0}""")]
    [TestCase("""{"faults":[{"kind":"pause"},{"kind":"reject"}]}""")]
    [TestCase("null")]
    public async Task Faults_ThatMakeNoSense_AreRefusedWhole(string body)
    {
        var (status, answer) = await _rig.StaffAsync("POST", "faults", body);
        var (_, list) = await _rig.StaffAsync("GET", "faults");
        Assert.That((status, SandboxRig.CodeOf(answer), SandboxRig.CountOf(list, "faults")), Is.EqualTo((400, "BAD_REQUEST", 0)), answer.ToString());
    }

    [Test]
    public async Task Faults_AddedListedRemoved_OverTheWire()
    {
        var (_, added) = await _rig.StaffAsync("POST", "faults", """{"faults":[{"kind":"dropFrame","frame":"execution","probability":0.5},{"kind":"reject","code":"NO_LIQUIDITY","count":1}]}""");
        await _rig.RestAsync("r");
        var (_, list) = await _rig.StaffAsync("GET", "faults");
        var (removed, _) = await _rig.StaffAsync("DELETE", "faults/1");
        var (missing, _) = await _rig.StaffAsync("DELETE", "faults/1");
        var (_, replaced) = await _rig.StaffAsync("PUT", "faults", """{"seed":9,"faults":[{"kind":"pause"}]}""");
        Assert.Multiple(() =>
        {
            Assert.That(added.ToString(), Is.EqualTo("""{"ids":[1,2]}"""));
            Assert.That(list.GetProperty("faults")[1].GetProperty("hits").GetInt64(), Is.EqualTo(1));
            Assert.That(list.GetProperty("faults")[0].GetProperty("fault").GetProperty("frame").GetString(), Is.EqualTo("execution"));
            Assert.That((removed, missing), Is.EqualTo((200, 400)));
            Assert.That(replaced.ToString(), Is.EqualTo("""{"ids":[1]}"""));
        });
    }
}
