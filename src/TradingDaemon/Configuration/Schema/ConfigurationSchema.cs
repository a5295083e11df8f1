using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TradingDaemon.Configuration.Schema;

/// <summary>
/// The tree of allowed keys, read off the section classes: a property is a key, its type and attributes are the range,
/// its initial value the default, and <c>required</c> means required. There is no second list to keep in step.
/// </summary>
internal static class ConfigurationSchema
{
    /// <summary>The tree of a class and everything below it.</summary>
    public static SchemaNode.Section Of(Type section) => Of(section, Activator.CreateInstance(section)!);

    /// <summary>Every leaf in the order of the classes.</summary>
    public static IEnumerable<DocumentedKey> Leaves(SchemaNode.Section root) => Leaves(root, "");

    /// <summary>What stands at a path; null where the schema knows nothing.</summary>
    public static SchemaNode? At(SchemaNode root, string path)
    {
        var node = root;
        foreach (var name in path.Split(':'))
        {
            node = node switch
            {
                SchemaNode.Section section => section.Find(name)?.Node,
                SchemaNode.Map map => map.Value,
                SchemaNode.List list => list.Item,
                _ => null,
            };
        }

        return node;
    }

    // The values an object around gives a section win over those the section gives itself: each fee has its own default.
    private static SchemaNode.Section Of(Type section, object defaults) =>
        new([.. section.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => property.CanWrite)
            .Select(property => KeyOf(property, property.GetValue(defaults)))]);

    private static SchemaKey KeyOf(PropertyInfo property, object? initial) => new(
        JsonNamingPolicy.CamelCase.ConvertName(property.Name),
        property.IsDefined(typeof(RequiredMemberAttribute)),
        ValueSyntax.Write(initial),
        NodeOf(property.PropertyType, property, initial));

    private static SchemaNode NodeOf(Type type, PropertyInfo property, object? initial)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (definition == typeof(IReadOnlyDictionary<,>))
            return new SchemaNode.Map(property.GetCustomAttribute<NamesAttribute>()!, NodeOf(type.GenericTypeArguments[1], property, null));
        if (definition == typeof(IReadOnlyList<>)) return new SchemaNode.List(NodeOf(type.GenericTypeArguments[0], property, null));
        return type.IsClass && type != typeof(string) ? Of(type, initial ?? Activator.CreateInstance(type)!) : new SchemaNode.Leaf(type, property.GetCustomAttribute<AllowedAttribute>());
    }

    private static IEnumerable<DocumentedKey> Leaves(SchemaNode.Section section, string prefix) =>
        section.Keys.SelectMany(key => Leaves(key, key.Node, prefix + key.Name));

    private static IEnumerable<DocumentedKey> Leaves(SchemaKey key, SchemaNode node, string path) => node switch
    {
        SchemaNode.Section section => Leaves(section, path + ":"),
        SchemaNode.Map map => Leaves(key, map.Value, $"{path}:<{map.Names.Placeholder}>"),
        SchemaNode.List list => Leaves(key, list.Item, path + ":<n>"),
        SchemaNode.Leaf leaf => [new(path, leaf.TypeWords, key.Default, key.IsRequired, leaf.AllowedWords)],
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "Unknown kind of schema node."),
    };
}
