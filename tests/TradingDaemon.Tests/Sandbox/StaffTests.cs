using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Sandbox;

public sealed class StaffTests
{
    private SandboxRig _rig = null!;

    [SetUp]
    public async Task StartAsync() => _rig = await SandboxRig.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _rig.DisposeAsync();

    [Test]
    public async Task Money_MovedByTheStaff_ShowsInBalancesAndMovements()
    {
        await _rig.StaffAsync("POST", "deposit", """{"account":"demo","currency":"EUR","amount":"5"}""");
        await _rig.StaffAsync("POST", "deposit", """{"account":"demo","symbol":"BTC/USD","amount":"2"}""");
        await _rig.StaffAsync("POST", "withdraw", """{"account":"demo","symbol":"BTC/USD","amount":"0.5"}""");
        await _rig.StaffAsync("POST", "withdraw", """{"account":"demo","currency":"USD","amount":"1"}""");
        var (tooMuch, answer) = await _rig.StaffAsync("POST", "withdraw", """{"account":"demo","currency":"USD","amount":"1000000"}""");
        var (_, balances) = await _rig.Client.GetAsync("/v1/balances");
        var (_, movements) = await _rig.Client.GetAsync("/v1/movements?after=1");
        Assert.Multiple(() =>
        {
            Assert.That((tooMuch, SandboxRig.CodeOf(answer)), Is.EqualTo((422, "INSUFFICIENT_FUNDS")));
            Assert.That(balances.GetProperty("cash").ToString(), Is.EqualTo("""{"EUR":"5","USD":"99999"}"""));
            Assert.That(balances.GetProperty("holdings").ToString(), Is.EqualTo("""{"BTC/USD":"1.5"}"""));
            Assert.That(movements.GetProperty("movements").EnumerateArray().Select(static one => one.GetProperty("kind").GetString()), Is.EqualTo(new[] { "deposit", "deposit", "withdrawal", "withdrawal" }));
            Assert.That(balances.GetProperty("movementSequence").GetInt64(), Is.EqualTo(5));
        });
    }

    [Test]
    public async Task BustAndRebate_AreExecutionsOfTheirOwn()
    {
        using var stream = await SandboxStream.OpenAsync(_rig.Server, _rig.Client);
        await _rig.BuyAsync("undone");
        await stream.NextAsync("execution");
        var (rebated, _) = await _rig.StaffAsync("POST", "rebate", """{"account":"demo","sequence":1,"amount":"0.05"}""");
        var (busted, _) = await _rig.StaffAsync("POST", "bust", """{"account":"demo","sequence":1}""");
        var (again, _) = await _rig.StaffAsync("POST", "bust", """{"account":"demo","sequence":1}""");
        var told = new[] { (await stream.NextAsync("execution")).GetProperty("execution"), (await stream.NextAsync("execution")).GetProperty("execution") };
        var (_, page) = await _rig.Client.GetAsync("/v1/executions?after=0");
        Assert.Multiple(() =>
        {
            Assert.That((rebated, busted, again), Is.EqualTo((200, 200, 400)));
            Assert.That(page.GetProperty("executions").EnumerateArray().Select(static one => one.GetProperty("kind").GetString()), Is.EqualTo(new[] { "trade", "rebate", "bust" }));
            Assert.That(told.Select(static one => one.GetProperty("kind").GetString()), Is.EqualTo(new[] { "rebate", "bust" }));
            Assert.That(told.Select(static one => one.GetProperty("corrects").GetInt64()), Is.All.EqualTo(1));
            Assert.That(_rig.State().GetProperty("holdings").EnumerateObject(), Is.Empty);
        });
    }

