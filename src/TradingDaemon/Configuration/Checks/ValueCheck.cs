using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Checks every value in force against its type and range.</summary>
internal static class ValueCheck
{
    /// <summary>Every fault; the faulty values are taken out of the table, so that the rest can still be read.</summary>
    public static void Run(KeyTable table, List<ConfigurationFault> faults)
    {
        foreach (var (path, (key, leaf)) in table.Leaves.ToArray())
        {
            if (leaf.Accepts(key.Value)) continue;
            table.Leaves.Remove(path);
            faults.Add(new(key.Origin, path, SecretMask.Apply(path, key.Value), Reason(leaf, key.Value), leaf.AllowedWords));
        }
    }

    private static string Reason(SchemaNode.Leaf leaf, string value) =>
        value.Length == 0 ? "The value is empty."
        : ValueSyntax.IsWellFormed(leaf.Type, value) ? "The value is not allowed."
        : leaf.Type.IsEnum && NearestName.Find(value, Enum.GetNames(leaf.Type).Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName)) is { } near ? $"The value is not a known word; did you mean \"{near}\"?"
        : $"The value is not a {leaf.TypeWords}.";
}
