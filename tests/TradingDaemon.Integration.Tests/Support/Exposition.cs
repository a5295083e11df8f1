using System.Globalization;
using System.Text.RegularExpressions;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>The Prometheus text format read by its description: families with their kind, samples with labels and a number.</summary>
internal sealed partial class Exposition
{
    private readonly List<(string Name, string Labels, double Value)> _samples = [];

    /// <summary>Kind by family.</summary>
    public Dictionary<string, string> Families { get; } = new(StringComparer.Ordinal);

    /// <summary>What does not follow the format.</summary>
    public List<string> Faults { get; } = [];

    public static Exposition Parse(string text)
    {
        var parsed = new Exposition();
        if (!text.EndsWith('\n')) parsed.Faults.Add("the last line has no line feed");
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) parsed.Take(line);
        if (parsed._samples.Count != parsed._samples.DistinctBy(static sample => (sample.Name, sample.Labels)).Count()) parsed.Faults.Add("a series is there twice");
        return parsed;
    }

    /// <summary>The sum over all series of this name whose labels contain <paramref name="label"/>.</summary>
    public double Sum(string name, string label = "") =>
        _samples.Where(sample => sample.Name == name && sample.Labels.Contains(label, StringComparison.Ordinal)).Sum(static sample => sample.Value);

    public bool Has(string name) => _samples.Exists(sample => sample.Name == name);

    private void Take(string line)
    {
        if (line.StartsWith("# TYPE ", StringComparison.Ordinal) && line.Split(' ') is [_, _, var family, var kind])
        {
            if (!Families.TryAdd(family, kind)) Faults.Add($"family {family} is declared twice");
        }
        else if (Sample().Match(line) is { Success: true } sample
            && double.TryParse(sample.Groups["value"].Value.Replace("+Inf", "Infinity", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            var name = sample.Groups["name"].Value;
            if (!Families.ContainsKey(name) && !Families.ContainsKey(HistogramSuffix().Replace(name, ""))) Faults.Add($"{name} has no family");
            _samples.Add((name, sample.Groups["labels"].Value, value));
        }
        else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
        {
            Faults.Add(line);
        }
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_]\w*="([^"\\\n]|\\["\\n])*",?)*)\})? (?<value>\S+)( \d+)?$""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex HistogramSuffix();
}
