using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests.Venue;

/// <summary>
/// The daemon trades by each venue's own protocol while everything goes wrong that can: answers and frames lost, late, twice and out of order, refusals, limits, clocks,
/// a daemon killed, an exchange that stands still. <c>TRADINGDAEMON_VENUE_ORDERS</c> asks for more orders, <c>TRADINGDAEMON_SEED</c> repeats a run.
/// </summary>
public sealed class SpokenVenueTests
{
    private const int OrdersOfEveryRun = 8;
    private const int OrdersOfLongRuns = 100;
    private const int ClockWrongMs = 1_600; // more than entries bear, less than requests do

    private static readonly TimeSpan PatienceOfEveryRun = TimeSpan.FromMinutes(10); // the machine may be busy with others
    private static readonly TimeSpan PatienceOfLongRuns = TimeSpan.FromMinutes(30); // a circuit's minutes, absences proven, a venue's own limits
    private static readonly TimeSpan Standing = TimeSpan.FromSeconds(1);

    [Test, Parallelizable(ParallelScope.Self | ParallelScope.Children)]
    public async Task Orders_ByAVenuesProtocolUnderEveryFault_AreTheLedgers([ValueSource(typeof(SpokenVenue), nameof(SpokenVenue.Names))] string name)
    {
        var (venue, orders, seed, since) = (SpokenVenue.Of(name), Chosen.Count("TRADINGDAEMON_VENUE_ORDERS", OrdersOfEveryRun), Chosen.Seed(), Stopwatch.StartNew());
        var again = string.Create(CultureInfo.InvariantCulture, $"TRADINGDAEMON_VENUE_ORDERS={orders} TRADINGDAEMON_SEED={seed} dotnet test tests/TradingDaemon.Integration.Tests -c Release --filter \"FullyQualifiedName~SpokenVenueTests&Name~{name}\"");
        var isLong = orders >= OrdersOfLongRuns;
        Chosen.OnlyWhenLong("each venue's own limits make its run one of waiting", "TRADINGDAEMON_VENUE_ORDERS");
        var patience = isLong ? PatienceOfLongRuns : PatienceOfEveryRun;
        using var floor = await SpokenFloor.OpenAsync(venue, seed);
        await floor.Exchange.ReplaceFaultsAsync(new FaultsOfEveryKind(venue, seed).Script(orders, isLong));
        var unclear = 0;
        using (var killed = floor.Start())
        {
            await floor.OrdersAsync(killed, orders / 3, patience);
            if (!isLong) await SpokenFloor.QuietAsync(killed, patience);
            killed.Signal(DaemonProcess.SigKill);
            Assert.That(await killed.ExitAsync(), Is.EqualTo(128 + DaemonProcess.SigKill));
            unclear += Unclear(killed);
        }

        using var daemon = floor.Start();
        await floor.OrdersAsync(daemon, orders * 2 / 3, patience);
        await StandStillAsync(floor.Exchange.Process);
        if (isLong) await floor.Exchange.WhileAsync(new JsonObject { ["kind"] = "rateLimit", ["weightPerMinute"] = 1, ["banAfter"] = 10_000 }, Standing);
        if (venue.HasClientOrderIds) await floor.Exchange.WhileAsync(new JsonObject { ["kind"] = "clockOffset", ["ms"] = ClockWrongMs }, Standing);
        if (venue.HasStream) await floor.Exchange.WhileAsync(new JsonObject { ["kind"] = "muteStream" }, Standing);
        await floor.OrdersAsync(daemon, orders, patience);

        string[] wanted = ["acceptThenTimeout", "acceptThen500", "reject", "partialFills", .. venue.HasStream ? (string[])["dropFrame", "duplicateFrame"] : []];
        SortedDictionary<string, long> struck = [];
        await daemon.UntilAsync(async () => (struck = await floor.Exchange.StruckAsync()) is var now && Array.TrueForAll(wanted, kind => now.GetValueOrDefault(kind) > 0), $"{string.Join(", ", wanted)} all struck; {again}", patience);
        await floor.SettleAsync(daemon, patience);
        var result = await floor.EndAsync(daemon);
        unclear += Unclear(daemon);
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}, seed {seed}: {result.Intents} intents, {result.Orders} orders and {result.Fills} fills at the exchange, {unclear} outcomes unknown, {result.Boots} boots, {result.Differences.Count} differences, {since.Elapsed.TotalSeconds:0.0} s; struck: {string.Join(", ", struck.Select(static pair => $"{pair.Key} {pair.Value}"))}. Again: {again}"));
        Assert.That(result.Differences.Take(20), Is.Empty, again);
        Assert.That(result.Orders, Is.GreaterThanOrEqualTo(orders), again);
        Assert.That(unclear, Is.Positive, "there were outcomes to find out");
    }

    private static int Unclear(DaemonProcess daemon) => daemon.Output.Split("may or may not have been placed").Length - 1;

    private static async Task StandStillAsync(DaemonProcess process)
    {
        process.Signal(DaemonProcess.SigStop);
        await Task.Delay(Standing);
        process.Signal(DaemonProcess.SigCont);
    }
}
