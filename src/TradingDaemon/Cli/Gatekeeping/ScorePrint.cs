using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using TradingDaemon.Cli.Explain;
using TradingDaemon.Cli.Screens;

namespace TradingDaemon.Cli.Gatekeeping;

/// <summary>Scores beside outcomes, for people or as JSON.</summary>
internal static class ScorePrint
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>A table of the buckets that hold anything; what is not known is a dash.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ScoreBucket> buckets)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var head in new[] { "score", "entries", "refused", "trades", "mean score", "won", "mean return", "profit" }) table.AddColumn(new TableColumn(head) { Alignment = Justify.Right, NoWrap = true });
        foreach (var one in buckets.Where(static one => one.Entries + one.Trades > 0))
            table.AddRow(
                new Text(one.From is { } from ? string.Create(CultureInfo.InvariantCulture, $"{from:0.0} to {one.To:0.0}") : "not scored"), Number(one.Entries), Number(one.Refused), Number(one.Trades),
                Share(one.ScoreMean, "0.000"), Share(one.WinShare, "P0"), Share(one.ReturnMean, "P3"), new Text(Story.Number(decimal.Round(one.ProfitQuote, 2))));
        TextScreen.On(output).Write(table);
    }

    /// <summary>The same, every bucket, as one array; decimals as strings, what is not known is null.</summary>
    public static string Json(IReadOnlyList<ScoreBucket> buckets) => new JsonArray([.. buckets.Select(static one => new JsonObject
    {
        ["from"] = Text(one.From), ["to"] = Text(one.To), ["entries"] = one.Entries, ["refused"] = one.Refused, ["trades"] = one.Trades, ["won"] = one.Won,
        ["scoreMean"] = Text(one.ScoreMean), ["winShare"] = Text(one.WinShare), ["returnMean"] = Text(one.ReturnMean), ["profitQuote"] = Text(one.ProfitQuote),
    })]).ToJsonString(Readable);

    private static Text Number(long number) => new(number.ToString("N0", CultureInfo.InvariantCulture));

    private static Text Share(decimal? number, string format) => new(number?.ToString(format, CultureInfo.InvariantCulture) ?? "–");

    private static string? Text(decimal? number) => number is { } known ? Story.Number(known) : null;
}
