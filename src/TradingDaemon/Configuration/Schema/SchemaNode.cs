using System.Collections.Immutable;

namespace TradingDaemon.Configuration.Schema;

/// <summary>One place in the tree of allowed keys.</summary>
internal abstract record SchemaNode
{
    private SchemaNode() { }

    /// <summary>An object whose keys are fixed.</summary>
    public sealed record Section(ImmutableArray<SchemaKey> Keys) : SchemaNode
    {
        /// <summary>The key of that name whatever its case, or null.</summary>
        public SchemaKey? Find(string name) => Keys.FirstOrDefault(key => key.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>An object whose keys are names the user chooses.</summary>
    public sealed record Map(NamesAttribute Names, SchemaNode Value) : SchemaNode;

    /// <summary>An array.</summary>
    public sealed record List(SchemaNode Item) : SchemaNode;

    /// <summary>A value.</summary>
    public sealed record Leaf(Type Type, AllowedAttribute? Allowed) : SchemaNode
    {
        /// <summary>The type in words, e.g. <c>duration</c>.</summary>
        public string TypeWords => ValueSyntax.TypeWords(Type);

        /// <summary>The allowed values in words, as they finish the sentence "must be …".</summary>
        public string AllowedWords => Allowed is null ? ValueSyntax.AllowedWords(Type)
            : ValueSyntax.IsWhole(Type) ? Allowed.Words.Replace("a number ", "a whole number ", StringComparison.Ordinal) : Allowed.Words;

        /// <summary>Whether the value, as written, has the type and is in range.</summary>
        public bool Accepts(string? text) => text is not null && ValueSyntax.IsWellFormed(Type, text) && (Allowed?.Accepts(text) ?? true);
    }
}
