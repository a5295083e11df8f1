using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingDaemon.Cli.Doctor;

/// <summary>Writes findings, one line each, or as one JSON object.</summary>
internal static class FindingList
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes them all.</summary>
    public static void Write(TextWriter output, IReadOnlyList<DoctorFinding> findings, bool asJson)
    {
        if (asJson) output.WriteLine(Json(findings));
        else foreach (var finding in findings) output.WriteLine($"{(finding is { Passed: true, IsWarning: true } ? "warn" : finding.Passed ? "pass" : "FAIL")}  {finding.Name,-14} {finding.Detail}");
    }

    /// <summary>The findings as JSON, for who has more to say.</summary>
    public static JsonArray ToArray(IEnumerable<DoctorFinding> findings) => [.. findings.Select(Json)];

    private static JsonObject Json(DoctorFinding finding)
    {
        var json = new JsonObject { ["name"] = finding.Name, ["passed"] = finding.Passed };
        if (finding.IsWarning) json["warning"] = true;
        json["detail"] = finding.Detail;
        return json;
    }

    private static string Json(IReadOnlyList<DoctorFinding> findings) => new JsonObject
    {
        ["passed"] = findings.All(static finding => finding.Passed),
        ["findings"] = ToArray(findings),
    }.ToJsonString(Indented);
}
