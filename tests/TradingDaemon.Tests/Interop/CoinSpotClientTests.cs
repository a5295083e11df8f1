using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Interop;

/// <summary>ccxt signs and sends to the sandbox of CoinSpot what it would send to the venue. It knows version 1, so that it is given version 2's paths and shown version 2's members.</summary>
[Category("Interop")]
public sealed class CoinSpotClientTests
{
    [Test]
    public async Task Ccxt_AtTheSandbox_SignsTradesAndReads()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "coinspot", HasMarket = false });
        server.ShowQuote("BTC/AUD", 100m, 1_000m, 101m, 1_000m);
        var account = SandboxAccount.DemoOf("coinspot");
        var lines = await NodeClients.RunAsync("coinspot.mjs", server.Address.ToString(), account.Key, account.Secret);
        TestContext.Out.WriteLine(lines[^1]);
        using var told = JsonDocument.Parse(lines[^1]);
        var seen = told.RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(Number("calls"), Is.EqualTo(26m));
            Assert.That(List("prices"), Is.EqualTo(new[] { 100m, 100m, 100m, 100m, 101m, 101m, 101m, 101m }));
            Assert.That((Number("open"), Text("moved"), Number("none"), Number("taken"), Text("placed")), Is.EqualTo((1m, "True", 0m, 3m, "True")));
            Assert.That((List("bought"), List("sold")), Is.EqualTo((new[] { 3m }, new[] { 1m })));
            Assert.That((Number("coins"), Number("coin")), Is.EqualTo((2m, 2m)));
            Assert.That((double)Number("paid"), Is.EqualTo(203.4).Within(0.01), "303 less 100, and a thousandth of both");
            Assert.That(List("traded"), Is.EqualTo(new[] { 1m, 2m }));
            Assert.That((Text("tooMuch"), Text("unknown"), Text("forged")), Is.EqualTo((Error("Insufficient funds"), Error("Coin not found"), Error("Invalid signature"))));
        });

        string Text(string name) => seen.GetProperty(name).ToString();
        decimal Number(string name) => seen.GetProperty(name).GetDecimal();
        decimal[] List(string name) => [.. seen.GetProperty(name).EnumerateArray().Select(static each => each.GetDecimal())];
        static string Error(string text) => $$"""coinspot {"status":"error","message":"{{text}}"}""";
    }
}
