using System.Globalization;

namespace TradingDaemon.Operations.Exposition;

/// <summary>Which form a client gets.</summary>
internal static class ExpositionFormats
{
    private const string OpenMetricsType = "application/openmetrics-text";

    public static string ContentType(this ExpositionFormat format) => format is ExpositionFormat.OpenMetrics
        ? OpenMetricsType + "; version=1.0.0; charset=utf-8"
        : "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>OpenMetrics when the client names a version we speak and does not prefer plain text; plain text otherwise.</summary>
    public static ExpositionFormat Negotiate(string? accept)
    {
        var (openMetrics, text) = (0.0, 0.0);
        foreach (var range in (accept ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = range.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0].Equals(OpenMetricsType, StringComparison.OrdinalIgnoreCase))
            {
                var version = Parameter(parts, "version");
                if (version is null or "1.0.0" or "0.0.1") openMetrics = Math.Max(openMetrics, Quality(parts));
            }
            else if (parts[0] is "text/plain" or "text/*" or "*/*")
            {
                text = Math.Max(text, Quality(parts));
            }
        }

        return openMetrics > 0 && openMetrics >= text ? ExpositionFormat.OpenMetrics : ExpositionFormat.PrometheusText;
    }

    private static double Quality(string[] parts) =>
        double.TryParse(Parameter(parts, "q"), NumberStyles.Float, CultureInfo.InvariantCulture, out var quality) ? quality : 1.0;

    private static string? Parameter(string[] parts, string name)
    {
        var part = Array.Find(parts, candidate => candidate.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase));
        return part?[(name.Length + 1)..].Trim('"');
    }
}
