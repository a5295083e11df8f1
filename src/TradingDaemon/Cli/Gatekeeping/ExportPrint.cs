using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingDaemon.Cli.Explain;
using TradingDaemon.Domain.Gatekeeping;

namespace TradingDaemon.Cli.Gatekeeping;

/// <summary>Scored entries as CSV or as JSON, one a line. Numbers are spelled so that they are read back as what they were; what is not known is empty, or null.</summary>
internal static class ExportPrint
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Before = ["ts_utc", "sequence", "id", "strategy", "symbol", "side", "model", "mode", "threshold", "score", "missing", "verdict", "refusedBy"];
    private static readonly string[] After = ["traded", "return", "won"];

    /// <summary>The names of the columns: every feature there is has one, whatever the model goes by.</summary>
    public static string Header { get; } = string.Join(',', [.. Before, .. GatekeeperFeatures.ByName.Keys, .. After]);

    /// <summary>One entry under that header.</summary>
    public static string Csv(ScoredDecision one) =>
        string.Join(',', [.. Facts(one).Select(Cell), .. GatekeeperFeatures.ByName.Keys.Select(name => Feature(one, name)?.ToString("R", CultureInfo.InvariantCulture)), .. Outcome(one).Select(Cell)]);

    /// <summary>The same as one object, with the features that are known as an object of their own.</summary>
    public static string Json(ScoredDecision one)
    {
        var told = new JsonObject();
        foreach (var (name, value) in Before.Zip(Facts(one))) told[name] = Node(value);
        told["features"] = new JsonObject(GatekeeperFeatures.ByName.Keys.Where(name => Feature(one, name) is not null).Select(name => KeyValuePair.Create<string, JsonNode?>(name, Feature(one, name))));
        foreach (var (name, value) in After.Zip(Outcome(one))) told[name] = Node(value);
        return told.ToJsonString(OneLine);
    }

    private static object?[] Facts(ScoredDecision one)
    {
        var (entry, score) = (one.Entry, one.Entry.Score);
        return
        [
            one.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture), one.Sequence, one.Id, entry.Strategy.Text, entry.Symbol.Text, one.Side?.ToString(), score.Model, score.IsVeto ? "veto" : "shadow",
            score.Threshold, score.Score, score.Missing, score.Verdict.ToString(), one.RefusedBy?.ToString(),
        ];
    }

    private static object?[] Outcome(ScoredDecision one) => [one.IsTraded, one.Return, one.Return is null ? null : one.ProfitQuote > 0m];

    private static double? Feature(ScoredDecision one, string name) => one.Entry.Score.Features is { } known && known.TryGetValue(name, out var value) ? value : null;

    private static string? Cell(object? value) => value switch
    {
        bool flag => flag ? "1" : "0",
        decimal number => Story.Number(number),
        string text when text.AsSpan().ContainsAny(",\"\n\r") => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        bool flag => flag,
        long number => number,
        decimal number => Story.Number(number),
        _ => (string)value,
    };
}
