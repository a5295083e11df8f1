namespace TradingDaemon.Benchmarks.Reporting;

/// <summary>One line of the table a benchmark ends with.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Bar">What was asked for; empty when nothing was.</param>
/// <param name="Measured">The figure in words.</param>
/// <param name="Alternative">What another way of doing it gave in the same run; empty when there is none.</param>
/// <param name="Verdict">Whether the bar was reached.</param>
/// <param name="Value">The figure as a number, in <paramref name="Unit"/>.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record Figure(string What, string Bar, string Measured, string Alternative, Verdict Verdict, double Value, string Unit)
{
    /// <summary>A figure that has no bar to reach.</summary>
    public static Figure Told(string what, string measured, double value, string unit, string alternative = "") =>
        new(what, "", measured, alternative, Verdict.None, value, unit);

    /// <summary>A figure with a bar.</summary>
    public static Figure Judged(string what, string bar, string measured, bool isHeld, double value, string unit, string alternative = "") =>
        new(what, bar, measured, alternative, isHeld ? Verdict.Held : Verdict.Missed, value, unit);
}
