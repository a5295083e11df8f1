using System.Diagnostics;
using NUnit.Framework;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>A program of the machine that judges what we write.</summary>
internal static class Tool
{
    /// <summary>Its path; ignores the test with the reason when it is not there.</summary>
    public static string Require(string name)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is null) Assert.Ignore($"{name} is not on the PATH.");
        return path!;
    }

    /// <summary>Runs it to its end.</summary>
    public static (int ExitCode, string Output) Run(string path, string? input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.Write(input ?? "");
        process.StandardInput.Close();
        process.WaitForExit();
        return (process.ExitCode, output.Result + error.Result);
    }
}
