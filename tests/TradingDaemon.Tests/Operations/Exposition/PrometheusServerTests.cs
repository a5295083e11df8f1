using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Operations.Exposition;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Exposition;

/// <summary>What the real Prometheus says of our text.</summary>
[Category("Prometheus")]
public sealed class PrometheusServerTests
{
    [Test]
    public void Text_CheckedByPromtool_HasNoFault()
    {
        var promtool = Tool.Require("promtool");
        using var boards = new Boards();
        Fill(boards.Metrics);
        boards.Status.Publish(Samples.Status(boards.Clock.GetUtcNow()));
        boards.Alerts.Raise("k", TradingDaemon.Operations.Alerts.AlertSeverity.Info, "t");
        var (exitCode, output) = Tool.Run(promtool, boards.Text(), "check", "metrics");
        Assert.That((exitCode, output), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task Scrape_ByARealServer_IsUpAndReadsBothFormats([Values] ExpositionFormat format)
    {
        Tool.Require("promtool");
        var prometheus = Tool.Require("prometheus");
        await using var daemon = await WebDaemon.StartAsync();
        Fill(daemon.Metrics);
        var port = FreePort();
        var folder = Directory.CreateTempSubdirectory("prometheus-test-");
        var config = Path.Combine(folder.FullName, "prometheus.yml");
        await File.WriteAllTextAsync(config, $"global: {{scrape_interval: 1s, scrape_timeout: 1s}}\nscrape_configs: [{{job_name: daemon, static_configs: [{{targets: ['{daemon.Client.BaseAddress!.Authority}']}}]}}]\n");
        if (format is ExpositionFormat.OpenMetrics) daemon.Metrics.Feed("openmetrics").Received(1);
        using var server = Process.Start(new ProcessStartInfo(prometheus, [$"--config.file={config}", $"--storage.tsdb.path={folder.FullName}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error"]))!;
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            Assert.That(await Ask(client, "up{job=\"daemon\"}"), Is.EqualTo("1"));
            Assert.That(await Ask(client, "tradingdaemon_ticks_received_total{feed=\"a\"}"), Is.EqualTo("7"));
            Assert.That(await Ask(client, "tradingdaemon_tick_to_order_seconds_bucket{le=\"+Inf\"}"), Is.EqualTo("1"));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    // Polls the server's own API until it has scraped once; the test's timeout is the server's start-up, not ours.
    private static async Task<string> Ask(HttpClient client, string query)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await poll.WaitForNextTickAsync(limit.Token))
        {
            try
            {
                using var answer = JsonDocument.Parse(await client.GetStringAsync("/api/v1/query?query=" + Uri.EscapeDataString(query), limit.Token));
                var result = answer.RootElement.GetProperty("data").GetProperty("result");
                if (result.GetArrayLength() == 1 && result[0].GetProperty("value")[1].GetString() is { } value && !(query.StartsWith("up", StringComparison.Ordinal) && value == "0")) return value;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
        }

        return "never scraped";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Fill(DaemonMetrics metrics)
    {
        metrics.Feed("a").Received(7);
        metrics.Feed("odd \"name\" \\ \n").Received(1);
        metrics.AddChannel("signals", 8, static () => 3).Waited(TimeSpan.FromMilliseconds(1));
        metrics.Strategy(new("ma")).Evaluated(TimeSpan.FromMicroseconds(3));
        metrics.Strategy(new("ma")).Signalled(TradingDaemon.Domain.Signals.SignalKind.Buy);
        metrics.StageTook(Stage.Decide, TimeSpan.FromMilliseconds(1));
        metrics.TickBecameOrder(TimeSpan.FromMilliseconds(2));
        metrics.MessageProcessed(TimeSpan.FromMilliseconds(2));
        metrics.JournalCommitted(TimeSpan.FromMilliseconds(2), 3);
        metrics.CheckpointWritten(TimeSpan.FromMilliseconds(2));
        foreach (var fact in Facts.OfEveryKind()) metrics.Recorded(fact);
    }
}