    [Test]
    public async Task Orders_PlacedAndCancelledByHand_HaveNoClientId()
    {
        var (status, _) = await _rig.StaffAsync("POST", "order", """{"account":"demo","symbol":"BTC/USD","side":"buy","type":"limit","quantity":"1","price":"80"}""");
        var (_, open) = await _rig.Client.GetAsync("/v1/orders/open");
        var order = open.GetProperty("orders")[0];
        var (cancelled, _) = await _rig.StaffAsync("POST", "cancel", $$"""{"account":"demo","venueOrderId":"{{order.GetProperty("venueOrderId").GetString()}}"}""");
        var (missing, _) = await _rig.StaffAsync("POST", "cancel", """{"account":"demo","venueOrderId":"O99"}""");
        var (bad, _) = await _rig.StaffAsync("POST", "order", """{"account":"demo","symbol":"BTC/USD"}""");
        Assert.That((status, order.GetProperty("clientOrderId").ValueKind, cancelled, missing, bad), Is.EqualTo((200, JsonValueKind.Null, 200, 404, 400)));
        Assert.That(SandboxRig.CountOf(_rig.State(), "openOrders"), Is.Zero);
    }

    [Test]
    public async Task Halt_RefusesOrders_UntilResumed()
    {
        await _rig.StaffAsync("POST", "halt", """{"symbol":"BTC/USD"}""");
        var (status, answer) = await _rig.BuyAsync("h1");
        var (_, list) = await _rig.Client.SendAsync("GET", "/v1/instruments", isSigned: false);
        await _rig.StaffAsync("POST", "resume", """{"symbol":"BTC/USD"}""");
        var (unknown, _) = await _rig.StaffAsync("POST", "halt", """{"symbol":"NO/PE"}""");
        Assert.Multiple(() =>
        {
            Assert.That((status, SandboxRig.CodeOf(answer)), Is.EqualTo((422, "MARKET_HALTED")));
            Assert.That(list.GetProperty("instruments").EnumerateArray().First().GetProperty("status").GetString(), Is.EqualTo("halted"));
            Assert.That(unknown, Is.EqualTo(400));
        });
        Assert.That((await _rig.BuyAsync("h2")).Status, Is.EqualTo(201));
    }

    [Test]
    public async Task QuoteAndTrade_ShownOverTheWire_MoveTheMarket()
    {
        await _rig.RestAsync("maker", 95m);
        await _rig.StaffAsync("PUT", "quote", """{"symbol":"ETH/USD","bid":"10","bidSize":"1","ask":"11","askSize":"1"}""");
        await _rig.StaffAsync("POST", "trade", """{"symbol":"BTC/USD","price":"94","quantity":"5","aggressor":"sell"}""");
        var (unknown, _) = await _rig.StaffAsync("PUT", "quote", """{"symbol":"NO/PE"}""");
        var (_, quote) = await _rig.Client.SendAsync("GET", "/v1/quote?symbol=ETH/USD", isSigned: false);
        Assert.That((quote.GetProperty("ask").GetString(), SandboxRig.CountOf(_rig.State(), "executions"), unknown), Is.EqualTo(("11", 1, 400)));
        Assert.That(() => _rig.Server.ShowQuote("NO/PE", 1m, 1m, 2m, 1m), Throws.ArgumentException);
    }

    [Test]
    public async Task Forget_OneOrAShare_NobodyIsTold_AndLookUpsFindNothing()
    {
        var ids = new List<string?>();
        for (var i = 0; i < 5; i++) ids.Add((await _rig.RestAsync($"g{i}")).Body.GetProperty("venueOrderId").GetString());
        var (_, one) = await _rig.StaffAsync("POST", "forget", $$"""{"venueOrderId":"{{ids[0]}}"}""");
        var (_, half) = await _rig.StaffAsync("POST", "forget", """{"fraction":0.5,"seed":3}""");
        var (wrong, _) = await _rig.StaffAsync("POST", "forget", """{"fraction":2}""");
        var (nothing, _) = await _rig.StaffAsync("POST", "forget", "{}");
        var (_, lookup) = await _rig.Client.GetAsync("/v1/orders?clientOrderId=g0");
        Assert.Multiple(() =>
        {
            Assert.That(one.GetProperty("forgotten")[0].GetString(), Is.EqualTo(ids[0]));
            Assert.That(half.GetProperty("forgotten").GetArrayLength(), Is.EqualTo(2));
            Assert.That((wrong, nothing), Is.EqualTo((400, 400)));
            Assert.That(SandboxRig.CountOf(_rig.State(), "openOrders"), Is.EqualTo(2));
            Assert.That(SandboxRig.CountOf(lookup, "orders"), Is.Zero);
        });
    }

