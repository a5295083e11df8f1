using System.Text.Json;
using System.Text.Json.Nodes;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Cli.Screens;

/// <summary>The configuration for machines.</summary>
internal static class ConfigurationJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>One object: whether it is sound, every fault and every note.</summary>
    public static string Check(ConfigurationReport report) => new JsonObject
    {
        ["sound"] = report.Faults.IsEmpty,
        ["faults"] = new JsonArray([.. report.Faults.Select(static fault => new JsonObject
        {
            ["source"] = fault.Source,
            ["path"] = fault.Path,
            ["value"] = fault.Value,
            ["message"] = fault.Message,
            ["allowed"] = fault.Allowed,
        })]),
        ["notes"] = new JsonArray([.. report.Notes.Select(static note => JsonValue.Create(note))]),
    }.ToJsonString(Indented);

    /// <summary>One array: every value in force with its origin, secrets masked.</summary>
    public static string Show(ConfigurationReport report) => new JsonArray([.. report.InForce.Select(static key => new JsonObject
    {
        ["path"] = key.Path,
        ["value"] = SecretMask.Apply(key.Path, key.Value),
        ["origin"] = key.Origin,
    })]).ToJsonString(Indented);
}
