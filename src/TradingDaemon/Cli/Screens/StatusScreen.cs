using System.Globalization;
using Spectre.Console;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Operations.Status;

namespace TradingDaemon.Cli.Screens;

/// <summary>A running daemon's answer for people: the summary, then strategies, queues, latencies and alerts.</summary>
internal static class StatusScreen
{
    /// <summary>Writes it all.</summary>
    public static void Write(TextWriter writer, DaemonStatus status)
    {
        writer.Write(SummaryRenderer.Render(status));
        writer.WriteLine($"  versions   daemon {status.Versions.Daemon}, {status.Versions.Runtime}, database {status.Versions.Database ?? "not open"}");
        var screen = TextScreen.On(writer);
        Write(screen, ["Strategy", "Kind", "Condition", "Instances", "Restarts", "Why"], status.Strategies.Select(static line =>
            new[] { line.Strategy, line.Kind, $"{line.Condition}", $"{line.Instances}", $"{line.Restarts}", line.EntersNothing is { } lacking ? $"enters nothing: {lacking}" : line.Detail ?? "" }));
        Write(screen, ["Parent order", "How", "Strategy", "Side", "Filled", "Of", "In flight", "Parts", "Until", ""], status.Parents.Select(static line =>
            new[] { $"{line.Number}", line.Algorithm, line.Strategy, $"{line.Side} {line.Symbol}", Amount(line.FilledBase), Amount(line.QuantityBase), Amount(line.InFlightBase), $"{line.Children}", $"{line.EndAt:u}", line.Ending ?? line.Paused ?? "" }));
        Write(screen, ["Queue", "Waiting", "Bound"], status.Queues.Select(static line => new[] { line.Channel, $"{line.Depth}", $"{line.Capacity}" }));
        Write(screen, ["Latency, ms", "Count", "p50", "p95", "p99", "Max"], status.Latencies.Select(static line =>
            new[] { line.Stage, $"{line.Count}", Milliseconds(line.P50Milliseconds), Milliseconds(line.P95Milliseconds), Milliseconds(line.P99Milliseconds), Milliseconds(line.MaxMilliseconds) }));
        Write(screen, ["Alert"], status.Alerts.Select(static alert => new[] { $"{alert.Severity}: {alert.Text} ({Counted.Of(alert.Count, "time")} since {alert.FirstAt:u})" }));
    }

    private static void Write(IAnsiConsole screen, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns) table.AddColumn(column);
        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        if (table.Rows.Count > 0) screen.Write(table);
    }

    private static string Amount(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    private static string Milliseconds(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
