namespace TradingDaemon.Benchmarks.Reporting;

/// <summary>Whether a figure reached its bar.</summary>
internal enum Verdict
{
    /// <summary>No bar was set; the figure informs.</summary>
    None = 1,

    /// <summary>Reached.</summary>
    Held,

    /// <summary>Not reached.</summary>
    Missed,
}
