using System.Text;
using TradingDaemon.Benchmarks.Machine;

namespace TradingDaemon.Benchmarks.Reporting;

/// <summary>Reports for people: machine facts once, then a table for each verb.</summary>
internal static class MarkdownReport
{
    private const string Begin = "<!-- measured -->";
    private const string End = "<!-- /measured -->";

    /// <summary>The whole page.</summary>
    public static string Write(MachineFacts machine, IReadOnlyList<BenchReport> reports, bool isQuick)
    {
        var text = new StringBuilder();
        AppendTable(text, ["machine", ""], machine.Lines.Select(static line => (IReadOnlyList<string>)[line.Key, line.Value]));
        if (isQuick) text.AppendLine().AppendLine("A short run (`--quick`): figures are rougher than those of a whole one.");
        if (reports.Count > 1) AppendSummary(text, reports);
        foreach (var report in reports) Append(text, report);
        return text.ToString().TrimEnd() + "\n";
    }

    /// <summary>A page with what was measured put between its two marks, or null when it has none.</summary>
    public static string? Into(string page, string measured)
    {
        var start = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        return start < 0 || end < start ? null : $"{page[..start]}{Begin}\n\n{measured}\n{page[end..]}";
    }

    private static void AppendSummary(StringBuilder text, IReadOnlyList<BenchReport> reports)
    {
        text.AppendLine();
        AppendTable(text, ["what", "bar", "measured", "verdict", "verb"], reports.SelectMany(static report => report.Figures.Where(static figure => figure.Bar.Length > 0)
            .Select(figure => (IReadOnlyList<string>)[figure.What, figure.Bar, figure.Measured, Word(figure.Verdict), $"`{report.Verb}`"])));
    }

    private static void Append(StringBuilder text, BenchReport report)
    {
        text.AppendLine().Append("### ").AppendLine(report.Verb).AppendLine();
        text.AppendLine("```bash").Append("dotnet run -c Release --project tests/TradingDaemon.Benchmarks -- ").AppendLine(report.Verb).AppendLine("```").AppendLine();
        if (report.Figures.Count > 0)
            AppendTable(text, ["what", "bar", "measured", "alternative (same run)", "verdict"], report.Figures.Select(static figure =>
                (IReadOnlyList<string>)[figure.What, figure.Bar, figure.Measured, figure.Alternative, Word(figure.Verdict)]));
        if (report.Notes.Count > 0) text.AppendLine();
        foreach (var note in report.Notes) text.Append("* ").AppendLine(note);
        foreach (var table in report.Details)
        {
            text.AppendLine().AppendLine(table.Caption).AppendLine();
            AppendTable(text, table.Columns, table.Rows);
        }
    }

    private static void AppendTable(StringBuilder text, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        AppendRow(text, columns);
        AppendRow(text, [.. columns.Select(static _ => "---")]);
        foreach (var row in rows) AppendRow(text, row);
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(static cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).AppendLine(" |");

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Held => "held",
        Verdict.Missed => "**missed**",
        _ => "",
    };
}
