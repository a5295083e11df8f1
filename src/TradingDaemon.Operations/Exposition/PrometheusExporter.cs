using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace TradingDaemon.Operations.Exposition;

/// <summary>Hands what the OpenTelemetry SDK collected to the text writer of the scrape under way.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly StringBuilder _text = new();

    /// <summary>The form of the scrape under way; set by whoever starts it.</summary>
    public ExpositionFormat Format { get; set; } = ExpositionFormat.PrometheusText;

    /// <summary>What the last collection wrote.</summary>
    public StringBuilder Text => _text;

    /// <inheritdoc/>
    public Func<int, bool>? Collect { get; set; }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        _text.Clear();
        var writer = new PrometheusText(_text, Format);
        foreach (var metric in batch) writer.Write(metric);
        writer.End();
        return ExportResult.Success;
    }
}
