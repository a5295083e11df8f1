using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Storage.Json;

/// <summary>Facts to JSON and back, exactly. The kind comes first, under <c>$type</c>.</summary>
public static class FactJson
{
    private const string KindName = "$type";

    private static readonly FrozenDictionary<Type, string> Kinds =
        Spelling.Fact.PolymorphismOptions!.DerivedTypes.ToFrozenDictionary(static kind => kind.DerivedType, static kind => (string)kind.TypeDiscriminator!);

    /// <summary>Every kind of fact this version knows.</summary>
    public static IReadOnlyCollection<string> KnownKinds => Kinds.Values;

    /// <summary>The kind's stored name, e.g. <c>order-intended</c>.</summary>
    public static string KindOf(Fact fact) => Kinds[fact.GetType()];

    /// <summary>The fact as JSON text.</summary>
    public static string Serialize(Fact fact) => JsonSerializer.Serialize(fact, Spelling.Fact);

    /// <summary>The fact in <paramref name="json"/>; throws <see cref="InvalidDataException"/> naming the kind when it is unknown or its content is not what this version expects.</summary>
    public static Fact Deserialize(string json) => Deserialize(Encoding.UTF8.GetBytes(json));

    /// <inheritdoc cref="Deserialize(string)"/>
    public static Fact Deserialize(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, Spelling.Fact) ?? throw new InvalidDataException("A fact is null.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            var kind = FindKind(utf8);
            throw new InvalidDataException(
                kind is not null && Kinds.Values.Contains(kind)
                    ? $"A fact of kind '{kind}' cannot be read (written by another version?): {unreadable.Message}"
                    : $"'{kind ?? "(none)"}' is no kind of fact this version knows (written by a newer version?).",
                unreadable);
        }
    }

    /// <summary>A writer for <see cref="Write"/> that spells as everything stored is spelled.</summary>
    internal static Utf8JsonWriter WriterOn(IBufferWriter<byte> buffer) =>
        new(buffer, new JsonWriterOptions { Encoder = Spelling.Encoder, SkipValidation = true });

    /// <summary>Appends the fact's JSON to the writer's buffer, without allocating for it.</summary>
    internal static void Write(Utf8JsonWriter writer, Fact fact)
    {
        JsonSerializer.Serialize(writer, fact, Spelling.Fact);
        writer.Flush();
        writer.Reset();
    }

    private static string? FindKind(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals(KindName) && reader.Read())
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            return null;
        }
        catch (JsonException)
        {
            return null; // no JSON at all: the caller says so
        }
    }
}
