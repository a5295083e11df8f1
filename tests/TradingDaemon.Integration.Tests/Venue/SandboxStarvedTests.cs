using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using TradingDaemon.Integration.Tests.Support;
using TradingDaemon.Storage.Inspection;
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
        using (var other = SqliteDatabase.OpenWriter(Path.Combine(floor.Place.Data, "daemon.db"), DaemonProcess.PatienceMax))
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
        Chosen.OnlyWhenLong("StarvedStoreTests fills the journal's disk", "TRADINGDAEMON_STARVED_SECONDS");
        await using var floor = await TradingFloor.OpenAsync(Chosen.Seed());
        using var disk = SmallDisk.MountOrIgnore(floor.Place.Data);
        using var daemon = await floor.StartTradingAsync();
        disk.Fill();
        await StarvesAsync(floor, daemon);
        disk.Free();
        await EndsWellAsync(floor, daemon);
    }

    /// <summary>Cancels come to be wanted while nothing can be written: by the age limit of resting orders, or by an operator's halt. They leave, seen in the exchange's own ledger; no order does.</summary>
    [Test]
    public async Task Store_LockedByAnotherProcess_CancelsOfAnsweredOrdersLeaveAndNothingElseDoes([Values] bool byOperator)
    {
        Chosen.OnlyWhenLong("orders that rest and come of age take their time", "TRADINGDAEMON_STARVED_SECONDS");
        await using var floor = await TradingFloor.OpenAsync(Chosen.Seed());
        var tiers = Path.Combine(floor.Place.Directory, "config", "tiers", "busy.json");
        await File.WriteAllTextAsync(tiers, BusyTier.Json.Replace("\"orderAgeMax\":\"00:00:30\"", $"\"orderAgeMax\":\"{OrderAge(byOperator):c}\"", StringComparison.Ordinal));
        using var daemon = await floor.StartTradingAsync();
        using var client = daemon.Client();
        using (var other = SqliteDatabase.OpenWriter(Path.Combine(floor.Place.Data, "daemon.db"), DaemonProcess.PatienceMax))
        {
            await daemon.UntilAsync(AreCancelledWhileLockedAsync, "orders that rest while the store is locked are cancelled");
            other.Execute("ROLLBACK");

            // Orders that are filled before their cancel is wanted prove nothing: then once more.
            async Task<bool> AreCancelledWhileLockedAsync()
            {
                other.Execute("BEGIN IMMEDIATE");
                var (resting, written) = (Resting(floor, OrderAge(byOperator)), floor.LastFact());
                if (byOperator && resting.Count > 1) await OperateAsync(client, "halt", new { reason = "the store does not answer" });
                await daemon.UntilAsync(() => Task.FromResult(resting.Count < 2 || Ledger().CancelledByRequest.Overlaps(resting) || !Ledger().Open.Overlaps(resting)), "they end");
                if (Ledger().CancelledByRequest.Overlaps(resting))
                {
                    await daemon.SaysAsync("\"event\":\"journal_refuses\"");
                    await Task.Delay(Starvation);
                    TestContext.Progress.WriteLine($"{Ledger().CancelledByRequest.Count(resting.Contains)} of {resting.Count} orders that rested were cancelled while nothing could be written");
                    Assert.That(floor.LastFact(), Is.EqualTo(written), "nothing was written meanwhile");
                    Assert.That(Comparison.OfSent(floor.Place), Is.Empty, "nothing is sent that is not durable");
                    return true;
                }

                other.Execute("ROLLBACK");
                if (byOperator) await ResumedAsync(); // a halted daemon rests nothing for the next try
                return false;
            }
        }

        if (byOperator) await ResumedAsync();
        await EndsWellAsync(floor, daemon);

        Task ResumedAsync() => daemon.UntilAsync(() => OperateAsync(client, "resume", new { confirm = "RESUME the store answers again" }), "it resumes");

        VenueLedger Ledger() => VenueLedger.Read(floor.Place.Ledger);
    }

    private static TimeSpan OrderAge(bool byOperator) => TimeSpan.FromSeconds(byOperator ? 30 : 2);

    // Those that come of age only now: nobody wanted them cancelled before.
    private static HashSet<string> Resting(TradingFloor floor, TimeSpan age)
    {
        var ofAge = TimeProvider.System.GetUtcNow() - age;
        using var store = StoreInspection.Open(floor.Place.Data);
        var resting = store.Intents().Where(intent => intent.At > ofAge).Select(static intent => intent.ClientOrderId.Text).ToHashSet(StringComparer.Ordinal);
        resting.IntersectWith(VenueLedger.Read(floor.Place.Ledger).Open);
        return resting;
    }

    private static async Task<bool> OperateAsync(HttpClient client, string what, object body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri($"/api/v1/emergency/{what}", UriKind.Relative), body);
        return answer.IsSuccessStatusCode;
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
