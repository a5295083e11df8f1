using System.Collections.Immutable;
using TradingDaemon.Configuration.Checks;
using TradingDaemon.Configuration.Checks.Agents;
using TradingDaemon.Configuration.Checks.Alerts;
using TradingDaemon.Configuration.Checks.Venues;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sources;

namespace TradingDaemon.Configuration;

/// <summary>Reads every source, checks the whole and builds the configuration, or says everything that is wrong with it.</summary>
internal static class ConfigurationLoad
{
    /// <summary>The tree of allowed keys.</summary>
    public static SchemaNode.Section Schema { get; } = ConfigurationSchema.Of(typeof(DaemonSettings));

    /// <summary>Reads, lays over each other, checks and builds. Never throws for what a user wrote.</summary>
    public static ConfigurationReport Load(ConfigurationInputs inputs)
    {
        var faults = new List<ConfigurationFault>();
        var notes = new List<string>();
        var sources = ConfigurationSources.Read(inputs, faults, notes);
        var isComplete = faults.Count == 0; // a file that could not be read would make everything it holds look missing

        var table = new KeyTable(Schema, faults, notes);
        foreach (var source in sources) table.Add(source);
        table.Overrule(inputs.Overrides);
        VenueListings.Run(table, faults);
        if (isComplete) RequiredCheck.Run(table, faults);
        AssetClassDefaults.Run(table, faults);
        ValueCheck.Run(table, faults);
        SectorDefaults.Run(table, faults);
        var settings = Bind(table);
        var venues = VenueModels.Of(settings, inputs, notes);
        var alerts = AlertModels.Of(settings, inputs, notes);
        var agents = AgentModels.Of(settings, inputs, notes);
        if (isComplete) RunRules(new(settings, table, inputs, venues, alerts, faults, notes));

        var sorted = faults.OrderBy(static fault => fault.Source, StringComparer.Ordinal).ThenBy(static fault => fault.Path, StringComparer.Ordinal).ToImmutableArray();
        var config = sorted.IsEmpty ? DaemonConfigBuild.From(settings, venues, alerts, inputs) with { Agents = agents } : null;
        if (config is not null) notes.AddRange(VenueModels.Unpriced(config));
        return new(config, sorted, [.. notes], InForce(table));
    }

    private static void RunRules(RuleContext context)
    {
        AccountRules.Run(context);
        InstrumentRules.Run(context);
        RoutingRules.Run(context);
        if (!context.Inputs.IsTrial) VenueRules.Run(context);
        TierRules.Run(context);
        GatekeeperRules.Run(context);
        SwitchRules.Run(context);
        AlertRules.Run(context);
        AgentRules.Run(context);
        if (context.Inputs.ProbesDisk) DiskRules.Run(context);
    }

    private static DaemonSettings Bind(KeyTable table) => new ConfigurationBuilder()
        .AddInMemoryCollection(table.Leaves.Select(static pair => new KeyValuePair<string, string?>(pair.Key, pair.Value.Key.Value)))
        .AddInMemoryCollection(table.Sections.Select(static pair => new KeyValuePair<string, string?>(pair.Key, null)))
        .Build().Get<DaemonSettings>() ?? new();

    private static ImmutableArray<KeyInForce> InForce(KeyTable table)
    {
        var all = new SortedDictionary<string, KeyInForce>(StringComparer.Ordinal);
        foreach (var (path, section) in table.Sections.Select(static pair => (pair.Key + ":", pair.Value.Section)).Append(("", Schema))) AddDefaults(all, path, section);
        foreach (var (path, (key, _)) in table.Leaves) all[path] = key;
        return [.. all.Values];
    }

    private static void AddDefaults(SortedDictionary<string, KeyInForce> all, string prefix, SchemaNode.Section section)
    {
        foreach (var key in section.Keys)
        {
            if (key.Node is SchemaNode.Section inner) AddDefaults(all, $"{prefix}{key.Name}:", inner);
            else if (key is { Default: { } text, IsRequired: false } && !all.ContainsKey(prefix + key.Name)) all[prefix + key.Name] = new(prefix + key.Name, text, KeyInForce.ByDefault);
        }
    }
}
