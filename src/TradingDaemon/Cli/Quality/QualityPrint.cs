using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using TradingDaemon.Cli.Explain;
using TradingDaemon.Cli.Screens;

namespace TradingDaemon.Cli.Quality;

/// <summary>Lines of quality for people, or as JSON.</summary>
internal static class QualityPrint
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>A table; what is not known is a dash.</summary>
    public static void Write(TextWriter output, IReadOnlyList<QualityLine> lines)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var head in new[] { "", "orders", "waited", "filled", "spread", "slippage", "shortfall", "fee", "score" }) table.AddColumn(new TableColumn(head) { Alignment = head.Length == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        foreach (var line in lines)
            table.AddRow(new Text(line.By == line.Name ? line.Name : $"{line.By} {line.Name}"), Number(line.Orders), Number(line.Waited), Percent(line.FillRatio, "P0"), Percent(line.SpreadFraction), Percent(line.SlippageFraction), Percent(line.ShortfallFraction), Percent(line.FeeFraction),
                new Text(line.Score?.ToString("0.0", CultureInfo.InvariantCulture) ?? "–"));
        TextScreen.On(output).Write(table);
    }

    /// <summary>The same as one array; decimals as strings, what is not known is null.</summary>
    public static string Json(IReadOnlyList<QualityLine> lines) => new JsonArray([.. lines.Select(static line => new JsonObject
    {
        ["by"] = line.By, ["name"] = line.Name, ["orders"] = line.Orders, ["waited"] = line.Waited, ["fillRatio"] = Text(line.FillRatio), ["spreadFraction"] = Text(line.SpreadFraction),
        ["slippageFraction"] = Text(line.SlippageFraction), ["shortfallFraction"] = Text(line.ShortfallFraction), ["feeFraction"] = Text(line.FeeFraction), ["score"] = Text(line.Score), ["spreadPaidQuote"] = Text(line.SpreadPaidQuote),
    })]).ToJsonString(Readable);

    private static Text Number(long number) => new(number.ToString("N0", CultureInfo.InvariantCulture));

    private static Text Percent(decimal? fraction, string format = "P3") => new(fraction?.ToString(format, CultureInfo.InvariantCulture) ?? "–");

    private static string? Text(decimal? number) => number is { } known ? Story.Number(known) : null;
}
