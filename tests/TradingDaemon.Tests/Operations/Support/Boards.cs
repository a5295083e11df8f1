using Microsoft.Extensions.Logging.Abstractions;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Exposition;
using TradingDaemon.Operations.Health;
using TradingDaemon.Operations.Metrics;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>Every board on one clock, as the host composes them.</summary>
internal sealed class Boards : IDisposable
{
    public Boards(params IAlertChannel[] channels)
    {
        Health = new HealthBoard(Clock, Redactor);
        Alerts = new AlertBoard(Clock, Redactor, channels, NullLogger<AlertBoard>.Instance);
        Status = new StatusBoard(DaemonStatus.Initial(Clock.GetUtcNow(), new DaemonVersions("1.2.3", ".NET", null)));
        Metrics = new DaemonMetrics(Clock, "1.2.3");
        Metrics.Observe(Status, Health, Alerts);
        Scrape = new MetricsScrape(Metrics);
    }

    public StepClock Clock { get; } = new();

    public SecretRedactor Redactor { get; } = new();

    public HealthBoard Health { get; }

    public AlertBoard Alerts { get; }

    public StatusBoard Status { get; }

    public DaemonMetrics Metrics { get; }

    public MetricsScrape Scrape { get; }

    public string Text(ExpositionFormat format = ExpositionFormat.PrometheusText) =>
        System.Text.Encoding.UTF8.GetString(Scrape.ScrapeAsync(format, CancellationToken.None).GetAwaiter().GetResult()!);

    public void Dispose()
    {
        Scrape.Dispose();
        Metrics.Dispose();
    }
}
