using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using TradingDaemon.Operations.Metrics;

namespace TradingDaemon.Operations.Exposition;

/// <summary>Collects the daemon's instruments when asked and renders them. One scrape at a time; a few wait, the rest are refused.</summary>
public sealed class MetricsScrape : IDisposable
{
    /// <summary>Scrapes under way or waiting: two scrapers, a person and one more. Further ones are a fault of the scraper.</summary>
    public const int ScrapesMax = 4;

    /// <summary>Series of one instrument. The SDK reserves memory for all of them at once, so only the one with two open labels gets more.</summary>
    private const int SeriesMax = MetricNames.LabelValuesMax + 64;

    /// <summary>Strategies times kinds of signal.</summary>
    private const int SignalSeriesMax = SeriesMax * 6;

    private static readonly TimeSpan CollectMax = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PrometheusExporter _exporter = new();
    private readonly MeterProvider _provider;
    private int _scrapes;

    /// <summary>Listens to that meter only, even when another of the same name exists in the process.</summary>
    public MetricsScrape(DaemonMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var meter = metrics.Meter;
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .AddView(instrument => ReferenceEquals(instrument.Meter, meter) ? Bounded(instrument.Name) : MetricStreamConfiguration.Drop)
            .AddReader(new BaseExportingMetricReader(_exporter))
            .Build();
    }

    /// <summary>The text of every instrument now.</summary>
    /// <returns>UTF-8 text, or null when <see cref="ScrapesMax"/> scrapes are under way or collecting took too long.</returns>
    public async Task<byte[]?> ScrapeAsync(ExpositionFormat format, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _scrapes) > ScrapesMax)
        {
            Interlocked.Decrement(ref _scrapes);
            return null;
        }

        try
        {
            await _turn.WaitAsync(cancel);
            try
            {
                return Collect(format);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _scrapes);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _provider.Dispose();
        _turn.Dispose();
    }

    private static MetricStreamConfiguration Bounded(string name) =>
        new() { CardinalityLimit = name == MetricNames.Prefix + MetricNames.Signals ? SignalSeriesMax : SeriesMax };

    private byte[]? Collect(ExpositionFormat format)
    {
        _exporter.Format = format;
        return _exporter.Collect?.Invoke((int)CollectMax.TotalMilliseconds) is true ? Encoding.UTF8.GetBytes(_exporter.Text.ToString()) : null;
    }
}
