namespace TradingDaemon.Benchmarks.Reporting;

/// <summary>Details behind the figures, for those who ask.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Its headings.</param>
/// <param name="Rows">Its rows, each as long as the headings.</param>
internal sealed record Table(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
