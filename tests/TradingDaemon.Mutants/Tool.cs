using System.Diagnostics;

namespace TradingDaemon.Mutants;

/// <summary>Runs one program to its end.</summary>
internal static class Tool
{
    /// <summary>Runs it; a program that does not end in time is ended.</summary>
    public static ToolResult Run(string directory, TimeSpan longest, string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(name, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // no build process outlives this program
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(longest))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return new ToolResult(-1, $"{name} was ended after {longest}.\n{output.Result}{errors.Result}", IsTimedOut: true);
        }

        return new ToolResult(process.ExitCode, output.Result + errors.Result);
    }
}
