using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Sandbox;

public sealed class RestartTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Restart_KeepsEverythingThatIsTold()
    {
        var options = new SandboxOptions { DataDirectory = _folder.Path, Fsync = true };
        string before;
        long nonce;
        await using (var rig = await SandboxRig.StartAsync(options))
        {
            await TradeAsync(rig);
            await rig.StaffAsync("POST", "halt", """{"symbol":"SOL/USD"}""");
            (before, nonce) = (Text(rig), rig.Client.Nonce);
        }

        await using var again = await SandboxRig.StartWithoutQuotesAsync(options);
        again.Client.Nonce = nonce;
        var (_, list) = await again.Client.SendAsync("GET", "/v1/instruments", isSigned: false);
        Assert.Multiple(() =>
        {
            Assert.That(Text(again), Is.EqualTo(before));
            Assert.That(list.GetProperty("instruments")[2].GetProperty("status").GetString(), Is.EqualTo("halted"));
        });
        using var stream = await SandboxStream.OpenAsync(again.Server, again.Client);
        await again.Client.SendAsync("DELETE", "/v1/orders?clientOrderId=part");
        var told = (await stream.NextAsync("order")).GetProperty("order");
        Assert.That((told.GetProperty("status").GetString(), told.GetProperty("filled").GetString(), told.GetProperty("averagePrice").GetString()), Is.EqualTo(("cancelled", "0.2", "101")));
    }

    [Test]
    public async Task Crash_CutsEverybody_AndForgetsAShare()
    {
        await using var rig = await SandboxRig.StartAsync(new SandboxOptions { DataDirectory = _folder.Path });
        using var stream = await SandboxStream.OpenAsync(rig.Server);
        for (var i = 0; i < 10; i++) await rig.RestAsync($"c{i}");
        var (_, crash) = await rig.StaffAsync("POST", "crash?forget=0.3&seed=5");
        Assert.That(async () => await stream.NextAsync(), Throws.InstanceOf<System.Net.WebSockets.WebSocketException>());
        Assert.Multiple(() =>
        {
            Assert.That(crash.GetProperty("forgotten").GetArrayLength(), Is.EqualTo(3));
            Assert.That(SandboxRig.CountOf(rig.State(), "openOrders"), Is.EqualTo(7));
            Assert.That(rig.Server.Crash(), Is.Empty);
        });
        Assert.That((await rig.BuyAsync("after")).Status, Is.EqualTo(201), "The market is still there.");
    }

    [Test]
    public async Task Crash_WithoutALedger_ForgetsAndLivesOn()
    {
        await using var rig = await SandboxRig.StartAsync();
        await rig.RestAsync("only");
        Assert.That(rig.Server.Crash(forget: 0.01m), Has.Count.EqualTo(1));
        Assert.That(SandboxRig.CountOf(rig.State(), "openOrders"), Is.Zero);
    }

    [Test]
    public async Task Crash_OfAProcess_DiesAfterForgetting()
    {
        var died = -1;
        await using var rig = await SandboxRig.StartAsync(new SandboxOptions { DataDirectory = _folder.Path, OnCrash = count => died = count });
        await rig.RestAsync("only");
        rig.Server.Crash(forget: 1m);
        Assert.That(died, Is.EqualTo(1));
    }

    [Test]
    public async Task Ledger_AddedUpByHand_IsTheState()
    {
        await using var rig = await SandboxRig.StartAsync(new SandboxOptions { DataDirectory = _folder.Path, Accounts = [SandboxAccount.Demo with { Fees = FeePayment.InBase }] });
        await TradeAsync(rig);
        var (cash, held) = (0m, 0m);
        foreach (var line in (await rig.LedgerAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement))
        {
            if (!line.TryGetProperty("account", out var account) || account.GetString() != "demo") continue;
            var what = line.GetProperty("event").GetString();
            if (what == "deposited") cash += line.GetProperty("amount").GetDecimal();
            if (what != "executed") continue;
            var sign = line.GetProperty("side").GetString() == "buy" ? 1 : -1;
            cash -= sign * line.GetProperty("notional").GetDecimal();
            held += sign * line.GetProperty("quantity").GetDecimal();
            if (line.TryGetProperty("feeFrom", out _)) held -= line.GetProperty("fee").GetDecimal();
            else cash -= line.GetProperty("fee").GetDecimal();
        }

        Assert.Multiple(() =>
        {
            Assert.That(Amount(rig.State().GetProperty("cash"), "USD"), Is.EqualTo(cash));
            Assert.That(Amount(rig.State().GetProperty("holdings"), "BTC/USD"), Is.EqualTo(held));
            Assert.That(rig.State().GetProperty("executions")[0].GetProperty("feeCurrency").GetString(), Is.EqualTo("BTC"));
        });
    }

    [Test]
    public async Task Start_OnALedgerInUse_IsRefused()
    {
        var options = new SandboxOptions { DataDirectory = _folder.Path };
        await using var rig = await SandboxRig.StartAsync(options);
        Assert.That(async () => await SandboxServer.StartAsync(options), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task ClientOrderIds_ForEver_AreRefusedAfterAFillToo()
    {
        await using var rig = await SandboxRig.StartAsync(new SandboxOptions { ClientOrderIdsForever = true });
        await rig.BuyAsync("once");
        Assert.That((await rig.BuyAsync("once")).Status, Is.EqualTo(409));
    }

    [Test]
    public async Task TwoAccounts_TradeWithEachOther_AndOnlyTheTakersSidePrints()
    {
        var bob = new SandboxAccount("bob", "bob-key", "bob-secret") { Holdings = new Dictionary<string, decimal> { ["BTC/USD"] = 1m } };
        await using var rig = await SandboxRig.StartAsync(new SandboxOptions { Accounts = [SandboxAccount.Demo, bob] });
        using var client = new SandboxClient(rig.Server, "bob-key", "bob-secret");
        using var stream = await SandboxStream.OpenAsync(rig.Server);
        await stream.SubscribeAsync("trades", "BTC/USD");
        await stream.SubscribeAsync("quotes", "BTC/USD");
        await stream.NextAsync("quote");
        await rig.RestAsync("bid", 100.5m, 0.5m);
        var quote = await stream.NextAsync("quote");
        await client.PlaceAsync("ask", "BTC/USD", "sell", "limit", 0.5m, 100.5m);
        var trade = await stream.NextAsync("trade");
        Assert.Multiple(() =>
        {
            Assert.That(quote.GetProperty("bid").GetString(), Is.EqualTo("100.5"));
            Assert.That((trade.GetProperty("price").GetString(), trade.GetProperty("aggressor").GetString(), trade.GetProperty("sequence").GetInt64()), Is.EqualTo(("100.5", "sell", 1L)));
            Assert.That(SandboxRig.CountOf(rig.State("bob"), "executions"), Is.EqualTo(1));
        });
    }

    private static async Task TradeAsync(SandboxRig rig)
    {
        await rig.BuyAsync("bought", 1.5m);
        await rig.Client.PlaceAsync("sold", "BTC/USD", "sell", "market", 0.25m);
        rig.Quote(100m, 101m, 0.2m);
        await rig.Client.PlaceAsync("part", "BTC/USD", "buy", "limit", 1m, 101m);
        await rig.RestAsync("gone");
        await rig.Client.SendAsync("DELETE", "/v1/orders?clientOrderId=gone");
        await rig.Client.PlaceAsync("stop", "BTC/USD", "sell", "stop", 0.1m, 50m);
    }

    // Not what is free: a stop to sell is judged by prices that are not shown yet.
    private static string Text(SandboxRig rig) => string.Join(' ', rig.State().EnumerateObject().Where(static part => part.Name != "freeCash").Select(static part => part.ToString()));

    private static decimal Amount(JsonElement amounts, string name) => decimal.Parse(amounts.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
