using System.Collections.Immutable;
using TradingDaemon.Configuration.Schema;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Domain.Control;

namespace TradingDaemon.Configuration.Checks;

/// <summary>
/// All sources laid over each other in the schema's spelling: each known leaf with the value in force. Keys the schema
/// does not know become faults here, in whichever source they stand, whether or not something else overrides them.
/// </summary>
internal sealed class KeyTable(SchemaNode.Section schema, List<ConfigurationFault> faults, List<string> notes)
{
    /// <summary>Between the items of an array where it is written as one value.</summary>
    public const string ItemSeparator = ", ";

    /// <summary>What a rollback is called where values tell where they came from.</summary>
    public const string Rollback = "rollback";

    private readonly Dictionary<string, string> _namesAsFirstWritten = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(string Source, string Path)> _reported = [];

    /// <summary>Leaves in force by path.</summary>
    public SortedDictionary<string, (KeyInForce Key, SchemaNode.Leaf Leaf)> Leaves { get; } = new(StringComparer.Ordinal);

    /// <summary>Every object that is configured at all, with the source that first did.</summary>
    public SortedDictionary<string, (SchemaNode.Section Section, string Source)> Sections { get; } = new(StringComparer.Ordinal);

    /// <summary>Lays a source over what is there.</summary>
    public void Add(SourceValues source)
    {
        foreach (var (path, value) in source.Values) Add(source, path, value);
    }

    /// <summary>Lays what a rollback keeps in force over everything: a key without a value after it is as if nobody had written it, and so is an object of which nothing is left.</summary>
    public void Overrule(ImmutableArray<ConfigurationChange> overrides)
    {
        foreach (var change in overrides)
        {
            Leaves.Remove(change.Key);
            Clear(change.Key);
        }

        foreach (var change in overrides.Where(static change => change.After is not null)) Add(new SourceValues(Rollback, SourceKind.File, [.. ValuesOf(change.Key, change.After!)]));
        foreach (var change in overrides.Where(static change => change.After is null))
            for (var around = change.Key; around.Contains(':', StringComparison.Ordinal);)
            {
                around = around[..around.LastIndexOf(':')];
                if (!Leaves.Keys.Any(key => key.StartsWith(around + ":", StringComparison.Ordinal))) Sections.Remove(around);
            }
    }

    /// <summary>The source that gave a key, or the nearest object around it, its value; <c>default</c> when none did.</summary>
    public string OriginOf(string path)
    {
        if (Leaves.TryGetValue(path, out var leaf) || Leaves.TryGetValue($"{path}:0", out leaf)) return leaf.Key.Origin; // an array is where its first item is
        for (var around = path; ; around = around[..around.LastIndexOf(':')])
        {
            if (Sections.TryGetValue(around, out var section)) return section.Source;
            if (!around.Contains(':', StringComparison.Ordinal)) return KeyInForce.ByDefault;
        }
    }

    private IEnumerable<KeyValuePair<string, string?>> ValuesOf(string key, string value) => ConfigurationSchema.At(schema, key) is SchemaNode.List
        ? value.Split(ItemSeparator, StringSplitOptions.RemoveEmptyEntries).Select((item, index) => new KeyValuePair<string, string?>($"{key}:{index}", item)).Prepend(new(key, null))
        : [new(key, value)];

    private void Add(SourceValues source, string path, string? value)
    {
        SchemaNode node = schema;
        var canonical = "";
        var written = path.Split(':');
        for (var i = 0; i < written.Length; i++)
        {
            var name = NameIn(node, source, canonical, written, i);
            if (name is null) return;
            node = node switch
            {
                SchemaNode.Section section => section.Find(name)!.Node,
                SchemaNode.Map map => map.Value,
                SchemaNode.List list => list.Item,
                _ => node,
            };
            canonical = canonical.Length == 0 ? name : $"{canonical}:{name}";
            if (node is SchemaNode.Section inner) Sections.TryAdd(canonical, (inner, source.Name));
        }

        Place(source, node, canonical, value);
    }

    /// <summary>The segment in canonical spelling, or null after reporting that it is unknown here.</summary>
    private string? NameIn(SchemaNode node, SourceValues source, string parent, string[] written, int index)
    {
        var segment = written[index];
        switch (node)
        {
            case SchemaNode.Section section when section.Find(segment) is { } key:
                if (segment != key.Name && source.Kind != SourceKind.Environment) NoteSpelling(source, parent, segment, key.Name);
                return key.Name;
            case SchemaNode.Map map when _namesAsFirstWritten.TryGetValue($"{parent}:{segment}", out var first):
                if (segment != first && source.Kind != SourceKind.Environment) NoteSpelling(source, parent, segment, first);
                return first;
            case SchemaNode.Map map when map.Names.Accepts(segment):
                return _namesAsFirstWritten[$"{parent}:{segment}"] = segment;
            case SchemaNode.List when int.TryParse(segment, out var item) && item >= 0:
                return segment;
            default:
                Report(source, parent, segment, UnknownKey.Explain(schema, node, parent, segment));
                return null;
        }
    }

    private void Place(SourceValues source, SchemaNode node, string path, string? value)
    {
        if (node is SchemaNode.Leaf leaf) Leaves[path] = (new(path, value ?? "", source.Name), leaf);
        else if (!string.IsNullOrEmpty(value)) faults.Add(new(source.Name, path, SecretMask.Apply(path, value), "A single value stands where keys are expected.", node is SchemaNode.List ? "an array [ … ]" : "an object { … }"));
        else if (node is SchemaNode.List && source.Kind == SourceKind.File) Clear(path); // a later file's array replaces the whole
    }

    private void Clear(string list)
    {
        foreach (var item in Leaves.Keys.Where(key => key.StartsWith(list + ":", StringComparison.Ordinal)).ToArray()) Leaves.Remove(item);
    }

    private void NoteSpelling(SourceValues source, string parent, string segment, string name)
    {
        if (_reported.Add((source.Name, $"{parent}:{segment}"))) notes.Add($"{source.Name}: \"{Join(parent, segment)}\" is read as \"{Join(parent, name)}\".");
    }

    private void Report(SourceValues source, string parent, string segment, (string Message, string? Allowed) why)
    {
        var path = Join(parent, segment);
        if (_reported.Add((source.Name, path))) faults.Add(new(source.Name, path, null, why.Message, why.Allowed));
    }

    private static string Join(string parent, string name) => parent.Length == 0 ? name : $"{parent}:{name}";
}
