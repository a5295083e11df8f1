using System.Text.Json;
using TradingDaemon.Integration.Tests.Support;
using TradingDaemon.Storage.Inspection;

namespace TradingDaemon.Integration.Tests;

/// <summary>The delivered configuration, sped up: every class of asset trades, and what was traded is what the venue says.</summary>
public sealed class MultiAssetTests
{
    private const decimal Speed = 120m; // two minutes of the market in a second
    private static readonly string[] Crypto = ["BTC/USD", "ETH/USD", "SOL/USD"];
    private static readonly string[] Equities = ["AAPL", "AMZN", "GOOG", "MSFT", "TSLA"];

    [Test]
    public async Task Run_OnTheDeliveredConfiguration_TradesCryptoAndEquitiesAndTheBooksAgree()
    {
        using var place = Workplace.Delivered(Speed);
        using var daemon = DaemonProcess.Start(place, "--log-level", "information");
        using var client = daemon.Client();
        await daemon.ReadyAsync();
        await daemon.UntilAsync(() => Task.FromResult(Traded(daemon.Output, Crypto) && Traded(daemon.Output, Equities)), "crypto and equities both traded");
        await daemon.UntilAsync(async () => await SignalsAsync(client) > 0, "the status counts its signals");
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        var result = Comparison.OfStopped(place);
        using var store = StoreInspection.Open(place.Data);
        var symbols = store.Intents().Select(static intent => intent.Symbol.Text).Distinct().ToList();
        TestContext.Progress.WriteLine($"multi-asset: {result.Orders} orders, {result.Fills} fills, {result.Differences.Count} differences; ordered {string.Join(", ", symbols)}");
        Assert.Multiple(() =>
        {
            Assert.That(result.Differences, Is.Empty);
            Assert.That(symbols.Intersect(Crypto), Is.Not.Empty);
            Assert.That(symbols.Intersect(Equities), Is.Not.Empty);
        });
    }

    private static async Task<long> SignalsAsync(HttpClient client)
    {
        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative)));
        return status.RootElement.GetProperty("counts").GetProperty("signals").GetInt64();
    }

    private static bool Traded(string log, string[] symbols) => log.Split('\n').Any(line =>
        line.Contains("\"event\":\"trade_executed\"", StringComparison.Ordinal) && symbols.Any(symbol => line.Contains($"\"symbol\":\"{symbol}\"", StringComparison.Ordinal)));
}
