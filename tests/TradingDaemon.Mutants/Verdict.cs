using System.Text.RegularExpressions;

namespace TradingDaemon.Mutants;

/// <summary>What one run of tests showed.</summary>
/// <param name="IsGreen">Tests were run, and every one of them passed.</param>
/// <param name="Failed">The first test that failed; null when none did, or when the run ended otherwise than by its tests.</param>
/// <param name="Why">The same in a line.</param>
internal sealed partial record Verdict(bool IsGreen, string? Failed, string Why)
{
    /// <summary>Reads it from what <c>dotnet test</c> said. A red run counts by the tests it names and by nothing else: a time-out or a crash is no test's word.</summary>
    public static Verdict Of(ToolResult run)
    {
        if (run.IsTimedOut) return new(false, null, "did not end in time");
        if (run.Output.Contains("No test matches", StringComparison.Ordinal)) return new(false, null, "no test matches the filter");
        if (run.Output.Contains("run was aborted", StringComparison.OrdinalIgnoreCase) || run.Output.Contains("Test Run Aborted", StringComparison.Ordinal)) return new(false, null, "the test process crashed");
        if (run.ExitCode == 0) return new(true, null, "every test passed");
        return FailedTest().Match(run.Output) is { Success: true } failed ? new(false, failed.Groups["test"].Value, $"Failed {failed.Groups["test"].Value}") : new(false, null, "ended without a test's word");
    }

    [GeneratedRegex(@"^\s*Failed (?<test>\S.*?) \[[^\]]*\]\s*$", RegexOptions.Multiline)]
    private static partial Regex FailedTest();
}
