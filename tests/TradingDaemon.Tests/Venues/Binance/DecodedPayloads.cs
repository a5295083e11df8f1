using System.Text.Json;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Venues.Decoding;

namespace TradingDaemon.Tests.Venues.Binance;

/// <summary>What <c>venue decode</c> says of payloads, a line an event.</summary>
internal static class DecodedPayloads
{
    /// <summary>The lines of some payloads of one connection.</summary>
    public static IReadOnlyList<JsonElement> Of(string venue, IEnumerable<string> payloads, string? endpoint = null, string? symbol = null)
    {
        using var output = new MemoryStream();
        using var decoder = VenueDecoder.Create(venue, output, bookLevels: 5)!;
        decoder.Begin();
        foreach (var payload in payloads) decoder.Read(Encoding.UTF8.GetBytes(payload), endpoint, symbol);
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>The payloads of a recorded file; ignores the test where there are no recordings.</summary>
    public static IEnumerable<string> Recorded(string venue, string file)
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "TradingDaemon.sln"))) continue;
            var path = Path.Combine(folder.FullName, "..", "shared", "fixtures", venue, file);
            if (!File.Exists(path)) break;
            return file.EndsWith(".jsonl", StringComparison.Ordinal) ? File.ReadAllLines(path).Where(static line => line.Trim().Length > 0) : [File.ReadAllText(path)];
        }

        Assert.Ignore("the recorded payloads are not beside the repository");
        return [];
    }

    /// <summary>Asserts that a line is of a kind and says some fields, written as <c>kind name=value name=value</c>; a value <c>-</c> means it is left out, <c>_</c> stands for a space.</summary>
    public static void Says(JsonElement line, string expected)
    {
        var words = expected.Split(' ');
        Assert.That(line.GetProperty("kind").GetString(), Is.EqualTo(words[0]), line.GetRawText());
        foreach (var word in words[1..])
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = (word[..equals], word[(equals + 1)..]);
            var told = line.TryGetProperty(name, out var found) ? found.ToString().Replace(' ', '_') : "-";
            Assert.That(told, Is.EqualTo(value).IgnoreCase, $"{name} of {line.GetRawText()}");
        }
    }

    /// <summary>Asserts what every line says.</summary>
    public static void Say(IReadOnlyList<JsonElement> lines, params string[] expected)
    {
        Assert.That(lines, Has.Count.EqualTo(expected.Length), string.Join('\n', lines.Select(static line => line.GetRawText())));
        for (var i = 0; i < expected.Length; i++) Says(lines[i], expected[i]);
    }
}
