using System.Globalization;
using System.Text.Json.Nodes;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests.Venue;

/// <summary>
/// Every order is taken and no answer comes: the exchange carries it out and resets the connection. After five such orders the daemon's circuit stops
/// entries for a minute, so it is killed and started again until so many were unclear as <c>TRADINGDAEMON_UNCLEAR</c> asks for.
/// </summary>
public sealed class SandboxUnclearTests
{
    private const int UnclearOfEveryRun = 10;

    [Test]
    public async Task Place_TakenWithoutAnAnswer_IsNeverSentAgain()
    {
        var (wanted, seed) = (Chosen.Count("TRADINGDAEMON_UNCLEAR", UnclearOfEveryRun), Chosen.Seed());
        await using var floor = await TradingFloor.OpenAsync(seed);
        await floor.Exchange.AddFaultAsync(new JsonObject { ["kind"] = "acceptThenTimeout", ["ms"] = 30 });
        var runs = 0;
        while (await floor.Exchange.FaultHitsAsync() < wanted)
        {
            var before = await floor.Exchange.FaultHitsAsync();
            using var daemon = floor.StartDaemon();
            await daemon.UntilAsync(async () => await floor.Exchange.FaultHitsAsync() > before + 3, "orders go without an answer");
            daemon.Signal(DaemonProcess.SigKill);
            await daemon.ExitAsync();
            runs++;
        }

        var hits = await floor.Exchange.FaultHitsAsync();
        await floor.Exchange.HealAsync();
        using var last = await floor.StartTradingAsync();
        var result = await floor.EndAsync(last);
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"seed {seed}: {hits} orders without an answer in {runs} runs, {result.Intents} intents, {result.Orders} orders and {result.Fills} fills at the exchange, {result.Differences.Count} differences"));
        Assert.That(result.Differences.Take(20), Is.Empty);
    }
}
