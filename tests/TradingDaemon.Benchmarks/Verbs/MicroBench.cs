using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using TradingDaemon.Benchmarks.Micro;
using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>micro</c>: the smallest pieces of the way of a tick and of a fact, one by one.</summary>
internal sealed class MicroBench : IBench
{
    private static readonly Type[] Pieces = [typeof(ValidationCosts), typeof(IndicatorCosts), typeof(FactCosts), typeof(JournalCosts)];

    /// <inheritdoc/>
    public string Verb => "micro";

    /// <inheritdoc/>
    public string Summary => "The smallest pieces: validation, indicators, facts as JSON, journal commits; time and bytes each.";

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping)
    {
        var artifacts = Directory.CreateTempSubdirectory("tradingdaemon-bench-").FullName;
        try
        {
            var figures = new List<Figure>();
            foreach (var piece in Pieces)
            {
                stopping.ThrowIfCancellationRequested();
                run.Say(piece.Name);
                figures.AddRange(BenchmarkRunner.Run(piece, Config(run, artifacts)).Reports.Select(Told));
            }

            return Task.FromResult(new BenchReport(Verb, figures, ["BenchmarkDotNet, in process; mean, half of the 99.9 % confidence interval, and bytes allocated each time."], []));
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    private static ManualConfig Config(BenchRun run, string artifacts)
    {
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithIterationTime(TimeInterval.FromMilliseconds(run.Choose(200, 50)))
            .WithWarmupCount(3).WithIterationCount(run.Choose(10, 3));
        return ManualConfig.CreateEmpty().AddLogger(NullLogger.Instance).AddDiagnoser(MemoryDiagnoser.Default).AddColumnProvider(DefaultColumnProviders.Instance)
            .AddJob(job).WithArtifactsPath(artifacts).WithOptions(ConfigOptions.DisableLogFile);
    }

    private static Figure Told(BenchmarkReport report)
    {
        var what = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        if (report.ResultStatistics is not { } took) return Figure.Told(what, "did not run", double.NaN, "s");
        var bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
        var (seconds, margin) = (took.Mean / 1e9, took.ConfidenceInterval.Margin / 1e9);
        return Figure.Told(what, $"{Words.Seconds(seconds)} ± {Words.Seconds(margin)}, {Words.Count(bytes)} B", seconds, "s");
    }
}
