using System.Text;
using TradingDaemon.Operations.Exposition;
using TradingDaemon.Operations.Metrics;

namespace TradingDaemon.Tests.Execution.Support;

/// <summary>What a scrape of the figures would show.</summary>
internal sealed class MetricsScrapeText(DaemonMetrics metrics) : IDisposable
{
    private readonly MetricsScrape _scrape = new(metrics);

    public string Text => Encoding.UTF8.GetString(_scrape.ScrapeAsync(ExpositionFormat.PrometheusText, CancellationToken.None).GetAwaiter().GetResult()!);

    public void Dispose() => _scrape.Dispose();
}
