using System.Text.Json;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Integration.Tests.Support;
using TradingDaemon.Storage.Inspection;

namespace TradingDaemon.Integration.Tests;

/// <summary><c>replay</c> as a user meets it: whole files, damaged files, and the same decisions every time.</summary>
public sealed class ReplayTests
{
    private static readonly string[] AgreedKeys =
    [
        "rows", "rowsPerSecond", "elapsedSeconds", "recordedSeconds", "dropped", "signals", "orders", "fills", "refused", "equity", "realizedPnl", "unrealizedPnl", "fees", "decisionHash",
    ];

    [Test]
    public async Task Replay_SameInputConfigurationAndSeed_GivesTheSameDecisionHashAndNoOther()
    {
        using var place = Workplace.Delivered();
        await File.WriteAllBytesAsync(Path.Combine(place.Directory, "one.csv.gz"), SyntheticRecording.Compressed(SyntheticRecording.Lines(seed: 1)));
        await File.WriteAllBytesAsync(Path.Combine(place.Directory, "two.csv.gz"), SyntheticRecording.Compressed(SyntheticRecording.Lines(seed: 2)));
        using var first = await ReplayAsync(place, "one.csv.gz");
        using var again = await ReplayAsync(place, "one.csv.gz");
        using var otherInput = await ReplayAsync(place, "two.csv.gz");
        using var otherSeed = await ReplayAsync(place, "one.csv.gz", "--set", "venue:seed=8");
        using var otherConfiguration = await ReplayAsync(place, "one.csv.gz", "--set", "venue:startingCash:USD=9000");
        Assert.Multiple(() =>
        {
            Assert.That(first.RootElement.EnumerateObject().Select(static key => key.Name), Is.SupersetOf(AgreedKeys));
            Assert.That(first.RootElement.GetProperty("rows").GetInt64(), Is.EqualTo(SyntheticRecording.Rows));
            Assert.That(first.RootElement.GetProperty("recordedSeconds").GetDouble(), Is.EqualTo(SyntheticRecording.Rows - 1d));
            Assert.That(first.RootElement.GetProperty("fills").GetInt64(), Is.Positive, "it must trade to prove anything");
            Assert.That(HashOf(first), Has.Length.EqualTo(64).And.EqualTo(HashOf(again)));
            Assert.That(new[] { HashOf(first), HashOf(otherInput), HashOf(otherSeed), HashOf(otherConfiguration) }, Is.Unique);
        });
    }

