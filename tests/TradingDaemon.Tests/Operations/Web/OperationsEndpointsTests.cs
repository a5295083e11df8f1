using System.Net;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Health;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Web;

public sealed class OperationsEndpointsTests
{
    [Test]
    public async Task Health_Running_HasEveryFieldOfTheContract()
    {
        await using var daemon = await WebDaemon.StartAsync();
        daemon.Health.Register("engine", HealthRole.Loop).Beat();
        daemon.Alerts.Raise("k", AlertSeverity.Warning, "w");
        daemon.Status.Publish(Samples.Status(daemon.Clock.GetUtcNow()));
        var (code, json) = await Get(daemon, "/health");
        Assert.That(code, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(json.GetProperty("status").GetString(), Is.EqualTo("healthy").Or.EqualTo("degraded"), "the machine's own disk and memory are judged too");
        Assert.That(json.GetProperty("version").GetString(), Is.EqualTo("1.2.3"));
        Assert.That(json.GetProperty("uptime_seconds").GetDouble(), Is.EqualTo(300));
        Assert.That(json.GetProperty("timestamp").GetDateTimeOffset(), Is.EqualTo(daemon.Clock.GetUtcNow()));
        Assert.That(json.GetProperty("engine_state").GetString(), Is.EqualTo("running"));
        Assert.That(json.GetProperty("active_positions").GetInt32(), Is.EqualTo(1));
        Assert.That(json.GetProperty("recovery_queue_depth").GetInt32(), Is.EqualTo(1));
        Assert.That(json.GetProperty("components").GetProperty("engine").GetProperty("status").GetString(), Is.EqualTo("healthy"));
        Assert.That(json.GetProperty("components").TryGetProperty("disk", out _) && json.GetProperty("components").TryGetProperty("latency", out _), Is.True);
        Assert.That(json.GetProperty("alerts")[0].GetProperty("severity").GetString(), Is.EqualTo("warning"));
    }

    [Test]
    public async Task HealthAndLive_LoopStalledPastTenSeconds_Answer503AndRecover()
    {
        await using var daemon = await WebDaemon.StartAsync();
        daemon.Status.Publish(Samples.Status(daemon.Clock.GetUtcNow()));
        var engine = daemon.Health.Register("engine", HealthRole.Loop);
        engine.Beat();
        daemon.Clock.Advance(TimeSpan.FromSeconds(10.1));
        foreach (var path in new[] { "/health", "/health/live", "/health/ready" }) Assert.That((await Get(daemon, path)).Code, Is.EqualTo(HttpStatusCode.ServiceUnavailable), path);
        Assert.That((await Get(daemon, "/health/live")).Body.GetProperty("reasons")[0].GetString(), Does.StartWith("engine: no progress for 10.1 s"));
        engine.Beat();
        Assert.That((await Get(daemon, "/health/live")).Code, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Ready_FeedStale_Answers503WhileLiveStays200()
    {
        await using var daemon = await WebDaemon.StartAsync();
        daemon.Status.Publish(Samples.Status(daemon.Clock.GetUtcNow()) with { EntryBlocks = [] });
        var feed = daemon.Health.Register("feed:simulated", HealthRole.Data);
        Assert.That((await Get(daemon, "/health/ready")).Body.GetProperty("reasons")[0].GetString(), Is.EqualTo("feed:simulated: has not reported yet"));
        feed.Beat();
        Assert.That((await Get(daemon, "/health/ready")).Code, Is.EqualTo(HttpStatusCode.OK));
        daemon.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That((await Get(daemon, "/health/ready")).Code, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That((await Get(daemon, "/health/live")).Code, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Ready_Paused_Answers503WithTheReason()
    {
        await using var daemon = await WebDaemon.StartAsync();
        daemon.Status.Publish(Samples.Status(daemon.Clock.GetUtcNow()) with { State = EngineState.Paused });
        var (code, json) = await Get(daemon, "/health/ready");
        Assert.That(code, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(json.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()), Does.Contain("engine: paused, entries are stopped"));
    }

    /// <summary>Bug: blocks of entries and the emergency stop were in neither the status nor the health.</summary>
    [Test]
    public async Task HealthAndStatus_EntriesBlockedAndStopped_SayWhereWhyAndWhatEndsIt()
    {
        await using var daemon = await WebDaemon.StartAsync();
        daemon.Redactor.Register("hunter2-secret");
        var now = daemon.Clock.GetUtcNow();
        daemon.Status.Publish(Samples.Status(now) with { EntryBlocks = [new("simulated", null, "clock_skew", "It said hunter2-secret.", now, "a good measurement")] });
        var (health, status) = ((await Get(daemon, "/health")).Body, (await Get(daemon, "/api/v1/status")).Body);
        foreach (var (blocks, emergency) in new[] { (health.GetProperty("entry_blocks"), health.GetProperty("emergency")), (status.GetProperty("entryBlocks"), status.GetProperty("emergency")) })
        {
            var block = blocks.EnumerateArray().Single();
            Assert.That((block.GetProperty("venue").GetString(), block.GetProperty("cause").GetString(), block.GetProperty("ends").GetString()), Is.EqualTo(("simulated", "clock_skew", "a good measurement")));
            Assert.That(block.GetProperty("since").GetDateTimeOffset(), Is.EqualTo(now));
            Assert.That(block.GetProperty("reason").GetString(), Does.Not.Contain("hunter2-secret"));
            Assert.That((emergency.GetProperty("state").GetString(), emergency.GetProperty("source").GetString(), emergency.GetProperty("reason").GetString()), Is.EqualTo(("halted", "api", "prices look wrong")));
        }
    }

    [Test]
    public async Task Status_Published_IsServedWithAlerts()
    {
        await using var daemon = await WebDaemon.StartAsync();
        Assert.That((await Get(daemon, "/api/v1/status")).Body.GetProperty("state").GetString(), Is.EqualTo("starting"));
        daemon.Status.Publish(Samples.Status(daemon.Clock.GetUtcNow()));
        daemon.Alerts.Raise("k", AlertSeverity.Info, "t");
        var json = (await Get(daemon, "/api/v1/status")).Body;
        Assert.That(json.GetProperty("fees").GetString(), Is.EqualTo("1.5"));
        Assert.That(json.GetProperty("alerts").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Metrics_RecordedBeforeTheFirstScrape_AreThere()
    {
        await using var daemon = await WebDaemon.StartAsync();
        daemon.Metrics.TickBecameOrder(TimeSpan.FromMilliseconds(1));
        using var answer = await daemon.Client.GetAsync("/metrics");
        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/plain; version=0.0.4; charset=utf-8"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("tradingdaemon_tick_to_order_seconds_count 1\n"));
    }

    [Test]
    public async Task Metrics_OpenMetricsAsked_IsGiven()
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
        using var answer = await daemon.Client.SendAsync(request);
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/openmetrics-text"));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.EndWith("# EOF\n"));
    }

    [Test]
    public async Task Metrics_TooManyAtOnce_Answer503()
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var held = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        daemon.Metrics.AddChannel("slow", 1, () => { entered.Set(); held.Wait(); return 1; });
        var first = daemon.Client.GetAsync("/metrics");
        await Task.Run(entered.Wait);
        var others = Enumerable.Range(0, 6).Select(_ => daemon.Client.GetAsync("/metrics")).ToList();
        var refused = await await Task.WhenAny(others);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
        held.Set();
        await Task.WhenAll(others.Append(first));
        Assert.That(first.Result.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task EveryRoute_Answer_IsNotCachedAndNamesNoServer([Values("/health", "/health/live", "/health/ready", "/metrics", "/api/v1/status")] string path)
    {
        await using var daemon = await WebDaemon.StartAsync();
        using var answer = await daemon.Client.GetAsync(path);
        Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
        Assert.That(answer.Headers.Contains("Server"), Is.False);
        using var head = await daemon.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.That((head.StatusCode, (await head.Content.ReadAsByteArrayAsync()).Length), Is.EqualTo((answer.StatusCode, 0)));
        using var post = await daemon.Client.PostAsync(path, new ByteArrayContent([]));
        Assert.That(post.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
    }

    [Test]
    public async Task EveryOutput_SecretInDetailAlertAndStatus_IsNowhere()
    {
        await using var daemon = await WebDaemon.StartAsync();
        const string canary = "canary-9f3a";
        daemon.Redactor.Register(canary);
        daemon.Health.Register("venue:x", HealthRole.Dependency).Degraded($"said {canary}");
        daemon.Alerts.Raise("x", AlertSeverity.Warning, $"said {canary}");
        var status = Samples.Status(daemon.Clock.GetUtcNow());
        daemon.Status.Publish(status with { StateReason = $"said {canary}", Strategies = [.. status.Strategies.Select(line => line with { Detail = $"threw {canary}" })] });
        foreach (var path in new[] { "/health", "/health/ready", "/health/live", "/metrics", "/api/v1/status" })
            Assert.That(Encoding.UTF8.GetString(await (await daemon.Client.GetAsync(path)).Content.ReadAsByteArrayAsync()), Does.Not.Contain(canary), path);
    }

    private static async Task<(HttpStatusCode Code, JsonElement Body)> Get(WebDaemon daemon, string path)
    {
        using var answer = await daemon.Client.GetAsync(path);
        Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo("application/json; charset=utf-8"));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
