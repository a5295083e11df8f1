using System.Globalization;

namespace TradingDaemon.Benchmarks.Reporting;

/// <summary>Numbers as the tables spell them.</summary>
internal static class Words
{
    /// <summary>A whole number with separators.</summary>
    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A time in the unit that reads best.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        double.NaN => "none",
        < 0.000_001 => Text($"{seconds * 1e9:0.0} ns"),
        < 0.001 => Text($"{seconds * 1e6:0.##} µs"),
        < 1 => Text($"{seconds * 1e3:0.##} ms"),
        _ => Text($"{seconds:0.00} s"),
    };

    /// <summary>Formats without a culture.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
