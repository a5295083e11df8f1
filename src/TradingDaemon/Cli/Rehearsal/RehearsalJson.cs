using System.Text.Json;
using TradingDaemon.Cli.Doctor;
using TradingDaemon.Cli.Replay;

namespace TradingDaemon.Cli.Rehearsal;

/// <summary>A rehearsal's report for machines: a replay's, and the checks.</summary>
internal static class RehearsalJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>One JSON object.</summary>
    public static string Write(RehearsalReport report)
    {
        var whole = ReplayJson.ToObject(report.Sums);
        whole["checks"] = FindingList.ToArray(report.Checks);
        return whole.ToJsonString(Indented);
    }
}
