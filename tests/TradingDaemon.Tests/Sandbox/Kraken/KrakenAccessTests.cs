using System.Text;
using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Kraken;

namespace TradingDaemon.Tests.Sandbox.Kraken;

public sealed class KrakenAccessTests
{
    private const string VectorSecret = "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==";

    [TestCase("nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25", "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==")]
    [TestCase("""{"nonce":1616492376594,"ordertype":"limit","pair":"XBTUSD","price":"37500","type":"buy","volume":"1.25"}""", "kMkTQfyYJH05IdnWQ9TIqL9Kq+dKqcD5O/TGPPLRwwy1is/YvqEYtMAHf7tXsqwfbLwp7pbzJzWHxzKPnL8rfA==")]
    public void Signature_OfTheVenuesOwnExample_IsIts(string body, string expected) =>
        Assert.That(KrakenSignature.Of(VectorSecret, "/0/private/AddOrder", "1616492376594", Encoding.UTF8.GetBytes(body)), Is.EqualTo(expected));

    [Test]
    public async Task Request_OfAWrongKeySignatureOrNonce_IsRefused_AndUsesNoNonceBeforeItsSignatureIsRight()
    {
        await using var rig = await KrakenRig.StartAsync();
        var stranger = await rig.AskAsync("Balance", key: "stranger");
        var forged = await rig.AskAsync("Balance", nonce: 1_000_000, secret: Convert.ToBase64String("guessed"u8));
        var first = await rig.AskAsync("Balance", nonce: 5_000);
        var again = await rig.AskAsync("Balance", nonce: 5_000);
        var odd = await rig.AskAsync("Balance", nonce: -3);
        Assert.That(new[] { stranger, forged, first, again, odd }.Select(KrakenRig.ErrorOf), Is.EqualTo(new[] { "EAPI:Invalid key", "EAPI:Invalid signature", null, "EAPI:Invalid nonce", "EAPI:Invalid nonce" }));
    }

    [Test]
    public async Task Refusal_IsA200_AsAtTheVenue()
    {
        await using var rig = await KrakenRig.StartAsync();
        using var response = await rig.PostAsync("Balance", "", key: "stranger");
        Assert.That(((int)response.StatusCode, await response.Content.ReadAsStringAsync()), Is.EqualTo((200, """{"error":["EAPI:Invalid key"]}""")));
    }

    [Test]
    public async Task Key_ThatMayNotTrade_AsksButPlacesNothing()
    {
        await using var rig = await KrakenRig.StartAsync(new SandboxOptions { Accounts = [SandboxAccount.DemoOf("kraken") with { MayTrade = false }] });
        Assert.That(KrakenRig.ErrorOf(await rig.AskAsync("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=1")), Is.EqualTo("EGeneral:Permission denied"));
        Assert.That(KrakenRig.ErrorOf(await rig.AskAsync("Balance")), Is.Null);
        using var stream = await KrakenRig.Stream.OpenAsync(rig);
        await stream.SayAsync($$"""{"method":"cancel_all","params":{"token":"{{await rig.TokenAsync()}}" } }""");
        Assert.That((await stream.NextAsync("cancel_all")).GetProperty("error").GetString(), Is.EqualTo("EGeneral:Permission denied"));
    }

    [Test]
    public async Task Json_IsABodyToo()
    {
        await using var rig = await KrakenRig.StartAsync();
        using var response = await rig.PostAsync("AddOrder", """{"nonce":NONCE,"ordertype":"limit","pair":"XBTUSD","price":"90","type":"buy","volume":"1"}""", type: "application/json");
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("\"txid\""));
    }

    [Test]
    public async Task Calls_TooMany_AreRefused_AndDecay_OrdersAreCountedElsewhere()
    {
        var clock = new MovableClock();
        await using var rig = await KrakenRig.StartAsync(new SandboxOptions { Clock = clock });
        var errors = new List<string?>();
        for (var i = 0; i < 21; i++) errors.Add(KrakenRig.ErrorOf(await rig.AskAsync("Balance")));
        Assert.That((errors.Take(20).All(static error => error is null), errors[20]), Is.EqualTo((true, "EAPI:Rate limit exceeded")));
        Assert.That(await rig.RestAsync(), Is.Not.Empty);
        clock.Move(TimeSpan.FromSeconds(2));
        Assert.That(KrakenRig.ErrorOf(await rig.AskAsync("TradesHistory")), Is.Null);
        Assert.That(KrakenRig.ErrorOf(await rig.AskAsync("Balance")), Is.EqualTo("EAPI:Rate limit exceeded"));
    }

    [Test]
    public async Task Refusals_InARow_LockTheKeyOut_ForAQuarterOfAnHour()
    {
        var clock = new MovableClock();
        await using var rig = await KrakenRig.StartAsync(new SandboxOptions { Clock = clock });
        for (var i = 0; i < 20; i++) await rig.AskAsync("Balance", nonce: 1, secret: Convert.ToBase64String("guessed"u8));
        var locked = KrakenRig.ErrorOf(await rig.AskAsync("Balance"));
        clock.Move(TimeSpan.FromMinutes(15));
        Assert.That((locked, KrakenRig.ErrorOf(await rig.AskAsync("Balance"))), Is.EqualTo(("EGeneral:Temporary lockout", (string?)null)));
    }

    [Test]
    public async Task Orders_CancelledYoung_UseTheirPairsCountUp()
    {
        var clock = new MovableClock();
        await using var rig = await KrakenRig.StartAsync(new SandboxOptions { Clock = clock });
        string? error = null;
        for (var i = 0; i < 40 && error is null; i++)
        {
            var answer = await rig.AskAsync("AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=90");
            error = KrakenRig.ErrorOf(answer);
            if (error is null) await rig.AskAsync("CancelOrder", "txid=" + KrakenRig.Result(answer).GetProperty("txid")[0]);
        }

        Assert.That(error, Is.EqualTo("EOrder:Rate limit exceeded"));
        rig.Server.Add(new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 0 });
        Assert.That(await rig.RestAsync(), Is.Not.Empty);
    }

    [Test]
    public void Secret_ThatIsNotBase64_IsRefusedAtTheStart() =>
        Assert.That(async () => await KrakenRig.StartAsync(new SandboxOptions { Accounts = [SandboxAccount.Demo] }), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("base64"));

    [Test]
    public void Venue_ThatIsNotSpoken_IsRefusedAtTheStart() =>
        Assert.That(async () => await SandboxServer.StartAsync(new SandboxOptions { Venue = "nowhere" }), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("native, alpaca, binance, coinbase, coingecko, coinspot, kraken"));

    [Test]
    public async Task Method_ThatIsUnknown_IsSaidToBe()
    {
        await using var rig = await KrakenRig.StartAsync();
        Assert.That(KrakenRig.ErrorOf(await rig.GetAsync("Balance")), Is.EqualTo("EGeneral:Unknown method"));
        Assert.That(KrakenRig.ErrorOf(await rig.AskAsync("Withdraw")), Is.EqualTo("EGeneral:Unknown method"));
    }
}
