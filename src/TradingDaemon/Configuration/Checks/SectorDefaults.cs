using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Gives each instrument without a sector of its own the one the table has for its base, so that it is in force like any other value, with its origin.</summary>
internal static class SectorDefaults
{
    private const string Table = "sectors:";

    /// <summary>Fills in the sectors; a base that stands in two becomes a fault.</summary>
    public static void Run(KeyTable table, List<ConfigurationFault> faults)
    {
        var sectorOf = new Dictionary<string, (string Sector, KeyInForce Key)>(StringComparer.Ordinal);
        foreach (var (path, (key, _)) in table.Leaves.Where(static leaf => leaf.Key.StartsWith(Table, StringComparison.Ordinal)))
        {
            var sector = path[Table.Length..path.LastIndexOf(':')];
            if (!sectorOf.TryAdd(key.Value, (sector, key))) faults.Add(new(key.Origin, path, key.Value, $"The base stands in sector {sectorOf[key.Value].Sector} already.", "one sector"));
        }

        foreach (var (path, (section, _)) in table.Sections.Where(static pair => pair.Key.StartsWith("instruments:", StringComparison.Ordinal)))
        {
            var own = $"{path}:sector";
            if (section.Find("sector")?.Node is not SchemaNode.Leaf leaf || table.Leaves.ContainsKey(own)) continue;
            if (table.Leaves.TryGetValue($"{path}:base", out var named) && sectorOf.TryGetValue(named.Key.Value, out var found))
                table.Leaves[own] = (new(own, found.Sector, found.Key.Origin), leaf);
        }
    }
}
