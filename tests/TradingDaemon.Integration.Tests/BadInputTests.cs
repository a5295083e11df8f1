using System.Net;
using System.Net.Sockets;
using TradingDaemon.Integration.Tests.Support;
using TradingDaemon.Storage.Inspection;
using TradingDaemon.Storage.Sqlite;

namespace TradingDaemon.Integration.Tests;

/// <summary>What a person gets wrong is told in a sentence with an exit code, never with a stack trace, and nothing is lost by it.</summary>
public sealed class BadInputTests
{
    [TestCase("operations:logLevl=debug", "id you mean")]
    [TestCase("feed:speed=fast", "feed:speed")]
    [TestCase("storage:checkpointInterval=-00:00:01", "storage:checkpointInterval")]
    [TestCase("tiers:hunter:limits:dailyLossMaxFraction=-0.1", "tiers:hunter:limits:dailyLossMaxFraction")]
    [TestCase("shutdown:policy=sell", "hold, cancel, flatten")]
    [TestCase("mode=live", "live")]
    public async Task Run_WithABadSetting_NamesItAndStartsNothing(string setting, string expected)
    {
        using var place = Workplace.Delivered();
        var (code, output, error) = await DaemonProcess.RunAsync(place, "--set", setting);
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(2));
            Assert.That(output + error, Does.Contain(expected).And.Not.Contain("   at "));
            Assert.That(Directory.Exists(place.Data), Is.False, "nothing was started");
        });
    }

    [Test]
    public async Task Run_WithAFeedFileThatIsMissing_NamesIt()
    {
        using var place = Workplace.Delivered();
        var (code, output, error) = await DaemonProcess.RunAsync(place, "--set", "feed:kind=replay", "--set", "feed:files:0=absent.csv.gz");
        Refused(2, "absent.csv.gz", code, output + error);
    }

    [Test]
    public async Task Run_OnADirectoryThatCannotBeMade_SaysWhich()
    {
        using var place = Workplace.Delivered();
        var file = Path.Combine(place.Directory, "a-file");
        await File.WriteAllTextAsync(file, "");
        var (code, output, error) = await DaemonProcess.RunAsync(place, "--set", $"storage:directory={file}/data");
        Refused(null, $"{file}/data", code, output + error);
    }

    [Test]
    public async Task Run_OnAPortInUse_SaysWhich()
    {
        using var place = Workplace.Delivered();
        using var other = new TcpListener(IPAddress.Loopback, place.Port);
        other.Start();
        var (code, output, error) = await DaemonProcess.RunAsync(place);
        Refused(1, $"Cannot listen on {place.Url}", code, output + error);
    }

    [Test]
    public async Task Run_OnAStoreInUse_NamesTheHolderAndLeavesItAlone()
    {
        using var place = Workplace.Busy(seed: 3);
        using var first = DaemonProcess.Start(place);
        await first.ReadyAsync();
        var (code, output, error) = await DaemonProcess.RunAsync(place, "--set", $"operations:urls=http://127.0.0.1:{Workplace.FreePort()}");
        Refused(1, $"process {first.Id}", code, output + error);
        await EndsInOrderAsync(first, place);
    }

    [Test]
    public async Task Run_OnADatabaseOfANewerVersion_RefusesAndChangesNothing()
    {
        using var place = await StoppedAsync(seed: 7);
        Write(place, "INSERT INTO schema_version (number, name, sha256, applied_at) VALUES (99, 'later', '', '')");
        var facts = LastSequenceOfRefused(place);
        var (code, output, error) = await DaemonProcess.RunAsync(place);
        Refused(1, "written by a newer version", code, output + error);
        Assert.That(LastSequenceOfRefused(place), Is.EqualTo(facts));
        Write(place, "DELETE FROM schema_version WHERE number = 99");
        await RunsToAnOrderlyEndAsync(place);
    }

    [Test]
    public async Task Run_OnACorruptFact_RefusesAndNamesIt()
    {
        using var place = await StoppedAsync(seed: 8);
        foreach (var checkpoint in BookedCheckpoint.Files(place.Data)) File.Delete(checkpoint); // so that every fact is read
        Write(place, "UPDATE facts SET payload = replace(payload, 'USD', 'EUR') WHERE sequence = 5; UPDATE facts SET at_utc_ticks = at_utc_ticks + 1 WHERE sequence = 9");
        var (code, output, error) = await DaemonProcess.RunAsync(place);
        Refused(1, "is damaged", code, output + error);
        var verified = await DaemonProcess.RunAsync(place, "db", "verify");
        Refused(1, "is damaged", verified.ExitCode, verified.Output + verified.Error);
    }

    [Test]
    public async Task Run_OnACorruptCheckpoint_UsesTheOneBeforeAndSaysSo()
    {
        using var place = await StoppedAsync(seed: 9);
        await RunsToAnOrderlyEndAsync(place); // now there are several
        var newest = BookedCheckpoint.Files(place.Data)[0];
        var bytes = await File.ReadAllBytesAsync(newest);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(newest, bytes);
        using (var daemon = DaemonProcess.Start(place, "--log-level", "information"))
        {
            await daemon.ReadyAsync();
            await daemon.SaysAsync("\"event\":\"checkpoint_damaged\"");
            Assert.That(daemon.Output, Does.Contain(Path.GetFileName(newest)).And.Not.Contain("checkpoint at fact 0 and"));
            await EndsInOrderAsync(daemon, place);
        }
    }

    [Test]
    public async Task Run_OnACorruptLedgerLine_RefusesAndNamesIt()
    {
        using var place = await StoppedAsync(seed: 10);
        var lines = await File.ReadAllLinesAsync(place.Ledger);
        lines[2] = lines[2].Replace("\"quantity\":", "\"quantity\":1", StringComparison.Ordinal);
        await File.WriteAllTextAsync(place.Ledger, string.Join('\n', lines) + "\n");
        var (code, output, error) = await DaemonProcess.RunAsync(place);
        Refused(1, "line 3", code, output + error);
    }

    private static void Refused(int? expected, string words, int code, string said) => Assert.Multiple(() =>
    {
        Assert.That(code, expected is { } exact ? Is.EqualTo(exact) : Is.EqualTo(1).Or.EqualTo(2));
        Assert.That(said, Does.Contain(words).And.Not.Contain("   at "));
        Assert.That(said.Trim().Split('\n').Count(static line => line.StartsWith("error:", StringComparison.Ordinal)), Is.LessThanOrEqualTo(1));
    });

    private static async Task<Workplace> StoppedAsync(int seed)
    {
        var place = Workplace.Busy(seed);
        try
        {
            await RunsToAnOrderlyEndAsync(place);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    private static async Task RunsToAnOrderlyEndAsync(Workplace place)
    {
        using var daemon = DaemonProcess.Start(place, "--log-level", "information");
        await daemon.ReadyAsync();
        await daemon.SaysAsync("\"event\":\"trade_executed\"");
        await EndsInOrderAsync(daemon, place);
    }

    private static async Task EndsInOrderAsync(DaemonProcess daemon, Workplace place)
    {
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        Assert.That(Comparison.OfStopped(place).Differences, Is.Empty);
    }

    private static void Write(Workplace place, string sql)
    {
        using var database = SqliteDatabase.OpenWriter(Path.Combine(place.Data, "daemon.db"), TimeSpan.FromSeconds(2));
        database.Execute(sql);
    }

    private static long LastSequenceOfRefused(Workplace place)
    {
        Assert.Throws<InvalidDataException>(() => StoreInspection.Open(place.Data).Dispose(), "the inspection refuses it too");
        using var database = SqliteDatabase.OpenReader(Path.Combine(place.Data, "daemon.db"), TimeSpan.FromSeconds(2));
        return database.ScalarNumber("SELECT max(sequence) FROM facts") ?? 0;
    }
}
