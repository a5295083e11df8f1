using System.Diagnostics;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Operations.Logging;
using TradingDaemon.Sandbox;
using TradingDaemon.Translation;

namespace TradingDaemon.Composition;

/// <summary>The sandbox exchange as a process of its own.</summary>
internal static class SandboxHost
{
    /// <summary>Serves until told to stop. Throws <see cref="IOException"/> or <see cref="InvalidDataException"/> with words for the operator when it cannot start.</summary>
    public static async Task<int> RunAsync(SandboxOptions options, DaemonConfig config, Action<SandboxServer> started, CancellationToken stopping)
    {
        var services = new ServiceCollection();
        services.AddSingleton(ConfiguredSecrets.Redactor(Environment.GetEnvironmentVariables()));
        services.AddLogging(logging => logging.AddDaemonLogging(config.Operations.ToLogOptions() with { ToStandardError = true }).SetMinimumLevel(config.Operations.LogLevel)); // the other stream is for the address
        await using var provider = services.BuildServiceProvider();
        var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger<SandboxServer>();
        await using var sandbox = await SandboxServer.StartAsync(options with { Logger = logger, OnCrash = Die }, stopping);
        started(sandbox);
        await Task.Delay(Timeout.InfiniteTimeSpan, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Cli.Context.ExitCode.Done;
    }

    // A crash drill is a crash: no goodbye to clients, nothing flushed that was not.
    private static void Die(int forgotten) => Process.GetCurrentProcess().Kill();
}
