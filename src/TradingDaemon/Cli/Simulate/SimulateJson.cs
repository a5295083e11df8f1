using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingDaemon.Cli.Simulate;

/// <summary>A simulation's report for machines.</summary>
internal static class SimulateJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>One JSON object.</summary>
    public static string Write(SimulateReport report) => new JsonObject
    {
        ["runs"] = report.Runs,
        ["failed"] = report.Failed,
        ["converged"] = report.Converged,
        ["convergedSecondsMax"] = Math.Round(report.ConvergedMax.TotalSeconds, 3),
        ["facts"] = report.Facts,
        ["orders"] = report.Orders,
        ["fills"] = report.Fills,
        ["kills"] = report.Kills,
        ["powerLosses"] = report.PowerLosses,
        ["bootsMax"] = report.BootsMax,
        ["virtualSeconds"] = Math.Round(report.VirtualTime.TotalSeconds, 3),
        ["elapsedSeconds"] = Math.Round(report.Elapsed.TotalSeconds, 3),
        ["hash"] = report.Hash,
        ["deeds"] = new JsonObject(report.Deeds.Select(static deed => KeyValuePair.Create(deed.Key, (JsonNode?)deed.Value))),
        ["faultPoints"] = new JsonObject(report.Points.Select(static point => KeyValuePair.Create(point.Kind, (JsonNode?)new JsonObject { ["visits"] = point.Visits, ["crashes"] = point.Crashes }))),
        ["failures"] = new JsonArray([.. report.Failures.Select(static failure => new JsonObject
        {
            ["seed"] = failure.Seed,
            ["what"] = failure.What,
            ["command"] = failure.Command,
            ["lastFacts"] = new JsonArray([.. failure.LastFacts.Select(static fact => JsonValue.Create(fact))]),
        })]),
    }.ToJsonString(Indented);
}
