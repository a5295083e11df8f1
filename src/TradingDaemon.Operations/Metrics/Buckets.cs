using System.Diagnostics.Metrics;

namespace TradingDaemon.Operations.Metrics;

/// <summary>Where the histograms' buckets end: a bucket edge on every bar the daemon is measured against.</summary>
internal static class Buckets
{
    /// <summary>Inside the process, from 10 µs to 1 s; 1 ms, 5 ms and 10 ms are promises.</summary>
    public static readonly InstrumentAdvice<double> Pipeline = new()
    {
        HistogramBucketBoundaries = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
    };

    /// <summary>Per strategy, hence few: 256 strategies times these are all series.</summary>
    public static readonly InstrumentAdvice<double> PerStrategy = new() { HistogramBucketBoundaries = [0.000001, 0.00001, 0.0001, 0.001, 0.005, 0.01, 0.1, 1] };

    /// <summary>Disk work, from 100 µs to 10 s.</summary>
    public static readonly InstrumentAdvice<double> Disk = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    /// <summary>Facts in one commit, up to the outbox's bound.</summary>
    public static readonly InstrumentAdvice<double> BatchSize = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] };
}
