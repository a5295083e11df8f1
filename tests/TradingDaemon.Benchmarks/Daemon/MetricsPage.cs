using System.Globalization;

namespace TradingDaemon.Benchmarks.Daemon;

/// <summary>One scrape of the daemon's metrics.</summary>
internal sealed class MetricsPage
{
    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);

    /// <summary>Reads the Prometheus text format.</summary>
    public static MetricsPage Parse(string text)
    {
        var page = new MetricsPage();
        foreach (var line in text.Split('\n'))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var end = line.LastIndexOf('}') is >= 0 and var brace ? brace + 1 : line.IndexOf(' ', StringComparison.Ordinal);
            var value = line[(end + 1)..].Split(' ')[0];
            page._samples[line[..end]] = value == "+Inf" ? double.PositiveInfinity : double.Parse(value, CultureInfo.InvariantCulture);
        }

        return page;
    }

    /// <summary>The sum of a metric's samples over all labels; 0 when there are none.</summary>
    public double Sum(string metric) => _samples.Where(sample => NameOf(sample.Key) == metric).Sum(static sample => sample.Value);

    /// <summary>A metric's samples by their labels.</summary>
    public IEnumerable<KeyValuePair<string, double>> Samples(string metric) => _samples.Where(sample => NameOf(sample.Key) == metric);

    /// <summary>The values one label of a metric has.</summary>
    public IReadOnlyList<string> LabelValues(string metric, string label) =>
        [.. Samples(metric).Select(sample => LabelOf(sample.Key, label)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A histogram, over all its labels or those with one value of one label.</summary>
    public Histogram Histogram(string metric, string? label = null, string? value = null)
    {
        var buckets = new SortedDictionary<double, double>();
        foreach (var (name, count) in Samples(metric + "_bucket"))
        {
            if (label is not null && LabelOf(name, label) != value) continue;
            var le = LabelOf(name, "le")!;
            var bound = le == "+Inf" ? double.PositiveInfinity : double.Parse(le, CultureInfo.InvariantCulture);
            buckets[bound] = buckets.GetValueOrDefault(bound) + count;
        }

        return new Histogram(buckets);
    }

    private static string NameOf(string sample) => sample.IndexOf('{', StringComparison.Ordinal) is >= 0 and var brace ? sample[..brace] : sample;

    private static string? LabelOf(string sample, string label)
    {
        var start = sample.IndexOf($"{label}=\"", StringComparison.Ordinal);
        if (start < 0) return null;
        start += label.Length + 2;
        return sample[start..sample.IndexOf('"', start)];
    }
}
