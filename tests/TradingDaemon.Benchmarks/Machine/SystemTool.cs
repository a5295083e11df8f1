using System.ComponentModel;
using System.Diagnostics;

namespace TradingDaemon.Benchmarks.Machine;

/// <summary>Small tools of the system.</summary>
internal static class SystemTool
{
    /// <summary>Runs a tool to its end; its output, trimmed. Throws <see cref="InvalidOperationException"/> when it is missing or fails.</summary>
    public static string Output(string file, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{file} ended with {process.ExitCode}.");
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"{file} cannot be run.", missing);
        }
    }
}
