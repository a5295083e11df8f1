using System.Globalization;
using Spectre.Console;
using TradingDaemon.Cli.Screens;

namespace TradingDaemon.Cli.Replay;

/// <summary>A replay's report for people.</summary>
internal static class ReplaySummary
{
    /// <summary>Two tables: the whole, and each strategy.</summary>
    public static void Write(TextWriter output, string title, ReplayReport report)
    {
        var screen = TextScreen.On(output);
        var whole = new Table().Border(TableBorder.Rounded).AddColumn(title).AddColumn(new TableColumn("").RightAligned());
        Row(whole, "Rows", $"{report.Rows:N0} ({report.RowsPerSecond:N0}/s)");
        if (report.Malformed > 0) Row(whole, "Malformed rows", $"{report.Malformed:N0}");
        Row(whole, "Market time", $"{report.Recorded:c} ({report.SpeedFactor:N0} times as fast)");
        Row(whole, "Elapsed", $"{report.Elapsed.TotalSeconds:N2} s");
        foreach (var (reason, count) in report.Dropped) Row(whole, $"Dropped: {reason}", $"{count:N0}");
        Row(whole, "Signals", $"{report.Signals:N0}");
        Row(whole, "Orders", $"{report.Orders:N0}");
        Row(whole, "Fills", $"{report.Fills:N0}");
        foreach (var (rule, count) in report.Refused) Row(whole, $"Refused: {rule}", $"{count:N0}");
        Row(whole, $"Equity, {report.AccountCurrency}", Amount(report.Equity));
        Row(whole, "Realized P&L", Amount(report.RealizedPnl));
        Row(whole, "Unrealized P&L", Amount(report.UnrealizedPnl));
        Row(whole, "Fees", Amount(report.Fees));
        if (report.MaxDrawdownFraction is { } drawdown) Row(whole, "Largest drawdown", $"{drawdown:P2}");
        Row(whole, "Decision hash", report.DecisionHash);
        screen.Write(whole);
        if (!report.Strategies.IsEmpty) screen.Write(OfStrategies(report));
    }

    private static Table OfStrategies(ReplayReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Strategy");
        foreach (var name in (string[])["Realized", "Unrealized", "Fees", "Orders", "Fills"]) table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var strategy in report.Strategies)
            table.AddRow(
                Markup.Escape(strategy.Strategy), Amount(strategy.Realized), Amount(strategy.Unrealized), Amount(strategy.Fees),
                strategy.Orders.ToString("N0", CultureInfo.InvariantCulture), strategy.Fills.ToString("N0", CultureInfo.InvariantCulture));
        return table;
    }

    private static void Row(Table table, string name, FormattableString value) => Row(table, name, value.ToString(CultureInfo.InvariantCulture));

    private static void Row(Table table, string name, string value) => table.AddRow(Markup.Escape(name), Markup.Escape(value));

    private static string Amount(decimal? amount) => amount?.ToString("N2", CultureInfo.InvariantCulture) ?? "no price";
}
