using NUnit.Framework;
using TradingDaemon.Sandbox;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Native;

namespace TradingDaemon.Tests.Sandbox;

public sealed class AccessTests
{
    [Test]
    public async Task Request_OfAnUnknownKeyOrWrongSecret_IsRefused()
    {
        await using var rig = await SandboxRig.StartAsync();
        using var stranger = new SandboxClient(rig.Server, "stranger");
        using var forger = new SandboxClient(rig.Server, secret: "guessed");
        var (_, unknown) = await stranger.GetAsync("/v1/balances");
        var (status, forged) = await forger.GetAsync("/v1/balances");
        var (_, unsigned) = await rig.Client.SendAsync("GET", "/v1/balances", isSigned: false);
        Assert.Multiple(() =>
        {
            Assert.That(SandboxRig.CodeOf(unknown), Is.EqualTo("INVALID_KEY"));
            Assert.That((status, SandboxRig.CodeOf(forged)), Is.EqualTo((401, "INVALID_SIGNATURE")));
            Assert.That(SandboxRig.CodeOf(unsigned), Is.EqualTo("INVALID_KEY"));
        });
    }

    [Test]
    public async Task Nonce_NotAboveTheNewest_IsRefused_AlsoAfterARestart()
    {
        using var folder = new TemporaryFolder();
        var options = new SandboxOptions { DataDirectory = folder.Path };
        await using (var rig = await SandboxRig.StartAsync(options))
        {
            rig.Client.Nonce = 41;
            Assert.That((await rig.Client.GetAsync("/v1/balances")).Status, Is.EqualTo(200));
            rig.Client.Nonce = 41;
            Assert.That(SandboxRig.CodeOf((await rig.Client.GetAsync("/v1/balances")).Body), Is.EqualTo("INVALID_NONCE"));
        }

        await using var again = await SandboxRig.StartAsync(options);
        again.Client.Nonce = 41;
        var (_, refused) = await again.Client.GetAsync("/v1/balances");
        var (status, _) = await again.Client.GetAsync("/v1/balances");
        Assert.That((SandboxRig.CodeOf(refused), status), Is.EqualTo(("INVALID_NONCE", 200)));
    }

    [Test]
    public async Task Nonce_OfARefusedSignature_IsNotUsedUp()
    {
        await using var rig = await SandboxRig.StartAsync();
        using var forger = new SandboxClient(rig.Server, secret: "guessed") { Nonce = 1_000_000 };
        await forger.GetAsync("/v1/balances");
        Assert.That((await rig.Client.GetAsync("/v1/balances")).Status, Is.EqualTo(200));
    }

    [TestCase(-6), TestCase(6)]
    public async Task Timestamp_FarFromTheExchangesClock_IsRefused(int seconds)
    {
        await using var rig = await SandboxRig.StartAsync();
        rig.Client.ClockError = TimeSpan.FromSeconds(seconds);
        var (status, answer) = await rig.Client.GetAsync("/v1/balances");
        Assert.That((status, SandboxRig.CodeOf(answer)), Is.EqualTo((401, "TIMESTAMP_OUT_OF_RANGE")));
    }

    [TestCase("x", "1", "INVALID_NONCE"), TestCase("1", "now", "TIMESTAMP_OUT_OF_RANGE")]
    public void Check_OfWhatIsNoNumber_IsRefused(string nonce, string timestamp, string code)
    {
        using var keys = new KeyRing([new TradingKey("a", "k", "s")], new NonceFile(null));
        var (account, error) = new Entrance(keys).Check(new Credentials("k", nonce, timestamp, "00"), "GET", "/", [], DateTimeOffset.UnixEpoch);
        Assert.That((account, error!.Code), Is.EqualTo(((string?)null, code)));
    }

    [Test]
    public void TradingKey_Printed_KeepsItsSecret() => Assert.That($"{new TradingKey("a", "k", "s3cret")} {new SandboxAccount("a", "k", "s3cret")}", Does.Not.Contain("s3cret"));

    [Test]
    public void NonceFile_OfSomethingElse_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "nonces");
        File.WriteAllText(path, new string('?', 200));
        Assert.That(() => new NonceFile(path), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public async Task Weight_UsedUp_Is429_ThenABan_ThenForgiven()
    {
        var clock = new MovableClock();
        await using var rig = await SandboxRig.StartAsync(new SandboxOptions { Clock = clock });
        rig.Server.Add(new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 2, BanAfter = 2, BanSeconds = 90 });
        var statuses = new List<int>();
        var waits = new List<string?>();
        for (var i = 0; i < 6; i++)
        {
            using var response = await rig.Client.RawAsync("GET", "/v1/time", isSigned: false);
            statuses.Add((int)response.StatusCode);
            waits.Add(response.Headers.TryGetValues("Retry-After", out var wait) ? wait.Single() : null);
        }

        clock.Move(TimeSpan.FromSeconds(90));
        var (after, _) = await rig.Client.SendAsync("GET", "/v1/time", isSigned: false);
        Assert.Multiple(() =>
        {
            Assert.That(statuses, Is.EqualTo(new[] { 200, 200, 429, 429, 418, 418 }));
            Assert.That(waits, Is.EqualTo(new[] { null, null, "60", "60", "90", "90" }));
            Assert.That(after, Is.EqualTo(200));
        });
    }

    [Test]
    public async Task Stream_OpenedWithoutWeight_IsRefused()
    {
        await using var rig = await SandboxRig.StartAsync();
        rig.Server.Add(new Fault { Kind = FaultKind.RateLimit, WeightPerMinute = 9 });
        Assert.That(async () => await SandboxStream.OpenAsync(rig.Server), Throws.InstanceOf<System.Net.WebSockets.WebSocketException>());
    }
}
