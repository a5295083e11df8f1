namespace TradingDaemon.Configuration.Schema;

/// <summary>The known name a misspelled one was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>The nearest candidate within a third of the name's length (at least 2 edits), or null when none is near.</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        var wanted = name.Trim();
        var best = candidates
            .Select(candidate => (Name: candidate, Edits: Distance(wanted.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .OrderBy(static pair => pair.Edits).ThenByDescending(pair => CommonStart(wanted, pair.Name)).ThenBy(static pair => pair.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name is not null && best.Edits <= Math.Max(2, wanted.Length / 3) ? best.Name : null;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.</summary>
    public static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) table[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        for (var j = 1; j <= right.Length; j++)
        {
            var replaced = table[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            table[i, j] = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
            var isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (isSwap) table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
        }

        return table[left.Length, right.Length];
    }

    // Typos are rarer at the start of a word, so of two names equally near the one that begins alike is meant.
    private static int CommonStart(string left, string right) => left.Zip(right).TakeWhile(static pair => char.ToUpperInvariant(pair.First) == char.ToUpperInvariant(pair.Second)).Count();
}
