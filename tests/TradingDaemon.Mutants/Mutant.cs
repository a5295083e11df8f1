namespace TradingDaemon.Mutants;

/// <summary>One way of breaking the daemon on purpose, and the tests that must notice.</summary>
/// <param name="Name">What is broken, e.g. <c>no-fsync</c>.</param>
/// <param name="Breaks">The promise that no longer holds, in one sentence.</param>
/// <param name="File">Where, from the repository's root.</param>
/// <param name="Find">The text that makes it hold; occurs exactly once in the file.</param>
/// <param name="Replace">What stands there instead.</param>
/// <param name="Project">The test project that must fail.</param>
/// <param name="Filter">Which of its tests are run.</param>
internal sealed record Mutant(string Name, string Breaks, string File, string Find, string Replace, string Project, string Filter)
{
    /// <summary>The file's text with the mutation; null when the text to replace is not there exactly once.</summary>
    public string? Apply(string text)
    {
        var at = text.IndexOf(Find, StringComparison.Ordinal);
        var isOnce = at >= 0 && text.IndexOf(Find, at + 1, StringComparison.Ordinal) < 0;
        return isOnce ? string.Concat(text.AsSpan(0, at), Replace, text.AsSpan(at + Find.Length)) : null;
    }
}
