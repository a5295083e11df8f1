using System.Globalization;
using Spectre.Console;
using TradingDaemon.Cli.Screens;

namespace TradingDaemon.Cli.Simulate;

/// <summary>A long run's report for people.</summary>
internal static class SoakSummary
{
    private const double Megabyte = 1_048_576d;

    /// <summary>A row a sample, the largest of each collection, and the slope.</summary>
    public static void Write(TextWriter output, SoakReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Virtual time");
        foreach (var name in (string[])["heap MB", "resident MB", "handles", "threads"]) table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var sample in report.Samples)
            table.AddRow(sample.At.ToString("c", CultureInfo.InvariantCulture), Number(sample.HeapBytes / Megabyte), Number(sample.ResidentBytes / Megabyte), Number(sample.Handles), Number(sample.Threads));
        TextScreen.On(output).Write(table);
        var gauges = new Table().Border(TableBorder.Rounded).AddColumn("Collection").AddColumn(new TableColumn("most").RightAligned()).AddColumn(new TableColumn("cap").RightAligned());
        foreach (var gauge in report.Samples.SelectMany(static sample => sample.Gauges).GroupBy(static gauge => gauge.Name))
            gauges.AddRow(Markup.Escape(gauge.Key), Number(gauge.Max(static one => one.Count)), Number(gauge.First().Max));
        TextScreen.On(output).Write(gauges);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Ticks:N0} ticks, {report.VirtualTime:c} of virtual time in {report.Elapsed.TotalSeconds:N0} s ({report.Ticks / Math.Max(report.Elapsed.TotalSeconds, 0.001):N0} ticks/s); {report.Orders:N0} orders, {report.Fills:N0} fills, {report.Crashes:N0} crashes."));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The heap grows by {report.SlopeMegabytesPerHour:N3} MB an hour of virtual time, resident memory by {report.ResidentSlopeMegabytesPerHour:N3}; the bar of either is {report.SlopeMaxMegabytesPerHour:N0}."));
        foreach (var fault in report.Faults) output.WriteLine($"FAIL: {fault}");
    }

    private static string Number(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(int value) => Number((long)value);
}
