using System.Diagnostics;
using System.Globalization;
using System.Net;
using TradingDaemon.Integration.Tests.Support;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Integration.Tests.Venue;

/// <summary>The store cannot be written while orders and fills are under way at a real exchange, which goes on. <c>TRADINGDAEMON_STARVED_SECONDS</c> says for how long.</summary>
public sealed class SandboxStarvedTests
{
    private static readonly TimeSpan Starvation = TimeSpan.FromSeconds(Chosen.Count("TRADINGDAEMON_STARVED_SECONDS", 2));

    [Test]
    public async Task Store_LockedByAnotherProcess_SendsNothingThatIsNotDurable()
    {
        await using var floor = await TradingFloor.OpenAsync(Chosen.Seed());
        using var daemon = await floor.StartTradingAsync();
        using (var other = SqliteDatabase.OpenWriter(Path.Combine(floor.Place.Data, "daemon.db"), TimeSpan.FromSeconds(20)))
        {
            other.Execute("BEGIN IMMEDIATE");
            await StarvesAsync(floor, daemon);
            other.Execute("ROLLBACK");
        }

        await EndsWellAsync(floor, daemon);
    }

    [Test]
    public async Task Disk_IsFull_SendsNothingThatIsNotDurable()
    {
        await using var floor = await TradingFloor.OpenAsync(Chosen.Seed());
        using var disk = SmallDisk.MountOrIgnore(floor.Place.Data);
        using var daemon = await floor.StartTradingAsync();
        disk.Fill();
        await StarvesAsync(floor, daemon);
        disk.Free();
        await EndsWellAsync(floor, daemon);
    }

    private static async Task StarvesAsync(TradingFloor floor, DaemonProcess daemon)
    {
        using var client = daemon.Client();
        var since = Stopwatch.StartNew();
        await daemon.UntilAsync(async () => (await client.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode == HttpStatusCode.ServiceUnavailable, "health turns critical");
        Tell("health critical", since.Elapsed);
        await daemon.SaysAsync("\"event\":\"journal_refuses\"");
        await Task.Delay(Starvation);
        Assert.That(Comparison.OfSent(floor.Place), Is.Empty, "nothing is sent that is not durable");
    }

    // Told and not asserted: it depends on the machine. docs/reliability.md has the figures of one.
    private static void Tell(string what, TimeSpan after) => TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"store gone and back: {what} after {after.TotalSeconds:0.00} s"));

    private static async Task EndsWellAsync(TradingFloor floor, DaemonProcess daemon)
    {
        var since = Stopwatch.StartNew();
        await daemon.ReadyAsync();
        Tell("ready again", since.Elapsed);
        await TradingFloor.TradesAsync(daemon, 5);
        var result = await floor.EndAsync(daemon);
        TestContext.Progress.WriteLine($"{result.Orders} orders, {result.Fills} fills, {result.Differences.Count} differences");
        Assert.That(result.Differences.Take(20), Is.Empty);
    }
}
