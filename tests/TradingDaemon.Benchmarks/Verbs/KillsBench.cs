using TradingDaemon.Benchmarks.Reporting;

namespace TradingDaemon.Benchmarks.Verbs;

/// <summary><c>kills</c>: says how the daemon is killed at random moments. That is a test, because it can fail.</summary>
internal sealed class KillsBench : IBench
{
    private const string Command = "TRADINGDAEMON_KILLS=200 dotnet test tests/TradingDaemon.Integration.Tests -c Release --filter FullyQualifiedName~KillTests";

    /// <inheritdoc/>
    public string Verb => "kills";

    /// <inheritdoc/>
    public string Summary => "Prints the command that kills the running daemon at 200 random moments and compares books and ledger.";

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchRun run, CancellationToken stopping) => Task.FromResult(new BenchReport(
        Verb,
        [new Figure("kill -9 at 200 random moments under load", "0 lost fills, 0 duplicate orders, books = ledger", "run the command below", "", Verdict.None, double.NaN, "")],
        [$"`{Command}`", "`TRADINGDAEMON_SEED=n` repeats a run. The test prints kills, orders, fills and differences, and fails at the first difference."], []));
}
