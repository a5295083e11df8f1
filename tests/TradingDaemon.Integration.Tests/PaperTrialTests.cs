using System.Text.Json.Nodes;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests;

/// <summary>An account rises to a tier that asks for a trial on paper, and is killed in the middle of it.</summary>
public sealed class PaperTrialTests
{
    [Test]
    public async Task Run_ATierWithATrial_IsEnteredAfterItAlsoOverAKill()
    {
        using var place = Workplace.Delivered(speed: 10);
        place.Change(static settings =>
        {
            settings["venue"]!["startingCash"] = new JsonObject { ["USD"] = 12_000 };
            settings["tiers"] = new JsonObject { ["strategist"] = new JsonObject { ["paper"] = new JsonObject { ["hours"] = 24, ["trades"] = 1, ["successShare"] = 0.5, ["profitableShare"] = 0 } } };
        });

        using (var daemon = DaemonProcess.Start(place, "--log-level", "information"))
        {
            await daemon.ReadyAsync();
            await daemon.UntilAsync(async () => (int?)(await PaperAsync(daemon))?["trades"] > 0, "a trade on paper is closed");
            Assert.That((string?)(await PaperAsync(daemon))!["state"], Is.EqualTo("running"));
            daemon.Signal(DaemonProcess.SigKill);
            await daemon.ExitAsync();
        }

        using (var daemon = DaemonProcess.Start(place, "--log-level", "information"))
        {
            await daemon.ReadyAsync();
            await daemon.UntilAsync(async () => (int?)(await PaperAsync(daemon))?["trades"] > 0, "it goes on where it was");
            Assert.That((int?)(await PaperAsync(daemon))?["attempt"], Is.EqualTo(1));
            daemon.Signal(DaemonProcess.SigTerm);
            Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        }

        place.Change(static settings => settings["tiers"]!["strategist"]!["paper"]!["hours"] = 0.1); // other bars apply to the one that runs
        using (var daemon = DaemonProcess.Start(place, "--log-level", "information"))
        {
            await daemon.SaysAsync("Its trial on paper was passed.");
            daemon.Signal(DaemonProcess.SigTerm);
            Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        }

        Assert.That((await DaemonProcess.RunAsync(place, "db", "verify")).ExitCode, Is.Zero);
        var (code, _, error) = await DaemonProcess.RunAsync(place, "db", "verify", "--set", $"storage:directory={Directory.GetDirectories(Path.Combine(place.Data, "paper-trials")).Single()}");
        Assert.That(code, Is.Zero, error);
    }

    private static async Task<JsonNode?> PaperAsync(DaemonProcess daemon)
    {
        using var client = daemon.Client();
        return JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative)))!["nextTier"]?["paper"];
    }
}
