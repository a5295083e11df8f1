using System.Text.RegularExpressions;

namespace TradingDaemon.Configuration.Sources;

/// <summary>Reads a <c>.env</c> file: <c>NAME=value</c> lines, <c>#</c> comments, optional <c>export</c>, optional quotes around the value.</summary>
internal static partial class DotEnvSource
{
    /// <summary>The file's variables, none when there is no file; malformed lines become faults by line number, never by content.</summary>
    public static IReadOnlyDictionary<string, string> Read(string file, string name, List<ConfigurationFault> faults)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(file)) return variables;
        foreach (var (index, line) in ReadLines(file, name, faults).Index())
        {
            var text = line.Trim();
            if (text.Length == 0 || text.StartsWith('#')) continue;
            var match = Line().Match(text);
            if (match.Success) variables[match.Groups["name"].Value] = Value(match);
            else faults.Add(new(name, "", null, $"Line {index + 1} is not an assignment.", "NAME=value"));
        }

        return variables;
    }

    private static string Value(Match match) => match.Groups["quoted"] is { Success: true } quoted ? quoted.Value : match.Groups["plain"].Value.TrimEnd();

    private static string[] ReadLines(string file, string name, List<ConfigurationFault> faults)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add(new(name, "", null, $"The file cannot be read: {fault.Message}", "a readable text file"));
            return [];
        }
    }

    [GeneratedRegex("""^(export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?:(?<quote>["'])(?<quoted>.*)\k<quote>\s*(#.*)?|(?<plain>[^"'#]?.*?)(\s+#.*)?)$""", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
