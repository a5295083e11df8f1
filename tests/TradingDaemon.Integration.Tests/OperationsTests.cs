using System.Net;
using System.Text.Json;
using TradingDaemon.Integration.Tests.Support;

namespace TradingDaemon.Integration.Tests;

/// <summary>What an operator asks of the running daemon, over HTTP and with the verbs of the command line, on the delivered configuration.</summary>
public sealed class OperationsTests
{
    private static readonly string[] FamiliesPromised =
    [
        "ticks_received_total", "ticks_dropped_total", "queue_depth", "queue_capacity", "queue_wait_seconds", "signals_total", "refusals_total", "orders_total", "orders", "fills_total",
        "equity", "cash", "realized_pnl", "unrealized_pnl", "stage_seconds", "tick_to_order_seconds", "strategy_evaluation_seconds", "checkpoint_age_seconds", "checkpoint_duration_seconds",
        "gc_collections_total", "gc_heap_size_bytes", "gc_pause_seconds_total", "process_cpu_seconds_total", "process_resident_memory_bytes", "process_threads",
    ];

    private Workplace _place = null!;
    private DaemonProcess _daemon = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _place = Workplace.Delivered(speed: 20);
        _place.Change(static settings => settings["storage"]!["checkpointInterval"] = "00:00:01");
        _daemon = DaemonProcess.Start(_place);
        _client = _daemon.Client();
        await _daemon.ReadyAsync();
        await _daemon.UntilAsync(async () => (await MetricsAsync()).Has("tradingdaemon_checkpoint_age_seconds"), "it wrote a checkpoint");
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _client?.Dispose();
        _daemon?.Dispose();
        _place?.Dispose();
    }

    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    [TestCase("/health")]
    public async Task Health_OfARunningDaemon_IsJsonAndWell(string path)
    {
        var (code, kind, text) = (default(HttpStatusCode), (string?)null, "");
        // A machine busy with others may keep it from being well for a moment.
        await _daemon.UntilAsync(
            async () =>
            {
                using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
                (code, kind, text) = (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync());
                return code == HttpStatusCode.OK && (path != "/health" || IsWell(text));
            },
            $"{path} is well");
        using var json = JsonDocument.Parse(text);
        Assert.That(kind, Is.EqualTo("application/json"));
        if (path != "/health") return;
        Assert.That(
            json.RootElement.GetProperty("components").EnumerateObject().Select(static component => component.Name),
            Is.SupersetOf(new[] { "feed:simulated", "evaluation", "engine", "journal", "venue:simulated", "checkpoint", "disk", "memory" }));
    }

    [Test]
    public async Task Metrics_OfARunningDaemon_FollowTheFormatAndHaveEveryFamily()
    {
        var metrics = await MetricsAsync();
        await _daemon.UntilAsync(async () => (metrics = await MetricsAsync()).Sum("tradingdaemon_engine_state", "state=\"running\"") == 1d && metrics.Sum("tradingdaemon_ticks_received_total") > 0d, "the engine runs on ticks");
        Assert.Multiple(() =>
        {
            Assert.That(metrics.Faults, Is.Empty);
            Assert.That(FamiliesPromised.Select(static family => $"tradingdaemon_{family}").Where(family => !metrics.Families.ContainsKey(family)), Is.Empty, "families missing");
            Assert.That(metrics.Sum("tradingdaemon_equity"), Is.EqualTo(10_000d).Within(500d));
            foreach (var channel in (string[])["ticks", "signals", "outbox", "dispatch", "executions", "commands"])
                Assert.That(metrics.Sum("tradingdaemon_queue_capacity", $"channel=\"{channel}\""), Is.Positive, channel);
        });
    }

    [Test]
    public async Task Status_OverHttpAndAsAVerb_SaysTheSame()
    {
        using var http = JsonDocument.Parse(await _client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative)));
        var (code, output, error) = await DaemonProcess.RunAsync(_place, "status", "--json");
        Assert.That(code, Is.Zero, error);
        using var verb = JsonDocument.Parse(output);
        Assert.Multiple(() =>
        {
            Assert.That(verb.RootElement.EnumerateObject().Select(static key => key.Name), Is.EqualTo(http.RootElement.EnumerateObject().Select(static key => key.Name)));
            Assert.That(verb.RootElement.GetProperty("startedAt").GetString(), Is.EqualTo(http.RootElement.GetProperty("startedAt").GetString()));
            Assert.That(verb.RootElement.GetProperty("state").GetString(), Is.EqualTo("running"));
            Assert.That(verb.RootElement.GetProperty("equity").GetProperty("amount").ValueKind, Is.EqualTo(JsonValueKind.String), "money is text");
            Assert.That(verb.RootElement.GetProperty("counts").GetProperty("ticks").GetInt64(), Is.Positive);
        });
        await _daemon.UntilAsync(async () => await DaemonProcess.RunAsync(_place, "status", "--health-only") is { ExitCode: 0 } health && health.Output.Trim() == "ready", "the verb says that it is ready");
        var elsewhere = await DaemonProcess.RunAsync(_place, "status", "--url", $"http://127.0.0.1:{Workplace.FreePort()}");
        Assert.That(elsewhere.ExitCode, Is.EqualTo(1));
        Assert.That(elsewhere.Error, Does.StartWith("error: Nothing answers at"));
    }

    [Test]
    public async Task Doctor_BesideARunningDaemon_FindsNothingWrongButItsPortTaken()
    {
        var (code, output, _) = await DaemonProcess.RunAsync(_place, "doctor", "--json");
        using var json = JsonDocument.Parse(output);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().ToDictionary(static finding => finding.GetProperty("name").GetString()!, static finding => finding.GetProperty("passed").GetBoolean());
        Assert.That(findings.Remove("disk"), Is.True, "what it finds there is how fast this machine's disk is just now");
        Assert.That(findings, Is.EquivalentTo(new Dictionary<string, bool> { ["configuration"] = true, ["clock"] = true, ["port"] = false, ["database"] = true }));
        Assert.That((code, json.RootElement.GetProperty("passed").GetBoolean()), Is.EqualTo((1, false)));
    }

    [Test]
    public async Task ConfigCheck_OfTheDeliveredConfiguration_IsSoundAndNamesEveryFaultOtherwise()
    {
        var (code, output, error) = await DaemonProcess.RunAsync(_place, "config", "check", "--json");
        using var json = JsonDocument.Parse(output);
        Assert.That((code, json.RootElement.GetProperty("sound").GetBoolean()), Is.EqualTo((0, true)), error);
        var faulty = await DaemonProcess.RunAsync(_place, "config", "check", "--json", "--set", "feed:sped=2", "--set", "shutdown:grace=soon", "--set", "tiers:sniper:limits:dailyLossMaxFraction=-1");
        using var faults = JsonDocument.Parse(faulty.Output);
        Assert.That(faulty.ExitCode, Is.EqualTo(1));
        Assert.That(faults.RootElement.GetProperty("faults").GetArrayLength(), Is.EqualTo(3), faulty.Output);
        Assert.That(faulty.Output, Does.Contain("id you mean").And.Contains("shutdown:grace").And.Contains("dailyLossMaxFraction"));
    }

    private static bool IsWell(string health)
    {
        using var json = JsonDocument.Parse(health);
        return json.RootElement.GetProperty("engine_state").GetString() == "running" && json.RootElement.GetProperty("loop_progresses").GetBoolean() && json.RootElement.GetProperty("data_fresh").GetBoolean();
    }

    private async Task<Exposition> MetricsAsync() => Exposition.Parse(await _client.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
}
