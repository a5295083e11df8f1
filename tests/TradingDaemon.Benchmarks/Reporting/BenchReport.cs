namespace TradingDaemon.Benchmarks.Reporting;

/// <summary>What one verb measured.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Notes">What a reader must know to understand them: how it was set up, what stood in the way.</param>
/// <param name="Details">Tables behind the figures.</param>
internal sealed record BenchReport(string Verb, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Notes, IReadOnlyList<Table> Details)
{
    /// <summary>A report that could not be measured here, and why.</summary>
    public static BenchReport Impossible(string verb, string why) => new(verb, [], [$"Not measured: {why}"], []);
}
