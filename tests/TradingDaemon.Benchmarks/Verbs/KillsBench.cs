using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>kills</c>: says how the daemon is killed at random moments. That is a test, because it can fail.</summary>
internal sealed class KillsBench : IBench
{
    private const string Inside = "TRADINGDAEMON_KILLS=200 dotnet test tests/TradingDaemon.Integration.Tests -c Release --filter FullyQualifiedName~Tests.KillTests";
    private const string Beside = "TRADINGDAEMON_KILLS=1000 dotnet test tests/TradingDaemon.Integration.Tests -c Release --logger 'console;verbosity=detailed' --filter FullyQualifiedName~SandboxKillTests";

    /// <inheritdoc/>
    public string Verb => "kills";

    /// <inheritdoc/>
    public string Summary => "Prints the commands that kill the running daemon at random moments, beside its exchange or with it, and compare books and ledger.";

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping) => Task.FromResult(new BenchReport(
        Verb,
        [
            Figure.Told("kill -9 of the daemon at 1,000 random moments beside the exchange's own process", "run the first command: 0 lost fills, 0 duplicate orders, books = ledger, or it fails", double.NaN, ""),
            Figure.Told("kill -9 of daemon and simulated venue at 200 random moments", "run the second command: the same", double.NaN, ""),
        ],
        [$"`{Beside}`", $"`{Inside}`", "`TRADINGDAEMON_EXECUTABLE=file` kills a published daemon, which starts sooner.", "`TRADINGDAEMON_SEED=n` repeats a run. The test prints kills, orders, fills and differences, and fails at the first difference."], []));
}
