using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Integration.Tests.Support;
using TradingDaemon.Storage.Inspection;

namespace TradingDaemon.Integration.Tests.Venue;

/// <summary>The daemon's directory is copied as documented, the daemon trades on at an exchange process, and is restored from the copy. <c>TRADINGDAEMON_SEED</c> repeats a run.</summary>
public sealed class SandboxRestoreTests
{
    [Test]
    public async Task Restore_FromACopyItTradedOnAfter_GivesNoOrderIdTwiceAndBooksEverything([Values] bool isKilled)
    {
        Chosen.OnlyWhenLong("a copy is restored between two lives of a daemon");
        var seed = Chosen.Seed();
        var again = string.Create(CultureInfo.InvariantCulture, $"TRADINGDAEMON_SEED={seed} dotnet test tests/TradingDaemon.Integration.Tests -c Release --filter FullyQualifiedName~SandboxRestoreTests");
        await using var floor = await TradingFloor.OpenAsync(seed);
        using (var before = await floor.StartTradingAsync()) Assert.That((await floor.EndAsync(before)).Differences, Is.Empty, again);
        var copy = floor.Place.Data + "-copy";
        Copy(floor.Place.Data, copy);
        using (var lost = await floor.StartTradingAsync())
        {
            if (!isKilled) Assert.That((await floor.EndAsync(lost)).Differences, Is.Empty, again);
            else lost.Signal(DaemonProcess.SigKill);
            await lost.ExitAsync();
        }

        Directory.Delete(floor.Place.Data, recursive: true);
        Copy(copy, floor.Place.Data);
        var unknown = VenueLedger.Read(floor.Place.Ledger).Clients.Count;
        using (var restored = floor.StartDaemon("--set", "reconciliation:orders=cancel"))
        {
            await restored.ReadyAsync();
            await ResumeAsync(restored);
            await TradingFloor.TradesAsync(restored, 10);
            restored.Signal(DaemonProcess.SigTerm);
            Assert.That(await restored.ExitAsync(), Is.Zero, () => $"{again}\n{restored.Tail}");
            Assert.That(restored.Output, Does.Contain("\"level\":\"critical\"").And.Contain("restored from a backup"));
        }

        var (ledger, books) = (VenueLedger.Read(floor.Place.Ledger), BookedCheckpoint.ReadNewest(floor.Place.Data));
        TestContext.Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {unknown} orders before the restore, {ledger.Clients.Count - unknown} after it. Again: {again}"));
        Assert.That(ledger.Clients, Is.Unique, again);
        Assert.That(ledger.Clients, Has.Count.GreaterThan(unknown), "it must have traded to prove anything");
        Assert.That(ledger.Faults.Concat(Comparison.OfAmounts("cash", ledger.Cash, books.Cash)).Concat(Comparison.OfAmounts("holding", ledger.Holdings, books.Holdings)), Is.Empty, again);
        using var store = StoreInspection.Open(floor.Place.Data);
        Assert.That(store.FactsAfter(0).Count(static recorded => recorded.Fact is Fact.BreakFound { Subject: "books" }), Is.InRange(1, 2), again); // news of an order, a cancel refused, names no venue and is told apart
        Assert.That(store.Verify(), Is.Empty);
    }

    // The venue's orders give the copy away: the account is halted until a person resumes.
    private static async Task ResumeAsync(DaemonProcess daemon)
    {
        using var client = daemon.Client();
        await daemon.UntilAsync(async () => (string?)JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/emergency", UriKind.Relative)))!["state"] == "halted", "the account is halted");
        await daemon.UntilAsync(
            async () =>
            {
                using var answer = await client.PostAsJsonAsync(new Uri("/api/v1/emergency/resume", UriKind.Relative), new { confirm = "RESUME the copy was looked at" });
                return answer.IsSuccessStatusCode;
            },
            "a person resumes");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
