using System.Text.Json;

namespace TradingDaemon.Tests.Sandbox.Kraken;

/// <summary>Compares what two payloads are made of, whatever they say.</summary>
internal static class Shape
{
    // Members of a recorded order or pair that are told there for reasons this exchange has not got.
    private static readonly HashSet<string> Elsewhere = new(["long_position_limit", "short_position_limit", "link_id", "leverage_buy[]", "leverage_sell[]", "margin_rate", "ledger_id", "ref_id", "category"], StringComparer.Ordinal);

    /// <summary>The paths of members that stand in a recorded payload and not, or as another kind of value, in one of ours. Names of pairs, assets, orders and trades count as one.</summary>
    public static IReadOnlyList<string> MissingIn(byte[] ours, byte[] recorded)
    {
        var have = PathsOf(ours);
        return [.. PathsOf(recorded).Where(path => !have.Contains(path) && !Elsewhere.Contains(path.Split('.')[^1].Split(':')[0]))];
    }

    private static HashSet<string> PathsOf(byte[] payload)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        Walk(JsonDocument.Parse(payload).RootElement, "", paths);
        return paths;
    }

    private static void Walk(JsonElement at, string path, HashSet<string> into)
    {
        switch (at.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in at.EnumerateObject()) Walk(member.Value, $"{path}.{(member.Name.Length > 2 && member.Name.All(static letter => char.IsUpper(letter) || char.IsDigit(letter) || letter is '-' or '.') ? "*" : member.Name)}", into);
                break;
            case JsonValueKind.Array:
                into.Add(path + ":list");
                foreach (var item in at.EnumerateArray()) Walk(item, path + "[]", into);
                break;
            case JsonValueKind.Null:
                into.Add(path + ":null");
                break;
            default:
                into.Add($"{path}:{(at.ValueKind is JsonValueKind.True or JsonValueKind.False ? "flag" : at.ValueKind)}");
                break;
        }
    }
}
