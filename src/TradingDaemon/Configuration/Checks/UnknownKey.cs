using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections.Alerts;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Explains why a key is not known where it stands, and which one was probably meant.</summary>
internal static class UnknownKey
{
    // Keys of the time when there was one venue.
    private static readonly Dictionary<string, (string Message, string? Allowed)> Moved = new(StringComparer.OrdinalIgnoreCase)
    {
        ["venue:kind"] = ("Venues other than the simulated one have names and stand under venues.", "e.g. venues:sandbox:kind=sandbox, and routing:venues:crypto=sandbox"),
        ["venue:url"] = ("Venues other than the simulated one have names and stand under venues.", "e.g. venues:sandbox:url"),
        ["venue:sandbox"] = ("Venues other than the simulated one have names and stand under venues; their keys come from the environment.", "e.g. venues:sandbox:kind=sandbox, SANDBOX_API_KEY and SANDBOX_API_SECRET"),
    };

    private const string AlertChannels = "alerts:channels:";
    private static readonly string[] AlertSecrets = ["url", "token", "password"];

    /// <summary>The sentence, and what would be right when that can be said.</summary>
    public static (string Message, string? Allowed) Explain(SchemaNode.Section root, SchemaNode node, string parent, string segment) => node switch
    {
        SchemaNode.Section section => Unknown(root, section, parent, segment),
        SchemaNode.Map map => ($"\"{segment}\" is not a name that can stand here{Spaces(segment)}.", map.Names.Words),
        SchemaNode.List => ($"\"{segment}\" is not a place in an array.", "0, 1, 2, …"),
        _ => ("Keys stand where a single value is expected.", null),
    };

    private static (string Message, string? Allowed) Unknown(SchemaNode.Section root, SchemaNode.Section section, string parent, string segment)
    {
        if (Moved.TryGetValue(Path(parent, segment.Trim()), out var now)) return now;
        if (parent.StartsWith(AlertChannels, StringComparison.Ordinal) && AlertSecrets.Contains(segment.Trim(), StringComparer.OrdinalIgnoreCase))
            return ("An alert channel's secrets stand in no file and on no command line: they come from the environment.", AlertChannelModel.VariableOf(parent[AlertChannels.Length..], segment.Trim().ToUpperInvariant()));
        var near = NearestName.Find(segment, section.Keys.Select(static key => key.Name));
        if (near is not null) return ($"The key is unknown{Spaces(segment)}; did you mean \"{near}\"?", null);
        var leafAtEnd = ":" + segment.Trim();
        var elsewhere = ConfigurationSchema.Leaves(root).Select(static leaf => leaf.Path).FirstOrDefault(path => (":" + path).EndsWith(leafAtEnd, StringComparison.OrdinalIgnoreCase));
        var known = string.Join(", ", section.Keys.Select(static key => key.Name));
        return elsewhere is null
            ? ($"The key is unknown{Spaces(segment)}.", parent.Length == 0 ? $"one of {known}" : $"in {parent} one of {known}")
            : ($"The key is unknown here; did you mean \"{elsewhere}\"?", null);
    }

    private static string Path(string parent, string segment) => parent.Length == 0 ? segment : $"{parent}:{segment}";

    private static string Spaces(string segment) =>
        segment.Length > segment.TrimEnd().Length ? " (it ends with a space)" : segment.Length > segment.TrimStart().Length ? " (it begins with a space)" : "";
}