    [Test]
    public async Task Replay_OfATruncatedFile_ReportsTheRowsItHasNamesTheFileAndFails()
    {
        using var place = Workplace.Delivered();
        var whole = SyntheticRecording.Compressed(SyntheticRecording.Lines(seed: 3));
        await File.WriteAllBytesAsync(Path.Combine(place.Directory, "cut.csv.gz"), whole[..(whole.Length / 2)]);
        var (code, output, error) = await DaemonProcess.RunAsync(place, "replay", "cut.csv.gz", "--json");
        using var report = JsonDocument.Parse(output);
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(error, Does.Contain("cut.csv.gz").And.Contains("ends early").And.Contains("error: ").And.Not.Contain("   at "));
            Assert.That(report.RootElement.GetProperty("rows").GetInt64(), Is.InRange(1, SyntheticRecording.Rows - 1));
        });
        var strict = await DaemonProcess.RunAsync(place, "replay", "cut.csv.gz", "--strict");
        Refused(1, "cut.csv.gz", strict);
    }

    [Test]
    public async Task Replay_OfAMalformedRow_NamesTheLineSkipsAndCountsItAndStrictStops()
    {
        using var place = Workplace.Delivered();
        var lines = SyntheticRecording.Lines(seed: 4);
        lines[1_234] = "half a r";
        await File.WriteAllLinesAsync(Path.Combine(place.Directory, "bad.csv"), lines);
        var (code, output, error) = await DaemonProcess.RunAsync(place, "replay", "bad.csv", "--json");
        using var report = JsonDocument.Parse(output);
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.Zero);
            Assert.That(error, Does.Contain("bad.csv, line 1235: ").And.Contains("half a r"));
            Assert.That(report.RootElement.GetProperty("malformed").GetInt64(), Is.EqualTo(1));
            Assert.That(report.RootElement.GetProperty("rows").GetInt64(), Is.EqualTo(SyntheticRecording.Rows - 1));
        });
        Refused(1, "line 1235", await DaemonProcess.RunAsync(place, "replay", "bad.csv", "--strict"));
    }

    [TestCase("absent.csv.gz", 2, "absent.csv.gz")]
    [TestCase("empty.csv", 1, "is empty")]
    [TestCase("other.csv", 1, "unknown header")]
    [TestCase("noise.csv.gz", 1, "noise.csv.gz")]
    [TestCase("headed.csv", 1, "no rows")]
    public async Task Replay_OfWhatIsNoRecording_SaysSoInASentence(string name, int expected, string words)
    {
        using var place = Workplace.Delivered();
        await File.WriteAllTextAsync(Path.Combine(place.Directory, "empty.csv"), "");
        await File.WriteAllTextAsync(Path.Combine(place.Directory, "other.csv"), "time,price\n1,2\n");
        await File.WriteAllTextAsync(Path.Combine(place.Directory, "noise.csv.gz"), "this was never compressed");
        await File.WriteAllTextAsync(Path.Combine(place.Directory, "headed.csv"), SyntheticRecording.Header + "\n");
        Refused(expected, words, await DaemonProcess.RunAsync(place, "replay", name));
    }

    [Test]
    public async Task Replay_IntoADirectoryThatCannotBeMade_SaysWhich()
    {
        using var place = Workplace.Delivered();
        await File.WriteAllLinesAsync(Path.Combine(place.Directory, "q.csv"), SyntheticRecording.Lines(seed: 5));
        Refused(2, "storage:directory", await DaemonProcess.RunAsync(place, "replay", "q.csv", "--store", "q.csv/books"));
    }

    [Test]
    public async Task Replay_IntoAStoreThatHoldsBooks_LeavesThemAlone()
    {
        using var place = Workplace.Delivered();
        await File.WriteAllLinesAsync(Path.Combine(place.Directory, "q.csv"), SyntheticRecording.Lines(seed: 6));
        using var first = await ReplayAsync(place, "q.csv", "--store", "books");
        Refused(1, "is not empty", await DaemonProcess.RunAsync(place, "replay", "q.csv", "--store", "books"));
        using var store = StoreInspection.Open(Path.Combine(place.Directory, "books"));
        Assert.That((store.Verify().Count, (long)store.Fills().Count()), Is.EqualTo((0, first.RootElement.GetProperty("fills").GetInt64())));
    }

    [TestCase("quotes/equity_tick_IBM_20131007_20131011.csv.gz", true)]
    [TestCase("trades/crypto_tick_bitstamp_BTCUSD_20110913_20120531.csv.gz", false)]
    public async Task Replay_OfARealRecording_LeavesBooksThatAgree(string name, bool trades)
    {
        var file = RecordedData.FileOrIgnore(name);
        using var place = Workplace.Delivered();
        using var report = await ReplayAsync(place, file, "--store", "books");
        using var store = StoreInspection.Open(Path.Combine(place.Directory, "books"));
        Assert.Multiple(() =>
        {
            Assert.That(report.RootElement.GetProperty("rows").GetInt64(), Is.GreaterThan(1_000));
            Assert.That(report.RootElement.GetProperty("malformed").GetInt64(), Is.Zero);
            Assert.That(store.Fills().LongCount(), Is.EqualTo(report.RootElement.GetProperty("fills").GetInt64()).And.Matches<long>(fills => fills > 0 == trades));
            Assert.That(store.FactsAfter(0).Select(static recorded => recorded.Fact).OfType<Fact.BreakFound>(), Is.Empty);
            Assert.That(store.Verify(), Is.Empty);
            Assert.That(report.RootElement.GetProperty("equity").ValueKind, Is.EqualTo(JsonValueKind.String));
        });
    }

    private static async Task<JsonDocument> ReplayAsync(Workplace place, params string[] arguments)
    {
        var (code, output, error) = await DaemonProcess.RunAsync(place, ["replay", .. arguments, "--json"]);
        Assert.That(code, Is.Zero, error);
        return JsonDocument.Parse(output);
    }

    private static string? HashOf(JsonDocument report) => report.RootElement.GetProperty("decisionHash").GetString();

    private static void Refused(int expected, string words, (int ExitCode, string Output, string Error) run) => Assert.Multiple(() =>
    {
        Assert.That(run.ExitCode, Is.EqualTo(expected), run.Error);
        Assert.That(run.Error, Does.Contain("error: ").And.Contains(words).And.Not.Contain("   at "));
    });
}
