namespace TradingDaemon.Mutants;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Everything it said.</param>
/// <param name="IsTimedOut">Whether it had to be ended.</param>
internal sealed record ToolResult(int ExitCode, string Output, bool IsTimedOut = false);
