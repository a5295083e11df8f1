using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingDaemon.Benchmarks.Machine;

namespace TradingDaemon.Benchmarks.Reporting;

/// <summary>Reports for machines: one JSON object.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole object.</summary>
    public static string Write(MachineFacts machine, IEnumerable<BenchReport> reports, bool isQuick) => new JsonObject
    {
        ["machine"] = new JsonObject(machine.Lines.Select(static line => KeyValuePair.Create(line.Key, (JsonNode?)line.Value))),
        ["quick"] = isQuick,
        ["reports"] = new JsonArray([.. reports.Select(Report)]),
    }.ToJsonString(Indented) + "\n";

    private static JsonNode Report(BenchReport report) => new JsonObject
    {
        ["verb"] = report.Verb,
        ["figures"] = new JsonArray([.. report.Figures.Select(Figure)]),
        ["notes"] = Texts(report.Notes),
        ["details"] = new JsonArray([.. report.Details.Select(static table => (JsonNode)new JsonObject
        {
            ["caption"] = table.Caption, ["columns"] = Texts(table.Columns), ["rows"] = new JsonArray([.. table.Rows.Select(static row => Texts(row))]),
        })]),
    };

    private static JsonNode Figure(Figure figure) => new JsonObject
    {
        ["what"] = figure.What,
        ["bar"] = figure.Bar,
        ["measured"] = figure.Measured,
        ["value"] = double.IsFinite(figure.Value) ? figure.Value : null,
        ["unit"] = figure.Unit,
        ["alternative"] = figure.Alternative,
        ["verdict"] = figure.Verdict switch { Verdict.Held => "held", Verdict.Missed => "missed", _ => null },
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(static text => (JsonNode?)JsonValue.Create(text))]);
}
