using System.Globalization;
using Spectre.Console;
using TradingDaemon.Cli.Screens;

namespace TradingDaemon.Cli.Simulate;

/// <summary>A simulation's report for people.</summary>
internal static class SimulateSummary
{
    /// <summary>Three tables, and for each failure the command that shows it again.</summary>
    public static void Write(TextWriter output, SimulateReport report)
    {
        var screen = TextScreen.On(output);
        var whole = new Table().Border(TableBorder.Rounded).AddColumn("Simulation").AddColumn(new TableColumn("").RightAligned());
        var seconds = Math.Max(report.Elapsed.TotalSeconds, 0.001);
        Row(whole, "Runs", $"{report.Runs:N0} ({report.Runs / seconds:N1}/s)");
        Row(whole, "Broke a promise", $"{report.Failed:N0}");
        Row(whole, "All known and tradable again in time", $"{report.Converged:N0}, slowest {report.ConvergedMax.TotalSeconds:N1} s");
        Row(whole, "Elapsed", $"{report.Elapsed.TotalSeconds:N1} s");
        Row(whole, "Virtual time", $"{report.VirtualTime:c}");
        Row(whole, "Orders", $"{report.Orders:N0}");
        Row(whole, "Fills", $"{report.Fills:N0}");
        Row(whole, "Facts", $"{report.Facts:N0}");
        Row(whole, "Kills", $"{report.Kills:N0}");
        Row(whole, "Power losses", $"{report.PowerLosses:N0}");
        Row(whole, "Most starts until it traded again", $"{report.BootsMax:N0}");
        Row(whole, "Hash", $"{report.Hash}");
        screen.Write(whole);

        var points = new Table().Border(TableBorder.Rounded).AddColumn("Fault point").AddColumn(new TableColumn("passed").RightAligned()).AddColumn(new TableColumn("died there").RightAligned());
        foreach (var point in report.Points) points.AddRow(Markup.Escape(point.Kind), Number(point.Visits), Number(point.Crashes));
        screen.Write(points);
        var deeds = new Table().Border(TableBorder.Rounded).AddColumn("What happened").AddColumn(new TableColumn("times").RightAligned());
        foreach (var (deed, count) in report.Deeds) deeds.AddRow(Markup.Escape(deed), Number(count));
        screen.Write(deeds);
        foreach (var failure in report.Failures) Write(output, failure);
        output.WriteLine(report.Failed == 0 ? "Every promise held." : string.Create(CultureInfo.InvariantCulture, $"{report.Failed:N0} of {report.Runs:N0} runs broke a promise."));
    }

    private static void Write(TextWriter output, SimulateFailure failure)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {failure.Seed}: {failure.What}"));
        foreach (var fact in failure.LastFacts) output.WriteLine($"    {fact}");
        output.WriteLine($"  again: {failure.Command}");
    }

    private static void Row(Table table, string name, FormattableString value) => table.AddRow(Markup.Escape(name), Markup.Escape(value.ToString(CultureInfo.InvariantCulture)));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
