using Spectre.Console;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Cli.Screens;

namespace TradingDaemon.Cli.Rehearsal;

/// <summary>A rehearsal's report for people.</summary>
internal static class RehearsalSummary
{
    /// <summary>A replay's tables, the checks, and one sentence.</summary>
    public static void Write(TextWriter output, RehearsalReport report)
    {
        ReplaySummary.Write(output, "Rehearsal", report.Sums);
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Check").AddColumn("").AddColumn("Found");
        foreach (var check in report.Checks)
            table.AddRow(Markup.Escape(check.Name), check.Passed ? "[green]pass[/]" : "[red]FAIL[/]", Markup.Escape(check.Detail));
        TextScreen.On(output).Write(table);
        var failed = report.Checks.Count(static check => !check.Passed);
        output.WriteLine(failed == 0 ? $"All {report.Checks.Length} checks passed." : $"{failed} of {report.Checks.Length} checks failed.");
    }
}
