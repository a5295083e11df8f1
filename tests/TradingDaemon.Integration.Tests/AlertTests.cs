using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests;

/// <summary>Alerts of the real process at a receiver on this machine.</summary>
public sealed class AlertTests
{
    private const string Reason = "a test pulls it";

    [Test]
    public async Task Alert_OfTheRunningDaemon_ReachesTheWebhook_IsAcknowledged_AndItsEndIsToldAtTheStop()
    {
        await using var sink = await HookSink.StartAsync();
        using var place = Place(sink, flushMax: "00:00:30");
        using var daemon = DaemonProcess.Start(place, "--log-level", "information");
        await daemon.ReadyAsync();

        var (code, output, error) = await DaemonProcess.RunAsync(place, "alerts", "test", "--json");
        Assert.That(code, Is.Zero, () => output + error);
        Assert.That(JsonDocument.Parse(output).RootElement.GetProperty("channels").EnumerateArray().Select(static one => $"{one.GetProperty("channel")} {one.GetProperty("passed")}"), Is.EqualTo(new[] { "hook True", "tape True" }));
        Assert.That((await sink.NextAsync(static post => Tells(post, "test"))).GetProperty("key").GetString(), Is.EqualTo("alerts:hook:test"));

        Assert.That((await DaemonProcess.RunAsync(place, "halt", "--reason", Reason)).ExitCode, Is.Zero);
        var raised = await sink.NextAsync(static post => Tells(post, "raised", "emergency"));
        Assert.That((raised.GetProperty("severity").GetString(), raised.GetProperty("daemon").GetString()), Is.EqualTo(("critical", "default/local")));
        Assert.That(raised.GetProperty("text").GetString(), Does.Contain(Reason));

        (code, output, error) = await DaemonProcess.RunAsync(place, "alerts", "ack", raised.GetProperty("id").GetString()!, "--by", "the test");
        Assert.That(code, Is.Zero, () => output + error);
        (code, output, error) = await DaemonProcess.RunAsync(place, "alerts", "list");
        Assert.That(code, Is.Zero, error);
        Assert.That(output, Does.Contain("CRITICAL emergency: ").And.Contain("by the test").And.Contain("channel hook (webhook): sent"));

        Assert.That((await DaemonProcess.RunAsync(place, "resume", "--confirm", "RESUME the test goes on")).ExitCode, Is.Zero);
        Assert.That((await sink.NextAsync(static post => Tells(post, "ended", "emergency"))).GetProperty("id").GetString(), Is.EqualTo(raised.GetProperty("id").GetString()));
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        var lines = (await File.ReadAllLinesAsync(Path.Combine(place.Data, "alerts.jsonl"))).Select(static line => JsonDocument.Parse(line).RootElement).Where(static line => line.GetProperty("key").GetString() == "emergency");
        Assert.That(lines.Select(static line => line.GetProperty("event").GetString()), Is.EqualTo(new[] { "raised", "ended" }));
        Assert.That(daemon.Output + daemon.Error, Does.Not.Contain("let-me-in-secret").And.Not.Contain(sink.Url), "no secret in any output");
    }

    /// <summary>Bad input: an alert channel that hangs.</summary>
    [Test]
    public async Task Hang_OfAChannel_HoldsNeitherTheStopNorTheEnd()
    {
        await using var sink = await HookSink.StartAsync(hangs: true);
        using var place = Place(sink, flushMax: "00:00:02");
        using var daemon = DaemonProcess.Start(place, "--log-level", "information");
        await daemon.ReadyAsync();
        Assert.That((await DaemonProcess.RunAsync(place, "halt", "--reason", Reason)).ExitCode, Is.Zero);
        await sink.NextAsync(static post => Tells(post, "raised", "emergency")); // it has it now, and says nothing
        using (var client = daemon.Client())
        {
            var view = JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/emergency", UriKind.Relative)))!;
            Assert.That((string?)view["state"], Is.EqualTo("halted"), "the stop did not wait for anybody to be told");
        }

        var since = Stopwatch.StartNew();
        daemon.Signal(DaemonProcess.SigTerm);
        Assert.That(await daemon.ExitAsync(), Is.Zero, () => daemon.Tail);
        TestContext.Out.WriteLine($"It ended {since.Elapsed.TotalSeconds:0.0} s after it was told to.");
        Assert.That(daemon.Output, Does.Contain("\"event\":\"notices_left_out\"").And.Contain("not told here since"), () => daemon.Tail);
    }

    private static bool Tells(JsonElement post, string what, string? key = null) => post.GetProperty("event").GetString() == what && (key is null || post.GetProperty("key").GetString() == key);

    private static Workplace Place(HookSink sink, string flushMax)
    {
        var place = Workplace.Delivered();
        place.Change(settings => settings["alerts"] = new JsonObject
        {
            ["flushMax"] = flushMax,
            ["channels"] = new JsonObject { ["hook"] = new JsonObject { ["kind"] = "webhook", ["severityMin"] = "info", ["timeout"] = "00:01:00" }, ["tape"] = new JsonObject { ["kind"] = "file" } },
        });
        File.WriteAllLines(Path.Combine(place.Directory, ".env"), [$"ALERTS_HOOK_URL={sink.Url}", "ALERTS_HOOK_TOKEN=let-me-in-secret"]);
        return place;
    }
}
