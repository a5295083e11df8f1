using System.Text;
using System.Text.Json;
using TradingDaemon.Venues.Decoding;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>Payloads through the decoder, as lines of JSON; recorded ones are kept beside the repository and skipped where they are not there.</summary>
internal static class CapturedVenue
{
    /// <summary>What one payload says.</summary>
    public static IReadOnlyList<string> Decode(string venue, string payload, string? endpoint = null, string? symbol = null) => Decode(venue, [Encoding.UTF8.GetBytes(payload)], endpoint, symbol);

    /// <summary>What payloads of one connection say.</summary>
    public static IReadOnlyList<string> Decode(string venue, IEnumerable<byte[]> payloads, string? endpoint = null, string? symbol = null)
    {
        using var output = new MemoryStream();
        using var decoder = VenueDecoder.Create(venue, output, bookLevels: 5)!;
        decoder.Begin();
        foreach (var payload in payloads) decoder.Read(payload, endpoint, symbol);
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What a recorded file says; of a <c>.jsonl</c>, each line is a payload.</summary>
    public static IReadOnlyList<string> DecodeFile(string venue, string file, string? endpoint = null, string? symbol = null)
    {
        var path = Path.Combine(Fixtures.Of(venue), file);
        return path.EndsWith(".jsonl", StringComparison.Ordinal)
            ? Decode(venue, File.ReadLines(path).Select(Encoding.UTF8.GetBytes), endpoint, symbol)
            : Decode(venue, [File.ReadAllBytes(path)], endpoint, symbol);
    }

    /// <summary>Names of a venue's recorded files, with forward slashes.</summary>
    public static IEnumerable<string> Files(string venue)
    {
        var folder = Fixtures.Of(venue);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Where(static name => name != "README.md");
    }

    /// <summary>The kinds of lines, repeated ones counted: <c>status, trade x3</c>.</summary>
    public static string Kinds(IReadOnlyList<string> lines)
    {
        var told = new List<string>();
        for (int from = 0, to; from < lines.Count; from = to)
        {
            for (to = from + 1; to < lines.Count && Kind(lines[to]) == Kind(lines[from]);) to++;
            told.Add(to - from == 1 ? Kind(lines[from]) : $"{Kind(lines[from])} x{to - from}");
        }

        return string.Join(", ", told);
    }

    private static string Kind(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("kind").GetString()!;
    }
}
