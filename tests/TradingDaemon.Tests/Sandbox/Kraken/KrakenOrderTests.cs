using NUnit.Framework;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;

namespace TradingDaemon.Tests.Sandbox.Kraken;

public sealed class KrakenOrderTests
{
    private KrakenRig _rig = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _rig = await KrakenRig.StartAsync();
        _rig.Server.Add(new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 0 });
    }

    [TearDown]
    public async Task StopAsync() => await _rig.DisposeAsync();

    [Test]
    public async Task Order_ThatRests_IsOpen_IsAmended_IsCancelled_AndThenClosed()
    {
        var id = await _rig.RestAsync("&oflags=post&cl_ord_id=mine");
        var open = KrakenRig.Result(await _rig.AskAsync("OpenOrders", "cl_ord_id=mine")).GetProperty("open").GetProperty(id);
        Assert.That(open.GetProperty("descr").GetProperty("order").GetString(), Is.EqualTo("buy 1.00000000 XBTUSD @ limit 90.00"));
        Assert.That((open.GetProperty("status").GetString(), open.GetProperty("oflags").GetString(), open.GetProperty("cl_ord_id").GetString()), Is.EqualTo(("open", "post,fciq", "mine")));
        Assert.That(KrakenRig.Result(await _rig.AskAsync("AmendOrder", $"txid={id}&order_qty=2&limit_price=91")).GetProperty("amend_id").GetString(), Is.Not.Empty);
        var changed = KrakenRig.Result(await _rig.AskAsync("QueryOrders", "txid=" + id)).GetProperty(id);
        Assert.That((changed.GetProperty("vol").GetString(), changed.GetProperty("descr").GetProperty("price").GetString()), Is.EqualTo(("2.00000000", "91.00")));
        Assert.That(KrakenRig.Result(await _rig.AskAsync("CancelOrder", "cl_ord_id=mine")).GetProperty("count").GetInt32(), Is.EqualTo(1));
        Assert.That(KrakenRig.ErrorOf(await _rig.AskAsync("CancelOrder", "txid=" + id)), Is.EqualTo("EOrder:Unknown order"));
        var closed = KrakenRig.Result(await _rig.AskAsync("ClosedOrders", "cl_ord_id=mine"));
        Assert.That((closed.GetProperty("count").GetInt32(), closed.GetProperty("closed").GetProperty(id).GetProperty("reason").GetString()), Is.EqualTo((1, "User requested")));
        Assert.That(closed.GetProperty("closed").GetProperty(id).GetProperty("closetm").GetDecimal(), Is.GreaterThanOrEqualTo(open.GetProperty("opentm").GetDecimal()));
    }

    [Test]
    public async Task Order_ThatFills_IsClosed_WithItsTradesAndBalances()
    {
        var id = await _rig.BuyAsync("&cl_ord_id=taker");
        var order = KrakenRig.Result(await _rig.AskAsync("QueryOrders", $"txid={id}&trades=true")).GetProperty(id);
        var trade = order.GetProperty("trades")[0].GetString()!;
        var told = KrakenRig.Result(await _rig.AskAsync("TradesHistory")).GetProperty("trades").GetProperty(trade);
        var asked = KrakenRig.Result(await _rig.AskAsync("QueryTrades", "txid=" + trade)).GetProperty(trade);
        var balance = KrakenRig.Result(await _rig.AskAsync("Balance"));
        Assert.Multiple(() =>
        {
            Assert.That((order.GetProperty("status").GetString(), order.GetProperty("price").GetString(), order.GetProperty("fee").GetString()), Is.EqualTo(("closed", "101.00000000", "0.20200000")));
            Assert.That((told.GetProperty("ordertxid").GetString(), told.GetProperty("pair").GetString(), told.GetProperty("vol").GetString(), told.GetProperty("maker").GetBoolean()), Is.EqualTo((id, "XXBTZUSD", "1.00000000", false)));
            Assert.That(asked.ToString(), Is.EqualTo(told.ToString()));
            Assert.That((balance.GetProperty("XXBT").GetString(), balance.GetProperty("ZUSD").GetString()), Is.EqualTo(("1.0000000000", "99898.7980000000")));
        });
        var later = told.GetProperty("time").GetDecimal();
        Assert.That(KrakenRig.Result(await _rig.AskAsync("TradesHistory", FormattableString.Invariant($"start={later}"))).GetProperty("count").GetInt32(), Is.Zero);
        Assert.That(KrakenRig.Result(await _rig.AskAsync("TradesHistory", FormattableString.Invariant($"start={later - 1m}"))).GetProperty("count").GetInt32(), Is.EqualTo(1));
    }

    /// <summary>The history tells an amount alone; what it is in stands in the order's flags, and in what is left of what was bought.</summary>
    [Test]
    public async Task Fee_InBase_IsTheOrdersFlag_AndComesOutOfWhatWasBought()
    {
        await using var rig = await KrakenRig.StartAsync(new SandboxOptions { Accounts = [SandboxAccount.DemoOf("kraken") with { Fees = FeePayment.InBase }] });
        var bought = await rig.BuyAsync("&oflags=fcib");
        var resting = await rig.PlaceAsync("pair=XBTUSD&type=sell&ordertype=limit&volume=0.1&price=200&oflags=post,fciq");
        var orders = KrakenRig.Result(await rig.AskAsync("QueryOrders", $"txid={bought},{resting}"));
        var trade = KrakenRig.Result(await rig.AskAsync("TradesHistory")).GetProperty("trades").EnumerateObject().Single().Value;
        var balance = KrakenRig.Result(await rig.AskAsync("Balance"));
        Assert.Multiple(() =>
        {
            Assert.That((orders.GetProperty(bought).GetProperty("oflags").GetString(), orders.GetProperty(resting).GetProperty("oflags").GetString()), Is.EqualTo(("fcib", "post,fciq")), "a sale pays in quote");
            Assert.That((trade.GetProperty("fee").GetString(), trade.GetProperty("vol").GetString()), Is.EqualTo(("0.00200000", "1.00000000")));
            Assert.That((balance.GetProperty("XXBT").GetString(), balance.GetProperty("ZUSD").GetString()), Is.EqualTo(("0.9980000000", "99899.0000000000")));
        });
        foreach (var form in (string[])["pair=XBTUSD&type=buy&ordertype=market&volume=1&oflags=fciq", "pair=XBTUSD&type=sell&ordertype=market&volume=0.1&oflags=fcib", "pair=XBTUSD&type=buy&ordertype=market&volume=1&oflags=fcib,fciq"])
            Assert.That(KrakenRig.ErrorOf(await rig.AskAsync("AddOrder", form)), Is.EqualTo("EGeneral:Invalid arguments:oflags"), form);
    }

    [Test]
    public async Task Balance_ThatOrdersHold_IsToldApart()
    {
        await _rig.BuyAsync();
        await _rig.RestAsync();
        await _rig.PlaceAsync("pair=XXBTZUSD&type=sell&ordertype=limit&volume=0.4&price=200");
        var wallets = KrakenRig.Result(await _rig.AskAsync("BalanceEx"));
        Assert.That((wallets.GetProperty("XXBT").GetProperty("hold_trade").GetString(), wallets.GetProperty("XXBT").GetProperty("balance").GetString()), Is.EqualTo(("0.4000000000", "1.0000000000")));
        Assert.That(decimal.Parse(wallets.GetProperty("ZUSD").GetProperty("hold_trade").GetString()!, System.Globalization.CultureInfo.InvariantCulture), Is.GreaterThanOrEqualTo(90m));
        Assert.That(KrakenRig.Result(await _rig.AskAsync("TradeBalance")).GetProperty("eb").GetString(), Does.StartWith("99999"));
    }

    [Test]
    public async Task ClientOrderId_IsUniqueAmongOpenOrdersOnly_AndAReferenceIsNot()
    {
        await _rig.BuyAsync("&cl_ord_id=once");
        await _rig.RestAsync("&cl_ord_id=once");
        Assert.That(KrakenRig.ErrorOf(await _rig.AskAsync("AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90&cl_ord_id=once")), Is.EqualTo("EGeneral:Invalid arguments:cl_ord_id"));
        var first = await _rig.RestAsync("&userref=42");
        await _rig.RestAsync("&userref=42");
        Assert.That(KrakenRig.Result(await _rig.AskAsync("OpenOrders", "userref=42")).GetProperty("open").GetProperty(first).GetProperty("userref").GetInt32(), Is.EqualTo(42));
        Assert.That(KrakenRig.Result(await _rig.AskAsync("CancelOrder", "txid=42")).GetProperty("count").GetInt32(), Is.EqualTo(2));
        Assert.That(KrakenRig.Result(await _rig.AskAsync("CancelAll")).GetProperty("count").GetInt32(), Is.EqualTo(1));
    }

    [TestCase("pair=NONE&type=buy&ordertype=market&volume=1", "EQuery:Unknown asset pair")]
    [TestCase("pair=XBTUSD&type=hold&ordertype=market&volume=1", "EGeneral:Invalid arguments:type")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=iceberg&volume=1&price=1", "EGeneral:Invalid arguments:ordertype")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1", "EGeneral:Invalid arguments:price")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=%2B5", "EGeneral:Invalid arguments:price")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=x&price=90", "EGeneral:Invalid arguments:volume")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1.0000001&price=90", "EGeneral:Invalid arguments:volume")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=0.000001&price=90", "EOrder:Order minimum not met")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=0.01&price=90", "EOrder:Cost minimum not met")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90.001", "EOrder:Tick size check failed")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=9000&price=90", "EOrder:Insufficient funds")]
    [TestCase("pair=XBTUSD&type=sell&ordertype=market&volume=1", "EOrder:Insufficient funds")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=102&oflags=post", "EOrder:Post only order")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90&oflags=viqc", "EGeneral:Invalid arguments:oflags")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90&oflags=fcib", "EGeneral:Invalid arguments:oflags")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90&leverage=3", "EGeneral:Invalid arguments:leverage")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90&timeinforce=GTD", "EGeneral:Invalid arguments:timeinforce")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90&cl_ord_id=longer-than-eighteen", "EGeneral:Invalid arguments:cl_ord_id")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90&cl_ord_id=a&userref=1", "EGeneral:Invalid arguments:userref")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90&stptype=never", "EGeneral:Invalid arguments:stptype")]
    [TestCase("pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90&deadline=2020-01-01T00:00:00Z", "EService:Deadline elapsed")]
    public async Task Order_ThatCannotBe_IsRefusedInTheVenuesWords(string form, string error)
    {
        Assert.That(KrakenRig.ErrorOf(await _rig.AskAsync("AddOrder", form)), Is.EqualTo(error));
        Assert.That(SandboxRig.CountOf(_rig.State(), "openOrders"), Is.Zero);
    }

    [Test]
    public async Task Validate_ChecksAndPlacesNothing()
    {
        var answer = KrakenRig.Result(await _rig.AskAsync("AddOrder", "pair=XBTUSD&type=sell&ordertype=stop-loss&volume=1&price=90&validate=true"));
        Assert.That((answer.TryGetProperty("txid", out _), answer.GetProperty("descr").GetProperty("order").GetString()), Is.EqualTo((false, "sell 1.00000000 XBTUSD @ stop loss 90.00")));
    }

    [Test]
    public async Task Stop_IsTriggeredByTheMarket_AndAnImmediateRestIsCancelled()
    {
        await _rig.BuyAsync();
        var stop = await _rig.PlaceAsync("pair=XBTUSD&type=sell&ordertype=stop-loss&volume=1&price=95");
        _rig.Quote(94m, 95m);
        Assert.That(KrakenRig.Result(await _rig.AskAsync("QueryOrders", "txid=" + stop)).GetProperty(stop).GetProperty("status").GetString(), Is.EqualTo("closed"));
        _rig.Quote(94m, 95m, 0.5m);
        var ioc = await _rig.PlaceAsync("pair=XBTUSD&type=buy&ordertype=limit&volume=50&price=95&timeinforce=IOC");
        var ended = KrakenRig.Result(await _rig.AskAsync("QueryOrders", "txid=" + ioc)).GetProperty(ioc);
        Assert.That((ended.GetProperty("status").GetString(), ended.GetProperty("vol_exec").GetString()), Is.EqualTo(("canceled", "0.50000000")));
    }

    [Test]
    public async Task CancelAllOrdersAfter_IsTheDeadMansSwitch()
    {
        var clock = new MovableClock();
        await using var rig = await KrakenRig.StartAsync(new TradingDaemon.Sandbox.SandboxOptions { Clock = clock });
        await rig.RestAsync();
        Assert.That(KrakenRig.Result(await rig.AskAsync("CancelAllOrdersAfter", "timeout=60")).GetProperty("triggerTime").GetString(), Does.EndWith("Z"));
        clock.Move(TimeSpan.FromSeconds(61));
        Assert.That(KrakenRig.Result(await rig.AskAsync("OpenOrders")).GetProperty("open").EnumerateObject().Count(), Is.Zero);
        Assert.That(KrakenRig.Result(await rig.AskAsync("CancelAllOrdersAfter", "timeout=0")).GetProperty("triggerTime").GetString(), Is.EqualTo("0"));
        Assert.That(KrakenRig.ErrorOf(await rig.AskAsync("CancelAllOrdersAfter", "timeout=x")), Is.EqualTo("EGeneral:Invalid arguments:timeout"));
    }

    [TestCase("AmendOrder", "txid=nonsense&order_qty=1", "EOrder:Unknown order"), TestCase("AmendOrder", "txid=OAAAAA-AAAAA-AAAAAZ&order_qty=1", "EOrder:Unknown order")]
    [TestCase("QueryOrders", "", "EGeneral:Invalid arguments:txid"), TestCase("QueryOrders", "txid=OAAAAA-AAAAA-AAAAAZ", "EOrder:Unknown order")]
    [TestCase("QueryTrades", "", "EGeneral:Invalid arguments:txid"), TestCase("TradesHistory", "start=x", "EGeneral:Invalid arguments"), TestCase("ClosedOrders", "ofs=-1", "EGeneral:Invalid arguments")]
    [TestCase("CancelOrder", "", "EOrder:Unknown order"), TestCase("CancelOrderBatch", "orders=1", "EGeneral:Invalid arguments:orders")]
    public async Task Question_ThatMakesNoSense_IsRefused(string name, string form, string error) => Assert.That(KrakenRig.ErrorOf(await _rig.AskAsync(name, form)), Is.EqualTo(error));

    [Test]
    public async Task Amend_BelowWhatIsFilled_Cancels_AndABatchCancelsSeveral()
    {
        _rig.Quote(94m, 95m, 0.5m);
        var part = await _rig.PlaceAsync("pair=XBTUSD&type=buy&ordertype=limit&volume=50&price=95");
        Assert.That(KrakenRig.ErrorOf(await _rig.AskAsync("AmendOrder", $"txid={part}&order_qty=0.5")), Is.Null);
        Assert.That(KrakenRig.Result(await _rig.AskAsync("QueryOrders", "txid=" + part)).GetProperty(part).GetProperty("status").GetString(), Is.EqualTo("canceled"));
        var (first, second) = (await _rig.RestAsync(), await _rig.RestAsync());
        using var response = await _rig.PostAsync("CancelOrderBatch", $$"""{"nonce":NONCE,"orders":["{{first}}","{{second}}"]}""", type: "application/json");
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("\"count\":2"));
        Assert.That(KrakenRig.ErrorOf(await _rig.AskAsync("AmendOrder", $"txid={await _rig.RestAsync()}")), Is.EqualTo("EGeneral:Invalid arguments"));
    }
}
