using System.Diagnostics;
using NUnit.Framework;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Interop;

/// <summary>Clients nobody here wrote, on Node. <c>.ci/interop</c> installs them; where they are not, the test that asks is skipped with that reason.</summary>
internal static class NodeClients
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static string Folder => Repository.PathOf("tests", "interop");

    /// <summary>Runs a script of <c>tests/interop</c> to its end and gives the lines it printed; fails with what it complained of when it ends otherwise than with 0.</summary>
    public static async Task<string[]> RunAsync(string script, params string[] arguments)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules"))) Assert.Ignore("The clients are not installed: .ci/interop does it.");
        var start = new ProcessStartInfo("node", [script, .. arguments]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        using var late = new CancellationTokenSource(Patience);
        var (printed, complained) = (node.StandardOutput.ReadToEndAsync(late.Token), node.StandardError.ReadToEndAsync(late.Token));
        try
        {
            await node.WaitForExitAsync(late.Token);
            Assert.That(node.ExitCode, Is.Zero, await complained);
            return (await printed).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            if (!node.HasExited) node.Kill(entireProcessTree: true);
        }
    }
}
