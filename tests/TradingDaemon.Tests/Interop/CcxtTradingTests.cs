using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Interop;

/// <summary>ccxt trades at the sandbox as it would at the venue: nothing is changed but the address.</summary>
[Category("Interop")]
public sealed class CcxtTradingTests
{
    [TestCase("kraken"), TestCase("binance"), TestCase("coinbase"), TestCase("alpaca")]
    public async Task Ccxt_AtTheSandbox_SeesTheMarketAndTrades(string venue)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Venue = venue, HasMarket = false });
        server.ShowQuote("BTC/USD", 100m, 1_000m, 101m, 1_000m);
        var account = SandboxAccount.DemoOf(venue);
        var lines = await NodeClients.RunAsync("sandbox.mjs", venue, server.Address.ToString(), account.Key, account.Secret);
        using var told = JsonDocument.Parse(lines[^1]);
        var seen = told.RootElement;
        TestContext.Out.WriteLine(lines[^1]);
        Assert.Multiple(() =>
        {
            Assert.That((seen.GetProperty("hasMarket").GetBoolean(), Number("bid"), Number("ask"), Text("ticker")), Is.EqualTo((true, 100m, 101m, "BTC/USD")));
            Assert.That((Number("open"), Text("asked"), Number("askedPrice"), Text("cancelled")), Is.EqualTo((1m, "open", 90m, "canceled")));
            Assert.That((Text("filled"), Number("price")), Is.EqualTo(("closed", 101m)));
            Assert.That(Number("trades"), Is.EqualTo(2m).Within(0.02m), "Coinbase takes the fee out of what is spent");
            Assert.That(Number("bought"), Is.EqualTo(2m).Within(0.02m), "less its fee where that is taken in coins");
            Assert.That(Text("refused"), Is.EqualTo(venue == "alpaca" ? "ExchangeNotAvailable" : "InsufficientFunds"), "any 403 is that to ccxt at Alpaca");
            Assert.That((Number("printed"), Number("close")), Is.EqualTo((101m, 101m)));
            if (venue == "alpaca") return; // ccxt understands no cash there, and its streams are of another address
            Assert.That((double)Number("paid"), Is.EqualTo(202.0).Within(3.0), "and its fee");
            var watched = seen.GetProperty("watched");
            Assert.That((watched.GetProperty("bid").GetDecimal(), watched.GetProperty("tickerBid").GetDecimal()), Is.EqualTo((100m, 100m)));
            Assert.That((watched.GetProperty("ticker").GetString(), watched.GetProperty("order").GetString()), Is.EqualTo(("BTC/USD", "BTC/USD")));
            Assert.That(watched.GetProperty("trade").GetDecimal(), Is.EqualTo(100m).Or.EqualTo(101m));
            Assert.That(watched.TryGetProperty("mine", out var mine), Is.EqualTo(venue != "coinbase"), "whose account's stream tells no executions");
            if (venue != "coinbase") Assert.That(mine.GetDecimal(), Is.EqualTo(100m).Or.EqualTo(101m));
        });

        decimal Number(string name) => seen.GetProperty(name).GetDecimal();
        string? Text(string name) => seen.GetProperty(name).GetString();
    }
}
