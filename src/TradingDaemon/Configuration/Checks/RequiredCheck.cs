using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Configuration.Checks;

/// <summary>Checks every object that is configured for the keys it cannot do without.</summary>
internal static class RequiredCheck
{
    /// <summary>Adds a fault for each missing key, in the source that first mentions the object.</summary>
    public static void Run(KeyTable table, List<ConfigurationFault> faults)
    {
        foreach (var (path, (section, source)) in table.Sections)
            foreach (var key in section.Keys.Where(key => key.IsRequired && !table.Leaves.ContainsKey($"{path}:{key.Name}")))
                faults.Add(new(source, $"{path}:{key.Name}", null, "The key is missing.", (key.Node as SchemaNode.Leaf)?.AllowedWords));
    }
}
