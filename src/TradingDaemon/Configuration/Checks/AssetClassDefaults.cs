using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Gives each instrument without an asset class of its own the one its symbol's spelling tells, so that it is in force like any other value, with its origin.</summary>
internal static class AssetClassDefaults
{
    private const string Instruments = "instruments:";

    /// <summary>Fills in the classes; a spelling that tells none becomes a fault.</summary>
    public static void Run(KeyTable table, List<ConfigurationFault> faults)
    {
        foreach (var (path, (section, source)) in table.Sections.Where(static pair => pair.Key.StartsWith(Instruments, StringComparison.Ordinal)))
        {
            var own = $"{path}:assetClass";
            if (path.IndexOf(':', Instruments.Length) >= 0 || section.Find("assetClass")?.Node is not SchemaNode.Leaf leaf || table.Leaves.ContainsKey(own)) continue;
            if (SymbolSyntax.Classify(path[Instruments.Length..]) is { } told) table.Leaves[own] = (new(own, ValueSyntax.Write(told)!, "symbol"), leaf);
            else faults.Add(new(source, own, null, "The key is missing, and the symbol's spelling does not tell.", leaf.AllowedWords));
        }
    }
}
