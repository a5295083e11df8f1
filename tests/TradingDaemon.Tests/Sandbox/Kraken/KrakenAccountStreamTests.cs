using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Sandbox.Kraken;

public sealed class KrakenAccountStreamTests
{
    private KrakenRig _rig = null!;

    [SetUp]
    public async Task StartAsync() => _rig = await KrakenRig.StartAsync(new SandboxOptions { HeartbeatEvery = TimeSpan.FromMilliseconds(20) });

    [TearDown]
    public async Task StopAsync() => await _rig.DisposeAsync();

    [Test]
    public async Task Order_IsToldFromItsBeginningToItsEnd_WithoutAGap()
    {
        using var stream = await KrakenRig.Stream.OpenPrivateAsync(_rig);
        var id = await _rig.RestAsync("&cl_ord_id=told");
        await _rig.AskAsync("AmendOrder", $"txid={id}&order_qty=2");
        await _rig.AskAsync("CancelOrder", "txid=" + id);
        await _rig.BuyAsync();
        var kinds = new List<string>();
        for (var sequence = 2; sequence <= 9; sequence++)
        {
            var frame = await stream.NextAsync("executions");
            Assert.That(frame.GetProperty("sequence").GetInt64(), Is.EqualTo(sequence));
            var told = frame.GetProperty("data")[0];
            kinds.Add($"{told.GetProperty("exec_type").GetString()}/{told.GetProperty("order_status").GetString()}");
        }

        Assert.That(string.Join(' ', kinds), Is.EqualTo("pending_new/pending_new new/new amended/new canceled/canceled pending_new/pending_new new/new trade/filled filled/filled"));
    }

    [Test]
    public async Task Snapshot_HasOpenOrders_AndTradesWhenAskedFor()
    {
        var resting = await _rig.RestAsync();
        await _rig.BuyAsync();
        using var stream = await KrakenRig.Stream.OpenAsync(_rig);
        await stream.SayAsync($$"""{"method":"subscribe","params":{"channel":"executions","token":"{{await _rig.TokenAsync()}}","snap_orders":true,"snap_trades":true } }""");
        Assert.That((await stream.NextAsync("subscribe")).GetProperty("result").GetProperty("maxratecount").GetInt32(), Is.EqualTo(180));
        var snapshot = await stream.NextAsync("executions");
        var told = snapshot.GetProperty("data").EnumerateArray().Select(static one => one.GetProperty("exec_type").GetString()).ToArray();
        Assert.That((snapshot.GetProperty("type").GetString(), snapshot.GetProperty("sequence").GetInt64(), string.Join(' ', told)), Is.EqualTo(("snapshot", 1L, "new trade")));
        Assert.That(snapshot.GetProperty("data")[0].GetProperty("order_id").GetString(), Is.EqualTo(resting));
    }

    [Test]
    public async Task Balances_AreToldWhole_AndThenByWhatMoved()
    {
        using var stream = await KrakenRig.Stream.OpenAsync(_rig);
        await stream.SayAsync($$"""{"method":"subscribe","params":{"channel":"balances","token":"{{await _rig.TokenAsync()}}" } }""");
        Assert.That((await stream.NextAsync("balances")).GetProperty("data")[0].GetProperty("balance").GetDecimal(), Is.EqualTo(100_000m));
        await _rig.BuyAsync();
        var moved = (await stream.NextAsync("balances")).GetProperty("data").EnumerateArray().ToDictionary(static one => one.GetProperty("asset").GetString()!);
        Assert.That((moved["BTC"].GetProperty("amount").GetDecimal(), moved["USD"].GetProperty("amount").GetDecimal(), moved["USD"].GetProperty("fee").GetDecimal()), Is.EqualTo((1m, -101m, 0.202m)));
        using var staff = new HttpClient { BaseAddress = _rig.Server.AdminAddress };
        await staff.PostAsync("/admin/deposit", new StringContent("""{"account":"demo","currency":"EUR","amount":"5"}"""));
        var deposit = (await stream.NextAsync("balances")).GetProperty("data")[0];
        Assert.That((deposit.GetProperty("type").GetString(), deposit.GetProperty("asset").GetString(), deposit.GetProperty("balance").GetDecimal()), Is.EqualTo(("deposit", "EUR", 5m)));
        await stream.SayAsync("""{"method":"unsubscribe","params":{"channel":"balances"}}""");
        Assert.That((await stream.NextAsync("unsubscribe")).GetProperty("success").GetBoolean(), Is.True);
    }

