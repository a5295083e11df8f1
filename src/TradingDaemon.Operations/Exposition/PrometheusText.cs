using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace TradingDaemon.Operations.Exposition;

/// <summary>Writes metrics as Prometheus or OpenMetrics text. One instance writes one scrape.</summary>
internal sealed class PrometheusText(StringBuilder text, ExpositionFormat format)
{
    private readonly bool _open = format is ExpositionFormat.OpenMetrics;

    public void Write(Metric metric)
    {
        var kind = Kind(metric.MetricType);
        if (kind is null) return;
        var name = Name(metric.Name);
        var isCounter = kind is "counter";
        var family = isCounter && name.EndsWith("_total", StringComparison.Ordinal) ? name[..^"_total".Length] : name;
        var sample = isCounter ? family + "_total" : family;
        Header(_open ? family : sample, kind, metric);
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (kind is "histogram") Histogram(sample, point);
            else Sample(sample, point.Tags, Value(metric.MetricType, point));
        }
    }

    public void End()
    {
        if (_open) text.Append("# EOF\n");
    }

    /// <summary>A name as Prometheus allows it: anything else becomes an underscore.</summary>
    internal static string Name(string name)
    {
        var legal = string.Create(name.Length, name, static (target, source) =>
        {
            for (var index = 0; index < source.Length; index++) target[index] = char.IsAsciiLetterOrDigit(source[index]) ? source[index] : '_';
        });
        return legal.Length > 0 && char.IsAsciiDigit(legal[0]) ? "_" + legal : legal;
    }

    private void Header(string family, string kind, Metric metric)
    {
        if (!string.IsNullOrEmpty(metric.Description))
        {
            text.Append("# HELP ").Append(family).Append(' ');
            Escape(metric.Description, quotes: _open);
            text.Append('\n');
        }

        text.Append("# TYPE ").Append(family).Append(' ').Append(kind).Append('\n');
        if (_open && Unit(metric.Unit) is { } unit && family.EndsWith("_" + unit, StringComparison.Ordinal)) // the format wants the unit to end the name
            text.Append("# UNIT ").Append(family).Append(' ').Append(unit).Append('\n');
    }

    private void Histogram(string name, in MetricPoint point)
    {
        long cumulative = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            cumulative += bucket.BucketCount;
            Sample(name + "_bucket", point.Tags, cumulative, Edge(bucket.ExplicitBound));
        }

        Sample(name + "_sum", point.Tags, Number(point.GetHistogramSum()));
        Sample(name + "_count", point.Tags, point.GetHistogramCount().ToString(CultureInfo.InvariantCulture));
    }

    private void Sample(string name, ReadOnlyTagCollection tags, long value, string edge) =>
        Sample(name, tags, value.ToString(CultureInfo.InvariantCulture), edge);

    private void Sample(string name, ReadOnlyTagCollection tags, string value, string? edge = null)
    {
        text.Append(name);
        var separator = '{';
        foreach (var tag in tags)
        {
            text.Append(separator).Append(Name(tag.Key)).Append("=\"");
            Escape(Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? string.Empty, quotes: true);
            text.Append('"');
            separator = ',';
        }

        if (edge is not null)
        {
            text.Append(separator).Append("le=\"").Append(edge).Append('"');
            separator = ',';
        }

        if (separator is ',') text.Append('}');
        text.Append(' ').Append(value).Append('\n');
    }

    private void Escape(string value, bool quotes)
    {
        foreach (var character in value)
        {
            switch (character)
            {
                case '\\': text.Append(@"\\"); break;
                case '\n': text.Append(@"\n"); break;
                case '"' when quotes: text.Append("\\\""); break;
                default: text.Append(character); break;
            }
        }
    }

    private string Edge(double bound)
    {
        var edge = Number(bound);
        return _open && double.IsInteger(bound) && !edge.Contains('E', StringComparison.Ordinal) ? edge + ".0" : edge; // OpenMetrics wants edges as floats
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Value(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum => point.GetSumLong().ToString(CultureInfo.InvariantCulture),
        MetricType.LongSumNonMonotonic => point.GetSumLong().ToString(CultureInfo.InvariantCulture),
        MetricType.LongGauge => point.GetGaugeLastValueLong().ToString(CultureInfo.InvariantCulture),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => Number(point.GetSumDouble()),
        _ => Number(point.GetGaugeLastValueDouble()),
    };

    // Exponential histograms have no text form; no instrument of the daemon makes one.
    private static string? Kind(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic or MetricType.LongGauge or MetricType.DoubleGauge => "gauge",
        MetricType.Histogram => "histogram",
        _ => null,
    };

    private static string? Unit(string unit) => unit switch { "s" => "seconds", "By" => "bytes", _ => null };
}
