namespace TradingDaemon.Strategies.Parameters;

/// <summary>Finds what somebody who mistyped a name meant.</summary>
internal static class NearestName
{
    /// <summary><c>; did you mean "x"?</c> when a name is near, else the names there are.</summary>
    public static string Suggestion(string written, IReadOnlyList<string> names) =>
        Find(written, names) is { } nearest ? $"; did you mean \"{nearest}\"?" : $"; known are {string.Join(", ", names)}";

    /// <summary>The name with the fewest letters to change, or null when more than half of them differ.</summary>
    public static string? Find(string written, IReadOnlyList<string> names)
    {
        var nearest = names.Select(name => (Name: name, Edits: Edits(written.ToLowerInvariant(), name.ToLowerInvariant())))
            .OrderBy(static candidate => candidate.Edits).ThenBy(static candidate => candidate.Name, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Name is { } name && nearest.Edits <= Math.Max(written.Length, name.Length) / 2 ? name : null;
    }

    /// <summary>Levenshtein distance: letters inserted, removed or replaced to get from one to the other.</summary>
    public static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[to.Length];
    }
}