    [Test]
    public async Task Orders_AreTakenOnTheStreamToo()
    {
        using var stream = await KrakenRig.Stream.OpenPrivateAsync(_rig);
        var token = await _rig.TokenAsync();
        var added = await AskAsync(stream, "add_order", $$""" "order_type":"limit","side":"buy","symbol":"BTC/USD","order_qty":1,"limit_price":90,"post_only":true,"cl_ord_id":"own","token":"{{token}}" """);
        var id = added.GetProperty("result").GetProperty("order_id").GetString();
        var amended = await AskAsync(stream, "amend_order", $$""" "order_id":"{{id}}","limit_price":91,"token":"{{token}}" """);
        var cancelled = await AskAsync(stream, "cancel_order", $$""" "cl_ord_id":["own"],"token":"{{token}}" """);
        var stop = await AskAsync(stream, "add_order", $$""" "order_type":"stop-loss","side":"buy","symbol":"BTC/USD","order_qty":1,"triggers":{"price":120},"order_userref":5,"token":"{{token}}" """);
        var after = await AskAsync(stream, "cancel_all_orders_after", $$""" "timeout":60,"token":"{{token}}" """);
        var all = await AskAsync(stream, "cancel_all", $$""" "token":"{{token}}" """);
        Assert.Multiple(() =>
        {
            Assert.That(amended.GetProperty("result").GetProperty("order_id").GetString(), Is.EqualTo(id));
            Assert.That(cancelled.GetProperty("result").GetProperty("cl_ord_id").GetString(), Is.EqualTo("own"));
            Assert.That(stop.GetProperty("result").GetProperty("order_userref").GetInt32(), Is.EqualTo(5));
            Assert.That(after.GetProperty("result").GetProperty("triggerTime").GetString(), Does.EndWith("Z"));
            Assert.That(all.GetProperty("result").GetProperty("count").GetInt32(), Is.EqualTo(1));
        });
    }

    [TestCase("add_order", """ "order_type":"limit","side":"buy","symbol":"BTC/USD","order_qty":1,"limit_price":"90" """, "Limit_price field must be a number_float")]
    [TestCase("add_order", """ "order_type":"limit","side":"buy","symbol":"XBT/USD","order_qty":1,"limit_price":90 """, "Currency pair not supported XBT/USD")]
    [TestCase("add_order", """ "order_type":"limit","side":"buy","symbol":"BTC/USD","order_qty":9000,"limit_price":90 """, "EOrder:Insufficient funds")]
    [TestCase("amend_order", """ "order_id":"?","order_qty":1 """, "EOrder:Unknown order"), TestCase("cancel_order", """ "order_id":["?"] """, "EOrder:Unknown order")]
    [TestCase("cancel_all_orders_after", """ "timeout":"x" """, "EGeneral:Invalid arguments:timeout")]
    public async Task Order_ThatCannotBe_IsRefused(string method, string more, string error)
    {
        using var stream = await KrakenRig.Stream.OpenAsync(_rig);
        Assert.That((await AskAsync(stream, method, $$"""{{more}},"token":"{{await _rig.TokenAsync()}}" """)).GetProperty("error").GetString(), Is.EqualTo(error));
    }

    [Test]
    public async Task Token_NotUsedInTime_IsNobodys()
    {
        var clock = new MovableClock();
        await using var rig = await KrakenRig.StartAsync(new SandboxOptions { Clock = clock });
        var token = await rig.TokenAsync();
        clock.Move(TimeSpan.FromSeconds(900));
        using var stream = await KrakenRig.Stream.OpenAsync(rig);
        Assert.That((await AskAsync(stream, "cancel_all", $$""" "token":"{{token}}" """)).GetProperty("error").GetString(), Is.EqualTo("ESession:Invalid session"));
    }

    [Test]
    public async Task Frames_AreReadByTheDaemonsReader_OrdersFillsAndBalances()
    {
        using var stream = await KrakenRig.Stream.OpenPrivateAsync(_rig);
        await stream.SayAsync($$"""{"method":"subscribe","params":{"channel":"balances","token":"{{await _rig.TokenAsync()}}" } }""");
        await stream.NextAsync("balances");
        await _rig.BuyAsync("&cl_ord_id=fill");
        await stream.NextAsync("balances");
        var text = string.Join('\n', Decoded.Lines("kraken", [.. stream.Frames]).Select(static line => line.ToString()));
        TestContext.Out.WriteLine(text);
        Assert.That(text, Does.Contain("\"fill\"").And.Contain("101").And.Contain("balance").And.Not.Contain("unrecognized"));
    }

    [TestCase("ws_executions_pending_new.json", "pending_new"), TestCase("ws_executions_new_sparse.json", "new"), TestCase("ws_executions_canceled.json", "canceled"), TestCase("ws_executions_trade_taker.json", "trade")]
    public async Task Execution_HasTheMembersARecordedOneHas(string recorded, string kind)
    {
        using var stream = await KrakenRig.Stream.OpenPrivateAsync(_rig);
        var id = await _rig.RestAsync("&cl_ord_id=shape");
        await _rig.AskAsync("CancelOrder", "txid=" + id);
        await _rig.BuyAsync();
        string? told;
        do told = (await stream.NextExecutionAsync()).GetProperty("exec_type").GetString();
        while (told != kind);
        Assert.That(Shape.MissingIn(stream.Frames[^1], Fixtures.Read("kraken", recorded)), Is.Empty);
    }

    private static async Task<JsonElement> AskAsync(KrakenRig.Stream stream, string method, string parameters)
    {
        await stream.SayAsync($$"""{"method":"{{method}}","params":{ {{parameters}} },"req_id":9}""");
        return await stream.NextAsync(method);
    }
}
