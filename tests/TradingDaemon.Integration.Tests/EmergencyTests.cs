using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests;

/// <summary>Pulls the emergency stop of the running daemon by every way in, and kills it amid its liquidation.</summary>
public sealed class EmergencyTests
{
    private const string Reason = "a test pulls it";

    [Test]
    public async Task Halt_ByApiWhileItTrades_LeavesNoOrderAndSurvivesAKillUntilResumed()
    {
        using var place = Workplace.Busy(seed: 71);
        using (var daemon = DaemonProcess.Start(place, "--log-level", "information"))
        {
            await daemon.ReadyAsync();
            await daemon.SaysAsync("\"event\":\"trade_executed\"");
            var answer = await PostAsync(daemon, "halt", new { reason = Reason });
            Assert.That((string?)answer["emergency"]!["state"], Is.EqualTo("halted"));
            await EndedAsync(daemon);
            daemon.Signal(DaemonProcess.SigKill);
            await daemon.ExitAsync();
        }

        var halted = VenueLedger.Read(place.Ledger);
        Assert.That(halted.Open, Is.Empty);
        using (var daemon = DaemonProcess.Start(place))
        {
            await daemon.ReadyAsync();
            Assert.That((string?)(await ViewAsync(daemon))["state"], Is.EqualTo("halted"));
            await EndedAsync(daemon);
            Assert.That(VenueLedger.Read(place.Ledger).Clients, Has.Count.EqualTo(halted.Clients.Count), "nothing was sent");
            Assert.That((bool?)(await PostAsync(daemon, "resume", new { confirm = "RESUME the test goes on" }))["isDone"], Is.True);
            await daemon.UntilAsync(() => Task.FromResult(VenueLedger.Read(place.Ledger).Clients.Count > halted.Clients.Count), "it trades again");
            daemon.Signal(DaemonProcess.SigTerm);
            Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        }
    }

    [Test]
    public async Task Flatten_ByTerminalKilledAmidst_GoesOnWithTheNextStartAndClosesNothingTwice()
    {
        using var place = Workplace.Busy(seed: 72);
        using (var daemon = DaemonProcess.Start(place, "--log-level", "information"))
        {
            await daemon.ReadyAsync();
            await daemon.SaysAsync("\"event\":\"trade_executed\"");
            await daemon.UntilAsync(() => Task.FromResult(VenueLedger.Read(place.Ledger).Holdings.Count(place.IsWorthAnOrder) >= 2), "several positions are held");
            var (code, _, error) = await DaemonProcess.RunAsync(place, "flatten", "--reason", Reason, "--confirm", "FLATTEN ALL POSITIONS", "--no-wait");
            Assert.That(code, Is.Zero, error);
            daemon.Signal(DaemonProcess.SigKill);
            await daemon.ExitAsync();
        }

        using (var daemon = DaemonProcess.Start(place))
        {
            await daemon.ReadyAsync();
            await EndedAsync(daemon);
            var view = await ViewAsync(daemon);
            Assert.That((string?)view["state"], Is.EqualTo("halted"));
            Assert.That(view["report"]!["steps"]!.AsArray().Where(static step => !(bool)step!["isDone"]!).Select(static step => step!.ToJsonString()), Is.Empty);
            daemon.Signal(DaemonProcess.SigTerm);
            Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        }

        var ledger = VenueLedger.Read(place.Ledger);
        Assert.That(ledger.Open, Is.Empty);
        Assert.That(ledger.Clients, Is.Unique);
        Assert.That(ledger.Holdings.Where(place.IsWorthAnOrder), Is.Empty);
        var closings = await File.ReadAllTextAsync(Path.Combine(place.Data, "emergency-orders.log")); // the stop's own intents are durable there, and not in the journal
        var differences = Comparison.OfHeld(place).Where(difference => !difference.EndsWith("without a durable intent", StringComparison.Ordinal) || !closings.Contains(difference.Split(' ')[1], StringComparison.Ordinal));
        Assert.That(differences, Is.Empty, "what the stop closed is booked");
    }

