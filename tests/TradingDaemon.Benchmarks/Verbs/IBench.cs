using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary>One verb of the program.</summary>
internal interface IBench
{
    /// <summary>Its name on the command line.</summary>
    string Verb { get; }

    /// <summary>What it measures, in one sentence.</summary>
    string Summary { get; }

    /// <summary>Whether it takes so long that only who names it gets it.</summary>
    bool IsLong => false;

    /// <summary>Measures.</summary>
    Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping);
}
