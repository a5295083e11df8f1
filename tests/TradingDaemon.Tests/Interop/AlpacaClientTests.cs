using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Interop;

/// <summary>Alpaca's own client trades, asks and listens at the sandbox as it would at the venue: nothing is changed but the address.</summary>
[Category("Interop")]
public sealed class AlpacaClientTests
{
    private static readonly TimeSpan StirEvery = TimeSpan.FromMilliseconds(200);

    [Test]
    public async Task Client_AtTheSandbox_UnderstandsEveryAnswerAndEveryStream()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = "alpaca", HasMarket = false });
        await using var stirring = new Timer(_ => Show(server), null, TimeSpan.Zero, StirEvery); // the same again and again: who listens late hears of it too
        var account = SandboxAccount.DemoOf("alpaca");
        var lines = await NodeClients.RunAsync("alpaca.mjs", server.Address.ToString(), account.Key, account.Secret);
        TestContext.Out.WriteLine(lines[^1]);
        using var told = JsonDocument.Parse(lines[^1]);
        var seen = told.RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(Text("calls"), Is.EqualTo("41"));
            Assert.That(Texts("cash", "status", "asset", "tradable", "isOpen", "days"), Is.EqualTo(new[] { "100000", "ACTIVE", "AAPL", "True", "True", "2" }));
            Assert.That(List("coins"), Is.EqualTo(new[] { "BTC/USD", "ETH/USD", "SOL/USD" }));
            Assert.That(Texts("resting", "open", "asked", "named", "moved", "cancelled"), Is.EqualTo(new[] { "pending_new", "1", "90", "True", "91", "canceled" }));
            Assert.That(Texts("filled", "price", "coin", "held", "all", "closed", "ended"), Is.EqualTo(new[] { "filled", "101", "filled", "2", "4", "sell", "1" }));
            Assert.That(List("positions"), Is.EqualTo(new[] { "AAPL", "BTCUSD" }));
            Assert.That(List("fills"), Is.EqualTo(new[] { "buy 2 AAPL 101", "buy 1 BTC/USD 101" }));
            Assert.That(Texts("duplicate", "tooMuch", "unknown"), Is.EqualTo(new[] { "ValidationError", "PermissionError", "NotFoundError" }));
            Assert.That(List("bids"), Is.All.EqualTo("100"));
            Assert.That(List("traded").Concat(List("closes")), Is.All.EqualTo("101").Or.EqualTo("100"), "the position was sold at 100 meanwhile");
            Assert.That(seen.GetProperty("trades").GetInt32(), Is.Positive);
            Assert.That(seen.GetProperty("heard").EnumerateObject().Select(static news => $"{news.Name} {news.Value}"), Is.EquivalentTo(new[] { "AAPL quote 100", "AAPL trade 101", "BTC/USD quote 100", "BTC/USD trade 101" }));
            Assert.That(List("told"), Is.SupersetOf(new[] { "new tst-1", "replaced tst-1", "new tst-2", "canceled tst-2", "fill tst-3", "fill tst-4" }));
        });

        string Text(string name) => seen.GetProperty(name).ToString();
        string[] Texts(params string[] names) => [.. names.Select(Text)];
        string[] List(string name) => [.. seen.GetProperty(name).EnumerateArray().Select(static each => each.ToString())];
    }

    private static void Show(SandboxServer server)
    {
        foreach (var symbol in (string[])["AAPL", "BTC/USD"])
        {
            server.ShowQuote(symbol, 100m, 1_000m, 101m, 1_000m);
            server.ShowTrade(symbol, 101m, 1m, isBuyersTrade: true);
        }
    }
}
