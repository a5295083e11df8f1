using System.Text.Json;

namespace TradingDaemon.Configuration.Sources;

/// <summary>Reads one JSON file. Comments and trailing commas are allowed; the same key twice is not.</summary>
internal static class JsonSource
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The file's values; what cannot be read becomes faults, and then the rest of the file is left out.</summary>
    public static SourceValues Read(string file, string name, List<ConfigurationFault> faults)
    {
        var values = new List<KeyValuePair<string, string?>>();
        try
        {
            using var stream = File.OpenRead(file);
            using var document = JsonDocument.Parse(stream, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object) Flatten(document.RootElement, "", values, path => faults.Add(new(name, path, null, "The key stands twice in the same object.", "each key once")));
            else faults.Add(new(name, "", null, "The file does not hold a JSON object.", "an object { … }"));
        }
        catch (JsonException fault)
        {
            var sentence = fault.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
            faults.Add(new(name, "", null, $"Malformed JSON at line {fault.LineNumber + 1}, position {fault.BytePositionInLine + 1}: {sentence}"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add(new(name, "", null, $"The file cannot be read: {fault.Message}", "a readable JSON file"));
        }

        return new(name, SourceKind.File, [.. values]);
    }

    private static void Flatten(JsonElement element, string path, List<KeyValuePair<string, string?>> values, Action<string> onDuplicate)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                foreach (var property in element.EnumerateObject())
                {
                    var child = Join(path, property.Name);
                    if (seen.Add(property.Name)) Flatten(property.Value, child, values, onDuplicate);
                    else onDuplicate(child);
                }

                if (seen.Count == 0 && path.Length > 0) values.Add(new(path, null));
                break;
            case JsonValueKind.Array:
                values.Add(new(path, null)); // marks the array itself, so that an empty one replaces too
                foreach (var (index, item) in element.EnumerateArray().Index()) Flatten(item, Join(path, $"{index}"), values, onDuplicate);
                break;
            case JsonValueKind.Null:
                values.Add(new(path, null));
                break;
            case JsonValueKind.String:
                values.Add(new(path, element.GetString()));
                break;
            default:
                values.Add(new(path, element.ValueKind switch { JsonValueKind.True => "true", JsonValueKind.False => "false", _ => element.GetRawText() }));
                break;
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}:{name}";
}