    [Test]
    public async Task Flatten_ByTerminal_IsFollowedUntilNothingIsHeldAndResumeTellsTheState()
    {
        using var place = Workplace.Busy(seed: 75);
        using var daemon = DaemonProcess.Start(place, "--log-level", "information");
        await daemon.ReadyAsync();
        await daemon.SaysAsync("\"event\":\"trade_executed\"");
        await daemon.UntilAsync(() => Task.FromResult(VenueLedger.Read(place.Ledger).Holdings.Count(place.IsWorthAnOrder) >= 2), "several positions are held");
        var (code, output, error) = await DaemonProcess.RunAsync(place, "flatten", "--reason", Reason, "--confirm", "FLATTEN ALL POSITIONS");
        Assert.That(code, Is.Zero, () => output + error);
        Assert.That(output, Does.Contain("Flat: the venues hold nothing").And.Contain("state HALTED"));
        Assert.That(VenueLedger.Read(place.Ledger).Holdings.Where(place.IsWorthAnOrder), Is.Empty);
        (code, output, error) = await DaemonProcess.RunAsync(place, "resume", "--confirm", "RESUME the test goes on");
        Assert.That(code, Is.Zero, () => output + error);
        Assert.That(output, Does.StartWith("ACTIVE since ").And.Contain("done   gate:").And.Not.Contain("cancel:"));
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
    }

    [TestCase("file"), TestCase("terminal"), TestCase("environment")]
    public async Task Halt_BeforeTheStart_BeginsHaltedAndSendsNothing(string way)
    {
        using var place = Workplace.Busy(seed: 73);
        Directory.CreateDirectory(place.Data);
        if (way == "file") await File.WriteAllTextAsync(Path.Combine(place.Data, "emergency.flag"), "stop");
        if (way == "terminal") Assert.That((await DaemonProcess.RunAsync(place, "halt", "--reason", Reason)).ExitCode, Is.Zero);
        using var daemon = DaemonProcess.Start(place, way == "environment" ? ["--set", "emergency:killSwitch=true"] : []);
        await daemon.ReadyAsync();
        Assert.That((string?)(await ViewAsync(daemon))["state"], Is.EqualTo("halted"));
        await daemon.UntilAsync(async () => await RefusedAsync(daemon), "the stop has refused what strategies wanted");
        Assert.That(VenueLedger.Read(place.Ledger).Clients, Is.Empty);
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
    }

    [Test]
    public async Task Halt_ByFileWhileItRuns_IsSeenAndStored()
    {
        using var place = Workplace.Busy(seed: 74);
        using var daemon = DaemonProcess.Start(place);
        await daemon.ReadyAsync();
        await File.WriteAllTextAsync(Path.Combine(place.Data, "emergency.flag"), "stop");
        await daemon.UntilAsync(async () => (string?)(await ViewAsync(daemon))["state"] == "halted", "the file is seen");
        await daemon.UntilAsync(async () => (await File.ReadAllTextAsync(Path.Combine(place.Data, "emergency.flag"))).Contains("\"state\":\"Halted\"", StringComparison.Ordinal), "a whole flag is stored");
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
    }

    private static async Task<bool> RefusedAsync(DaemonProcess daemon)
    {
        using var client = daemon.Client();
        return Regex.IsMatch(await client.GetStringAsync(new Uri("/metrics", UriKind.Relative)), "tradingdaemon_refusals_total{rule=\"emergency_stop\"} [1-9]");
    }

    private static async Task<JsonNode> PostAsync(DaemonProcess daemon, string route, object body)
    {
        using var client = daemon.Client();
        using var answer = await client.PostAsJsonAsync(new Uri($"/api/v1/emergency/{route}", UriKind.Relative), body);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static async Task<JsonNode> ViewAsync(DaemonProcess daemon)
    {
        using var client = daemon.Client();
        return JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/emergency", UriKind.Relative)))!;
    }

    private static Task EndedAsync(DaemonProcess daemon) => daemon.UntilAsync(async () =>
    {
        var view = await ViewAsync(daemon);
        return view["report"]?["endedAt"] is not null && !(bool)view["isFlattening"]!;
    }, "the stop has done what it could");
}