    [TestCase("GET", "nothing", ""), TestCase("POST", "nothing", "{}"), TestCase("POST", "deposit", "["), TestCase("POST", "deposit", """{"account":"nobody"}"""), TestCase("POST", "deposit", """{"account":"demo"}""")]
    [TestCase("POST", "deposit", """{"account":"demo","currency":"USD","amount":"-1"}"""), TestCase("POST", "rebate", """{"account":"demo","sequence":7,"amount":"1"}""")]
    [TestCase("POST", "market", "{}"), TestCase("POST", "crash?forget=2", ""), TestCase("POST", "crash?seed=x", ""), TestCase("GET", "ledger", ""), TestCase("PATCH", "faults", "")]
    public async Task Request_Impossible_IsRefused(string method, string what, string body)
    {
        var (status, answer) = await _rig.StaffAsync(method, what, body);
        Assert.That(status, Is.EqualTo(400).Or.EqualTo(404), answer.ToString());
    }

    [Test]
    public async Task Market_Synthetic_CanBeStoppedAndStarted()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Speed = 100 });
        using var stream = await SandboxStream.OpenAsync(sandbox);
        await stream.SubscribeAsync("quotes", "BTC/USD");
        await stream.NextAsync("quote");
        var sequence = (await stream.NextAsync("quote")).GetProperty("sequence").GetInt64();
        Assert.That((await stream.NextAsync("quote")).GetProperty("sequence").GetInt64(), Is.EqualTo(sequence + 1));
        using var staff = new HttpClient { BaseAddress = sandbox.AdminAddress };
        (await staff.PostAsync("/admin/market", new StringContent("""{"running":false}"""))).EnsureSuccessStatusCode();
        await stream.SubscribeAsync("trades", "BTC/USD");
        await stream.NextAsync("subscribed");
        var (_, still) = await _rig.StaffAsync("POST", "market", """{"running":true}""");
        Assert.That(still.GetProperty("running").GetBoolean(), Is.True);
        await stream.SubscribeAsync("book", "ETH/USD");
        (await staff.PostAsync("/admin/market", new StringContent("""{"running":true}"""))).EnsureSuccessStatusCode();
        Assert.That((await stream.NextAsync("trade")).GetProperty("aggressor").GetString(), Is.EqualTo("buy").Or.EqualTo("sell"));
    }

    [Test]
    public async Task Options_ThatMakeNoSense_AreRefusedWhole()
    {
        var options = new SandboxOptions
        {
            Accounts = [new SandboxAccount("", "k", "s"), new SandboxAccount("a", "with space", ""), new SandboxAccount("a", "k", "s")], Instruments = [], Speed = 0,
        };
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => SandboxServer.StartAsync(options));
        Assert.That(refusal!.Message.Split(". "), Has.Length.EqualTo(7), refusal.Message);
    }

    [Test]
    public void Start_OnAPortThatIsTaken_IsRefused() =>
        Assert.That(async () => await SandboxServer.StartAsync(new SandboxOptions { Port = _rig.Server.Address.Port }), Throws.InstanceOf<IOException>());

    [TestCase("{"), TestCase("{}"), TestCase("""{"instruments":{"A/B":{"base":"A"}}}"""), TestCase("""{"instruments":{"A/B":{"base":"A","quote":"B","assetClass":"stamps","tickSize":1,"lotSize":1}}}""")]
    public void Instruments_ThatMakeNoSense_AreRefused(string json) =>
        Assert.That(() => TradingDaemon.Sandbox.Market.InstrumentFile.Parse(json), Throws.InstanceOf<InvalidDataException>());

    [Test]
    public void Instruments_WithoutASimulation_HaveTheUsualOne()
    {
        var it = TradingDaemon.Sandbox.Market.InstrumentFile.Parse("""{"instruments":{"A/B":{"base":"A","quote":"B","assetClass":"crypto","tickSize":1,"lotSize":1,"multiplier":5,"shortable":true}}}""").Single();
        Assert.That((it.StartPrice, it.Rules.Multiplier, it.Rules.Shortable), Is.EqualTo((100m, 5m, true)));
    }
}
