using System.Text.Json;
using NUnit.Framework;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>
/// What a payload's lines must be, written as <c>kind key=path key='words' key?</c>, a line each. A path leads to a value of the payload itself, whose own
/// digits are expected; <c>=[path]</c> to levels; a question mark asks only that there is one. Keys that are not named must not be there. A line
/// that begins <c>each path:</c> stands for one line an element, and its paths that begin with a point start at the element, <c>@</c> is its name.
/// </summary>
internal static class ExpectedLines
{
    public static void Assert(string name, byte[] payload, JsonElement[] lines, string expected)
    {
        using var document = JsonDocument.Parse(payload);
        var at = 0;
        foreach (var row in expected.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (each, terms) = row.StartsWith("each ", StringComparison.Ordinal) ? (row[5..row.IndexOf(": ", StringComparison.Ordinal)], row[(row.IndexOf(": ", StringComparison.Ordinal) + 2)..]) : (null, row);
            foreach (var (member, element) in Members(document.RootElement, each))
            {
                NUnit.Framework.Assert.That(at, Is.LessThan(lines.Length), $"{name}: a line is missing: {terms}");
                Line(name, lines[at++], terms, document.RootElement, member, element);
            }
        }

        NUnit.Framework.Assert.That(lines.Skip(at).Select(static line => line.GetRawText()), Is.Empty, $"{name}: more lines than expected");
    }

    private static IEnumerable<(string Name, JsonElement Element)> Members(JsonElement root, string? each)
    {
        if (each is null) return [("", root)];
        var found = Find(root, root, each);
        return found.ValueKind == JsonValueKind.Object ? found.EnumerateObject().Select(static member => (member.Name, member.Value)) : found.EnumerateArray().Select(static element => ("", element));
    }

    private static void Line(string name, JsonElement line, string terms, JsonElement root, string member, JsonElement element)
    {
        var told = terms.Split(' ');
        var keys = new List<string> { "kind", "venue" };
        NUnit.Framework.Assert.That(line.Says("kind"), Is.EqualTo(told[0]), $"{name}: {line.GetRawText()}");
        foreach (var term in told.Skip(1))
        {
            var equals = term.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? term.TrimEnd('?') : term[..equals];
            keys.Add(key);
            var (said, wanted) = (line.Says(key), equals < 0 ? null : Wanted(term[(equals + 1)..], root, member, element));
            NUnit.Framework.Assert.That(said, wanted is null ? Is.Not.Null : Is.EqualTo(wanted), $"{name}: {key} of {line.GetRawText()}");
        }

        NUnit.Framework.Assert.That(line.EnumerateObject().Select(static key => key.Name), Is.EquivalentTo(keys), name);
    }

    private static string Wanted(string value, JsonElement root, string member, JsonElement element) => value switch
    {
        "@" => member,
        ['\'', .. var words, '\''] => words,
        ['[', .. var path, ']'] => $"[{string.Join(',', Find(root, element, path).EnumerateArray().Select(static level => $"[{string.Join(',', Numbers(level))}]"))}]",
        _ => Text(Find(root, element, value)),
    };

    private static IEnumerable<string> Numbers(JsonElement level) =>
        (level.ValueKind == JsonValueKind.Object ? level.EnumerateObject().Select(static member => member.Value) : level.EnumerateArray()).Take(2).Select(static number => $"\"{Text(number)}\"");

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static JsonElement Find(JsonElement root, JsonElement element, string path)
    {
        var at = path.StartsWith('.') ? element : root;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
            at = int.TryParse(step, out var place) && at.ValueKind == JsonValueKind.Array ? at[place] : at.GetProperty(step);
        return at;
    }
}
