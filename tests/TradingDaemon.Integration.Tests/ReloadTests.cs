using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests;

/// <summary>Changes the files of the running daemon in every way it can be told of that, and asks its journal who did what.</summary>
public sealed class ReloadTests
{
    private const int SigHup = 1;
    private const string Exposure = "tiers:busy:limits:strategyExposureMaxFraction";

    [Test]
    public async Task Reload_ByFileSignalAndCommand_IsInForceAuditedAndOutlivesAKill()
    {
        using var place = Workplace.Busy(seed: 91);
        place.Change(static settings => settings["reload"] = new JsonObject { ["watch"] = true, ["interval"] = "00:00:00.250", ["settle"] = "00:00:00.250" });
        using (var daemon = DaemonProcess.Start(place, "--log-level", "information"))
        {
            await daemon.ReadyAsync();
            await daemon.SaysAsync("\"event\":\"trade_executed\"");

            Limit(place, 0.000001m); // nobody tells the daemon
            await daemon.UntilAsync(async () => Regex.IsMatch(await MetricsAsync(daemon), "tradingdaemon_refusals_total{rule=\"strategy_exposure_max\"} [1-9]"), "the new limit refuses an order");
            Assert.That(await MetricsAsync(daemon), Does.Match("tradingdaemon_configuration_version [2-9]"));

            await AcceptedAsync(place, daemon);
            daemon.Signal(DaemonProcess.SigKill);
            await daemon.ExitAsync();
        }

        using (var daemon = DaemonProcess.Start(place, "--log-level", "information")) // the same files: nothing new to record
        {
            await daemon.ReadyAsync();
            daemon.Signal(DaemonProcess.SigTerm);
            Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        }

        Limit(place, 0.7m); // while nothing runs
        using (var daemon = DaemonProcess.Start(place, "--log-level", "information"))
        {
            await daemon.ReadyAsync();
            Assert.That(await MetricsAsync(daemon), Does.Contain("tradingdaemon_configuration_version 4"));
            daemon.Signal(DaemonProcess.SigTerm);
            Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        }

        var history = await DaemonProcess.RunAsync(place, "config", "history", "--json");
        var lines = JsonNode.Parse(history.Output)!.AsArray();
        Assert.That(lines.Select(static line => $"{line!["version"]} {line["source"]} {line["by"]}".TrimEnd()), Is.EqualTo(new[] { "1 start", "2 file", "3 command anna", "4 start" }), history.Error);
        Assert.That(lines.Skip(1).Select(static line => line!["changes"]!.AsArray().Single()!).Select(static change => $"{change["key"]} {change["before"]} {change["after"]} {change["effect"]}"),
            Is.EqualTo(new[] { $"{Exposure} 0.9 0.000001 tighter", $"{Exposure} 0.000001 0.8 looser", $"{Exposure} 0.8 0.7 tighter" }));
        Assert.That((await DaemonProcess.RunAsync(place, "db", "verify")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task Rollback_ThenAKillAndAStartWithTheSameFiles_TheEarlierVersionIsInForce()
    {
        using var place = Workplace.Busy(seed: 93);
        using (var daemon = DaemonProcess.Start(place, "--log-level", "information"))
        {
            await daemon.ReadyAsync();
            Limit(place, 0.95m);
            var reload = await DaemonProcess.RunAsync(place, "config", "reload", "--accept-looser");
            Assert.That(reload.ExitCode, Is.Zero, reload.Error);
            var (code, output, error) = await DaemonProcess.RunAsync(place, "config", "rollback", "1", "--by", "anna");
            Assert.That((code, output), Is.EqualTo((0, output)), error);
            Assert.That(output, Does.Contain("Version 3 runs.").And.Contain($"files    {Exposure} 0.95 (config/tiers/busy.json), rolled back to 0.9"));
            daemon.Signal(DaemonProcess.SigKill);
            await daemon.ExitAsync();
        }

        using (var daemon = DaemonProcess.Start(place, "--log-level", "information"))
        {
            await daemon.ReadyAsync();
            Assert.That(await MetricsAsync(daemon), Does.Contain("tradingdaemon_configuration_version 3"), "nothing new to record");
            using var client = daemon.Client();
            Assert.That(await client.GetStringAsync(new Uri("/api/v1/alerts", UriKind.Relative)), Does.Contain("configuration:rollback"));
            var diff = await DaemonProcess.RunAsync(place, "config", "diff");
            Assert.That((diff.ExitCode, diff.Output.Contains("rolled back to 0.9", StringComparison.Ordinal)), Is.EqualTo((0, true)), diff.Error);
            Limit(place, 0.85m); // somebody wrote the file: it is the truth again
            Assert.That((await DaemonProcess.RunAsync(place, "config", "reload")).ExitCode, Is.Zero);
            daemon.Signal(DaemonProcess.SigTerm);
            Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        }

        var lines = JsonNode.Parse((await DaemonProcess.RunAsync(place, "config", "history", "--json")).Output)!.AsArray();
        Assert.That(lines.Skip(1).Select(static line => $"{line!["version"]} {line["source"]} {line["changes"]![0]!["before"]} {line["changes"]![0]!["after"]}"),
            Is.EqualTo(new[] { "2 command 0.9 0.95", "3 rollback to 1 0.95 0.9", "4 command 0.9 0.85" }));
        Assert.That((await DaemonProcess.RunAsync(place, "db", "verify")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task Switch_ThrownWhileItTrades_StopsThatStrategyAlone()
    {
        using var place = Workplace.Busy(seed: 92);
        using var daemon = DaemonProcess.Start(place, "--log-level", "information");
        await daemon.ReadyAsync();
        await daemon.SaysAsync("\"event\":\"trade_executed\"");
        await File.WriteAllTextAsync(Path.Combine(place.Directory, "config", "switches.json"), "{ \"switches\": { \"disabledStrategies\": [ \"cross-market\" ] } }");
        var (code, _, error) = await DaemonProcess.RunAsync(place, "config", "reload");
        Assert.That(code, Is.Zero, error);
        using var client = daemon.Client();
        await daemon.UntilAsync(async () =>
        {
            var status = JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative)))!;
            var lines = status["strategies"]!.AsArray().ToDictionary(static line => (string)line!["strategy"]!, static line => (string)line!["condition"]!);
            return lines["cross-market"] == "paused" && lines["cross-ioc"] == "running";
        }, "one strategy is off and another runs");
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
    }

    private static async Task AcceptedAsync(Workplace place, DaemonProcess daemon)
    {
        Limit(place, 0.8m);
        daemon.Signal(SigHup);
        await daemon.SaysAsync("\"event\":\"reload_refused\"");
        Assert.That(await MetricsAsync(daemon), Does.Contain("tradingdaemon_configuration_version 2"), "nobody accepted what is looser");

        var diff = await DaemonProcess.RunAsync(place, "config", "diff");
        Assert.That((diff.ExitCode, diff.Output), Is.EqualTo((1, diff.Output)), diff.Error);
        Assert.That(diff.Output, Does.Contain($"{Exposure} 0.000001 -> 0.8 (LOOSER)"));
        var (code, output, error) = await DaemonProcess.RunAsync(place, "config", "reload", "--accept-looser", "--by", "anna");
        Assert.That((code, output.Contains("Version 3 runs.", StringComparison.Ordinal)), Is.EqualTo((0, true)), error);
        await daemon.SaysAsync("lets more through, by anna (command)");
    }

    // As careful programs write: a whole file in the place of another.
    private static void Limit(Workplace place, decimal exposure)
    {
        var file = Path.Combine(place.Directory, "config", "tiers", "busy.json");
        var tier = JsonNode.Parse(File.ReadAllText(file))!;
        tier["tiers"]!["busy"]!["limits"]!["strategyExposureMaxFraction"] = exposure;
        File.WriteAllText(file + ".new", tier.ToJsonString());
        File.Move(file + ".new", file, overwrite: true);
    }

    private static async Task<string> MetricsAsync(DaemonProcess daemon)
    {
        using var client = daemon.Client();
        using var answer = await client.GetAsync(new Uri("/metrics", UriKind.Relative)); // 503 while another scrape is served: then it has no figure yet
        return await answer.Content.ReadAsStringAsync();
    }
}
